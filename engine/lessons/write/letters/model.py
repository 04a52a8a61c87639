"""The trained machine at work, letter by letter: what it has read is kept, so that each further letter costs the same. Numpy only.

playground/components/writer/machine.js does the same sums in the browser.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Protocol

import numpy as np

from engine.core.errors import Trouble
from engine.language.words import _
from engine.lessons.write.letters import sampling
from engine.lessons.write.letters.sampling import Taste
from engine.lessons.write.letters.texts.library import numbered, spelt
from engine.weights import shelf

Array = np.ndarray
EPSILON = 1e-5


class Machine(Protocol):
    """What it has read lies in it. A new one has read nothing."""

    def read(self, letter: int) -> Array:
        """The scores (letters,) of what could come next."""
        ...

    @property
    def units(self) -> Array:
        """What its units say after the last letter (units,)."""
        ...


class LstmMachine:
    def __init__(self, tensors: Mapping[str, Array]):
        self.hidden = tensors["lstm.weight_hh_l0"]
        bias = tensors["lstm.bias_ih_l0"] + tensors["lstm.bias_hh_l0"]
        self.entering = (
            tensors["embed.weight"] @ tensors["lstm.weight_ih_l0"].T + bias
        )  # each letter's share, once for all
        self.weight, self.bias = tensors["out.weight"], tensors["out.bias"]
        self.h = self.c = np.zeros(self.hidden.shape[1], np.float32)

    def read(self, letter: int) -> Array:
        width = len(self.h)
        summed = self.entering[letter] + self.hidden @ self.h
        gates = _sigmoid(summed)
        let_in, keep, show = gates[:width], gates[width : 2 * width], gates[3 * width :]
        self.c = keep * self.c + let_in * np.tanh(summed[2 * width : 3 * width])
        self.h = show * np.tanh(self.c)
        return self.weight @ self.h + self.bias

    @property
    def units(self) -> Array:
        return np.tanh(self.c)


class TransformerMachine:
    """Keys and values of the last letters stay where they are: a new letter looks back at them, and is added."""

    def __init__(self, tensors: Mapping[str, Array]):
        self.embed, self.norm = tensors["embed.weight"], (tensors["norm.weight"], tensors["norm.bias"])
        self.out = tensors["out.weight"], tensors["out.bias"]
        self.layers = [
            Layer(tensors, f"blocks.{at}") for at in range(sum(name.endswith(".distance") for name in tensors))
        ]
        self.h = np.zeros(self.embed.shape[1], np.float32)

    def read(self, letter: int) -> Array:
        h = self.embed[letter]
        for layer in self.layers:
            h = layer.read(h)
        self.h = _norm(h) * self.norm[0] + self.norm[1]
        return self.out[0] @ self.h + self.out[1]

    @property
    def units(self) -> Array:
        return self.h


class Layer:
    """A block of the transformer, with what it keeps of the letters before."""

    def __init__(self, tensors: Mapping[str, Array], name: str):
        self.look = _after_norm(tensors, f"{name}.before_looking", f"{name}.look")
        self.think = _after_norm(tensors, f"{name}.before_thinking", f"{name}.think")
        self.seen, self.thought = (
            (tensors[f"{name}.{part}.weight"], tensors[f"{name}.{part}.bias"]) for part in ("seen", "thought")
        )
        self.distance = np.ascontiguousarray(tensors[f"{name}.distance"][:, ::-1])  # the oldest letter first
        self.heads, self.span = self.distance.shape
        self.deep = len(self.seen[0]) // self.heads
        self.keys = np.zeros((self.heads, 4 * self.span, self.deep), np.float32)
        self.values = np.zeros_like(self.keys)
        self.first = self.end = 0
        self.likely = np.ones((self.heads, 1), np.float32)
        """Where its heads looked when the last letter was read: (heads, letters back to the oldest)."""

    def read(self, h: Array) -> Array:
        query, key, value = (self.look[0] @ _norm(h) + self.look[1]).reshape(3, self.heads, self.deep)
        self._keep(key, value)
        keys, values = self.keys[:, self.first : self.end], self.values[:, self.first : self.end]
        scores = (keys @ query[:, :, None])[:, :, 0] * np.float32(self.deep**-0.5)
        scores += self.distance[:, self.first - self.end :]
        likely = np.exp(scores - scores.max(1, keepdims=True))
        likely /= likely.sum(1, keepdims=True)
        self.likely = likely
        h = h + self.seen[0] @ (likely[:, None] @ values).ravel() + self.seen[1]
        thought = self.think[0] @ _norm(h) + self.think[1]
        return h + self.thought[0] @ np.maximum(thought, 0) + self.thought[1]

    def _keep(self, key: Array, value: Array) -> None:
        if self.end == self.keys.shape[1]:  # the room is full: what still counts moves to its beginning
            for room in (self.keys, self.values):
                room[:, : self.span - 1] = room[:, 1 - self.span :]
            self.end = self.span - 1
        self.keys[:, self.end], self.values[:, self.end] = key, value
        self.end += 1
        self.first = max(0, self.end - self.span)


def _after_norm(tensors: Mapping[str, Array], norm: str, linear: str) -> tuple[Array, Array]:
    """A linear layer into which the scale and shift of the norm before it are multiplied."""
    weight = tensors[f"{linear}.weight"]
    return weight * tensors[f"{norm}.weight"], tensors[f"{linear}.bias"] + weight @ tensors[f"{norm}.bias"]


def _norm(x: Array) -> Array:
    centred = x - x.sum() / len(x)
    return centred / np.float32((centred.dot(centred) / len(x) + EPSILON) ** 0.5)


def _sigmoid(x: Array) -> Array:
    return 0.5 + 0.5 * np.tanh(0.5 * x)


class Writer:
    """A trained model: its letters and its weights."""

    def __init__(self, kind: str, letters: str, tensors: Mapping[str, Array], card: Mapping[str, Any] | None = None):
        self.kind, self.letters, self.card = kind, letters, card or {}
        self.tensors = {name: np.asarray(value, np.float32) for name, value in tensors.items()}

    def machine(self) -> Machine:
        """A machine that has read nothing yet."""
        return (LstmMachine if self.kind == "Lstm" else TransformerMachine)(self.tensors)

    def write(self, opening: str, chance: Array, taste: Taste | None = None) -> str:
        """What it writes after the opening: a letter for each random number."""
        taste, machine, found = taste or Taste(), self.machine(), []
        logits = self._opened(machine, opening)
        for u in chance:
            found.append(sampling.chosen(logits, taste, float(u)))
            logits = machine.read(found[-1])
        return spelt(np.array(found, np.int64), self.letters)

    def _opened(self, machine: Machine, opening: str) -> Array:
        if not opening:
            return np.zeros(len(self.letters))
        return [machine.read(int(letter)) for letter in numbered(opening, self.letters)][-1]

    def reading(self, text: str) -> Iterator[tuple[Array, Array]]:
        """Letter after letter of a text: the scores of what could come next, and what the units say."""
        machine = self.machine()
        for letter in numbered(text, self.letters):
            yield machine.read(int(letter)), machine.units

    def surprises(self, text: str) -> Array:
        """Nats that each letter after the first costs (len - 1,)."""
        x = numbered(text, self.letters)
        scores = np.stack([logits for logits, _units in self.reading(text)])[:-1]
        scores -= scores.max(1, keepdims=True)
        return np.log(np.exp(scores).sum(1)) - scores[np.arange(len(x) - 1), x[1:]]


def load(path: Path) -> Writer:
    card = shelf.card(path)
    about = card["networks"].get("writer")
    if card["lesson"] != "letters" or not isinstance(about, dict):
        raise Trouble(
            _("{name} does not write letters.", name=path.name), "Choose a model of the lesson Letter by letter."
        )
    tensors = {name.removeprefix("writer."): values for name, values in shelf.tensors(path, "writer.").items()}
    try:
        writer = Writer(about["kind"], about["arguments"]["letters"], tensors, card)
        if len(writer.machine().read(0)) != len(writer.letters):
            raise ValueError
    except (KeyError, ValueError, IndexError, TypeError, AttributeError):
        raise shelf.stranger(path) from None
    return writer

"""Learning to say which letter comes next."""

import math
from collections.abc import Mapping
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn, optim

from engine.events import Events, Preview, Snapshot, Step
from engine.lessons.write.letters import bigram, film, network, sampling
from engine.lessons.write.letters.config import LettersConfig
from engine.lessons.write.letters.losses import surprise
from engine.lessons.write.letters.model import Writer
from engine.lessons.write.letters.texts.library import Text, numbered
from engine.nn import device, evaluation
from engine.nn.loop import Batches, Chance, cosine_rate_at, measures, restore, shows, step_down

LONGEST_STEP = 1.0
"""Gradients longer than this are shortened to it: through many letters they may grow without bound (Pascanu et al. 2013)."""

LOOKED_AT = 4_096
"""Held-out letters of each look."""

CAPTION = (
    "What it writes, each letter a square: orange vowels, blue consonants, grey spaces, black line ends, red signs."
)


def train(config: LettersConfig, data: Text, state: Mapping[str, Any] | None = None) -> Events:
    here = device.pick()
    torch.manual_seed(config.seed)
    letters = data.letters
    x = torch.from_numpy(numbered(data.train, letters)).to(here)
    length = min(config.length, len(x) // 2)
    held_out = stretches(torch.from_numpy(numbered(data.held_out, letters)).to(here), length)
    to_beat = bigram_perplexity(data)

    writer = network.of_size(config.kind, letters, config.weights).to(here)
    adam = optim.Adam(writer.parameters(), lr=config.learning_rate, betas=(0.9, 0.99), fused=True)
    batches = Batches(len(x) - length, config.batch, config.seed)
    seen = Film()

    networks, parts = {"writer": writer}, {"adam": adam, "batches": batches, "film": seen, "chance": Chance()}
    done = restore(state, networks, parts)

    for step in range(done + 1, config.steps + 1):
        starts = next(batches).to(here)
        stretch = x[starts[:, None] + torch.arange(length + 1, device=here)]  # (n, length + 1)
        metrics = improve(writer, adam, stretch, cosine_rate_at(step, config))

        if measures(step, config):
            metrics |= measure(writer, held_out) | {"bigram perplexity": to_beat}
        written = piece(writer, data) if film.shown_at(step) or shows(step, config) else ""
        if film.shown_at(step):
            seen.add(step, written, letters)
        yield Step(step, config.steps, metrics)
        if shows(step, config):
            yield Preview(step, "samples", film.picture(written, letters), CAPTION)
        config = (yield Snapshot(step, networks, parts, beside=seen.beside)) or config


def improve(writer: nn.Module, adam: optim.Optimizer, stretch: Tensor, rate: float) -> dict[str, Any]:
    """One step: at every place of every stretch, guess the next letter from those before it."""
    loss = surprise(writer(stretch[:, :-1]), stretch[:, 1:])
    step_down(writer, adam, loss, rate, longest=LONGEST_STEP)
    return {"training loss": loss.detach()}


def measure(writer: nn.Module, held_out: Tensor) -> dict[str, Any]:
    """How surprised it is by what it never read."""
    with evaluation.at_rest(writer):
        loss = float(surprise(writer(held_out[:, :-1]), held_out[:, 1:]))
    return {"held-out loss": loss, "held-out perplexity": math.exp(min(loss, 50.0))}


def stretches(x: Tensor, length: int) -> Tensor:
    """The beginning of a text in pieces (n, length + 1), one after another."""
    count = max(1, min(LOOKED_AT, len(x) - 1) // length)
    length = min(length, len(x) - 1)
    return torch.stack([x[at * length : (at + 1) * length + 1] for at in range(count)])


def bigram_perplexity(data: Text) -> float:
    x, held_out = (numbered(part, data.letters) for part in (data.train, data.held_out))
    return bigram.perplexity(bigram.probabilities(x, len(data.letters)), held_out)


def piece(writer: nn.Module, data: Text) -> str:
    """How it is asked to begin, and what it makes of that, always with the same random numbers."""
    tensors: dict[str, np.ndarray] = {name: value.cpu().numpy() for name, value in writer.state_dict().items()}
    at_work = Writer(type(writer).__name__, data.letters, tensors)
    return data.opening + at_work.write(data.opening, sampling.dice(0, film.LENGTH - len(data.opening)))


class Film:
    """A frame for each of these steps, as letters' numbers. It is kept with the weights, and when a run goes on."""

    def __init__(self) -> None:
        self.frames: dict[int, np.ndarray] = {}

    def add(self, step: int, text: str, letters: str) -> None:
        self.frames[step] = numbered(text, letters).astype(np.int16)

    def beside(self) -> dict[str, torch.Tensor]:
        """What travels with the weights: the steps (n,), and the letters' numbers (n, LENGTH)."""
        steps = torch.tensor(list(self.frames), dtype=torch.int32)
        pieces = np.stack(list(self.frames.values())) if self.frames else np.zeros((0, film.LENGTH), np.int16)
        return {"map.steps": steps, "map.film": torch.from_numpy(pieces)}

    def state_dict(self) -> dict[str, Any]:
        return {"frames": {step: torch.from_numpy(piece) for step, piece in self.frames.items()}}

    def load_state_dict(self, state: Mapping[str, Any]) -> None:
        self.frames = {int(step): piece.numpy() for step, piece in state["frames"].items()}

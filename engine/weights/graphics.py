"""A network as steps that a graphics card takes, in the reader's browser: picture in, picture out.

    plan = Plan(height, width)
    features = plan.conv(plan.folded(), weight)     each call notes a step and says where its numbers will lie
    plan.coloured(features)
    as_bytes("facades", plan)                       what the page sends; `playground/components/weights/graphics.js` takes the steps

All numbers lie in one long array. Channels lie in fours: of each four, a picture of (height, width) places. So two pictures that
lie one after another are also one picture with the channels of both, and nothing is ever copied to join them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from engine.weights.message import message

Array = np.ndarray
FOUR, KERNEL = 4, 3


class Room(NamedTuple):
    """Where a picture lies: from which four on, how many fours of channels, and its size."""

    at: int
    fours: int
    height: int
    width: int

    def part(self, first: int, fours: int) -> "Room":
        """Some of its channels."""
        return self._replace(at=self.at + first * self.height * self.width, fours=fours)


@dataclass(frozen=True)
class Step:
    """What is done to the picture at `x`. `numbers`: what else the card must know."""

    kind: str
    x: Room
    out: Room
    numbers: dict[str, int]


class Plan:
    """The steps for pictures of one size, and the weights that they need."""

    def __init__(self, height: int, width: int, multiple: int = 1):
        """`multiple`: sides that are none are filled up by repeating their edges, and what was added is cut off again."""
        self.picture = Room(0, 1, height, width)
        self.height, self.width = height + -height % multiple, width + -width % multiple
        self.steps: list[Step] = []
        self.dropped: list[Room] = []
        """What dropout may mask, in order."""
        self.halves: list[Array] = []
        self.floats: list[Array] = []
        self.fours = self._halves = self._floats = 0

    def room(self, channels: int, height: int, width: int) -> Room:
        found = Room(self.fours, -(-channels // FOUR), height, width)
        self.fours += found.fours * height * width
        return found

    def folded(self, out: Room, grain: Array | None = None) -> Room:
        """The given picture, four pixels as four channels of a quarter; beside it a grain (height, width)."""
        return self._step("fold", self.picture, out, {} if grain is None else {"scale": self._add(grain)})

    def given(self, out: Room) -> Room:
        """The given picture as it is: red, green, blue and nothing."""
        return self._step("give", self.picture, out, {})

    def conv(
        self, x: Room, weight: Array, bias: Array | None = None, *, out: Room | None = None, stride: int = 1, relu=False
    ) -> Room:
        """weight (out, in, 3, 3); edges are repeated."""
        after = len(weight)
        out = out or self.room(after, -(-x.height // stride), -(-x.width // stride))
        laid = np.zeros((out.fours * FOUR, x.fours * FOUR, KERNEL, KERNEL), np.float16)
        laid[:after, : weight.shape[1]] = weight
        fours = laid.reshape(out.fours, FOUR, x.fours, FOUR, KERNEL, KERNEL).transpose(0, 4, 5, 2, 3, 1)
        numbers = {"weight": self._halves // 8, "scale": self._add(np.zeros(after) if bias is None else bias)}
        self.halves.append(np.ascontiguousarray(fours))
        self._halves += fours.size
        return self._step(f"conv{stride}", x, out, {**numbers, "relu": int(relu)})

    def normed(self, x: Room, scale: Array, shift: Array, *, relu: bool, onto: Room | None = None) -> Room:
        """Each channel evened out over all places, scaled and shifted, in place. `onto`: what it changes, and is added to."""
        seen = self.room(2 * FOUR * x.fours, 1, 1)
        numbers = {"scale": self._add(scale), "shift": self._add(shift), "relu": int(relu), "seen": seen.at}
        self._step("see", x, x, numbers)
        return self._step("norm", x, x, {**numbers, "some": int(onto is not None), "other": onto.at if onto else 0})

    def larger(self, x: Room, out: Room | None = None) -> Room:
        """Twice as large, and smooth."""
        return self._step("larger", x, out or self.room(FOUR * x.fours, 2 * x.height, 2 * x.width), {})

    def maybe_dropped(self, x: Room, share: float) -> None:
        """Where dropout drops this share, when a picture is asked for with it."""
        before = sum(room.fours * FOUR * room.height * room.width for room in self.dropped)
        self.dropped.append(x)
        self._step("drop", x, x, {"other": before, "scale": self._add(np.full(FOUR, 1 / (1 - share)))})

    def coloured(self, x: Room, *, residual: bool) -> None:
        """The picture that comes out. A residual network's sums are added to the colours that are there."""
        self._step("colour", self.picture._replace(at=x.at), x, {"some": int(residual)})

    def _step(self, kind: str, x: Room, out: Room, numbers: dict[str, int]) -> Room:
        self.steps.append(Step(kind, x, out, numbers))
        return out

    def _add(self, numbers: Array) -> int:
        """Where so many floats begin, in fours."""
        flat = np.asarray(numbers, np.float32).ravel()
        self.floats.append(np.pad(flat, (0, -len(flat) % FOUR)))
        self._floats += len(self.floats[-1])
        return (self._floats - len(self.floats[-1])) // FOUR


def as_bytes(name: str, plan: Plan) -> bytes:
    """What crosses to the page: floats of 32 bits, and of 16 for the weights of convolutions."""
    floats, halves = (b"".join(array.tobytes() for array in arrays) for arrays in (plan.floats, plan.halves))
    steps = [{"kind": step.kind, "x": step.x, "out": step.out, **step.numbers} for step in plan.steps]
    _at, _fours, height, width = plan.picture
    about = {"name": name, "height": height, "width": width, "fours": plan.fours, "steps": steps}
    return message(about, floats, halves)


def bits(kept: Sequence[Array]) -> bytes:
    """Which numbers dropout keeps: bool arrays (channels, height, width) in order, as whole numbers of 32 bits."""
    packed = np.packbits(np.concatenate([array.ravel() for array in kept]), bitorder="little").tobytes()
    return packed + bytes(-len(packed) % 4)

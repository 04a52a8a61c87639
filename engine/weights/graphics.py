"""A network as steps that a graphics card takes, in the reader's browser: picture in, picture out.

    plan = Plan(height, width)
    features = plan.conv(plan.folded(), weight)     each call notes a step and says where its numbers will lie
    plan.coloured(features)
    as_bytes("facades", plan)                       what the page sends; `playground/components/weights/graphics.js` takes the steps

All numbers lie in one long array. Channels lie in fours: of each four, a picture of (height, width) places. So two pictures that
lie one after another are also one picture with the channels of both, and nothing is ever copied to join them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np

from engine.weights.message import message

Array = np.ndarray
FOUR = 4


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

    def __init__(self, height: int, width: int, multiple: int = 1, rim: int = 0):
        """`multiple`: sides that are none are filled up by repeating their edges, and what was added is cut off again.
        `rim`: as many pixels are added all around, and cut off again."""
        self.picture, self.rim = Room(0, 1, height, width), rim
        self.height, self.width = (side + 2 * rim + -side % multiple for side in (height, width))
        self.steps: list[Step] = []
        self.dropped: list[Room] = []
        """What dropout may mask, in order."""
        self.halves: list[Array] = []
        self.floats: list[Array] = []
        self.fours = self._next = self._halves = self._floats = 0

    def room(self, channels: int, height: int = 1, width: int = 1) -> Room:
        found = Room(self._next, -(-channels // FOUR), height, width)
        self._next += found.fours * height * width
        self.fours = max(self.fours, self._next)
        return found

    def here(self) -> int:
        """Where the next room will begin."""
        return self._next

    def over(self, place: int) -> None:
        """What was found in rooms from this place on is no longer needed: the next ones begin there again."""
        self._next = place

    def folded(self, out: Room, grain: Array | None = None) -> Room:
        """The given picture, four pixels as four channels of a quarter; beside it a grain (height, width)."""
        grains = {} if grain is None else {"scale": self._add(grain)}
        return self._step("fold", self.picture, out, {**grains, "other": self.rim})

    def given(self, out: Room) -> Room:
        """The given picture as it is: red, green, blue and nothing."""
        return self._step("give", self.picture, out, {})

    def conv(
        self,
        x: Room,
        weight: Array,
        bias: Array | None = None,
        *,
        out: Room | None = None,
        stride: int = 1,
        relu=False,
        blank=False,
    ) -> Room:
        """weight (out, in, 3, 3). Beyond its edges a picture goes on as they are; or, `blank`, there is nothing."""
        out = out or self.room(len(weight), -(-x.height // stride), -(-x.width // stride))
        numbers = {**self._weighed(x, out, weight, bias), "relu": int(relu), "some": int(blank)}
        return self._step(f"conv{stride}", x, out, numbers)

    def mixed(self, x: Room, weight: Array, bias: Array | None = None, *, out: Room | None = None, relu=False) -> Room:
        """The channels of each place, mixed: weight (out, in, 1, 1)."""
        out = out or self.room(len(weight), x.height, x.width)
        return self._step("mix", x, out, {**self._weighed(x, out, weight, bias), "relu": int(relu)})

    def dressed(self, x: Room, matrix: Room, shift: Room, out: Room) -> Room:
        """The same, by numbers that lie among the pictures: `matrix` holds for each four after and before 4 by 4, column by column."""
        return self._step("mix", x, out, {"some": 1, "weight": matrix.at, "scale": shift.at})

    def moments(self, x: Room, out: Room, *, alone: bool = False) -> Room:
        """Of all places of x: a mean of each channel, and then, for each two fours, 4 by 4 of how far which go with which. The first
        of the two is never the later one; `alone`: only each four with itself."""
        return self._step("gram", x, x, {"seen": out.at, "some": int(alone)})

    def turned(self, x: Room, turns: Room, grain: Room, onto: Room | None = None) -> Room:
        """Scaled and shifted, roughened by a grain, and only what is above 0; in place. `turns`: all scales, all shifts, all
        roughness. `grain`: a number for each place, in a row. `onto`: what it is added to."""
        numbers = {"seen": turns.at, "scale": grain.at, "some": int(onto is not None)}
        return self._step("turn", x, x, {**numbers, "other": onto.at if onto else 0})

    def _weighed(self, x: Room, out: Room, weight: Array, bias: Array | None) -> dict[str, int]:
        """A convolution's numbers, and where they lie."""
        after, before, kernel, _across = weight.shape
        laid = np.zeros((out.fours * FOUR, x.fours * FOUR, kernel, kernel), np.float16)
        laid[:after, :before] = weight
        fours = laid.reshape(out.fours, FOUR, x.fours, FOUR, kernel, kernel).transpose(0, 4, 5, 2, 3, 1)
        numbers = {"weight": self._halves // 8, "scale": self._add(np.zeros(after) if bias is None else bias)}
        self.halves.append(np.ascontiguousarray(fours))
        self._halves += fours.size
        return numbers

    def normed(
        self, x: Room, scale: Array, shift: Array, *, relu: bool, onto: Room | None = None, folded: bool = False
    ) -> Room:
        """Each channel evened out over all places, scaled and shifted, in place. `onto`: what it changes, and is added to.
        `folded`: each four is one channel, at four places."""
        seen = self.room(2 * FOUR * x.fours, 1, 1)
        numbers = {"scale": self._add(scale), "shift": self._add(shift), "relu": int(relu), "seen": seen.at}
        self._step("see", x, x, {**numbers, "some": int(folded)})
        return self._step("norm", x, x, {**numbers, "some": int(onto is not None), "other": onto.at if onto else 0})

    def larger(self, x: Room, out: Room | None = None, *, smooth: bool = True) -> Room:
        """Twice as large, and smooth; or each place four times."""
        return self._step(
            "larger", x, out or self.room(FOUR * x.fours, 2 * x.height, 2 * x.width), {"some": int(not smooth)}
        )

    def maybe_dropped(self, x: Room, share: float) -> None:
        """Where dropout drops this share, when a picture is asked for with it."""
        before = sum(room.fours * FOUR * room.height * room.width for room in self.dropped)
        self.dropped.append(x)
        self._step("drop", x, x, {"other": before, "scale": self._add(np.full(FOUR, 1 / (1 - share)))})

    def coloured(self, x: Room, *, residual: bool) -> None:
        """The picture that comes out. A residual network's sums are added to the colours that are there."""
        self._step("colour", self.picture._replace(at=x.at), x, {"some": int(residual)})

    def unfolded(self, x: Room, *, bent: bool = True) -> None:
        """The picture that comes out: each four of channels is one colour of four pixels; a rim around it is cut off. Sums are bent
        into colours, or are colours, 0 the middle one."""
        self._step("unfold", x, self.picture._replace(at=x.at), {"other": self.rim, "some": int(not bent)})

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
    return message(_about(name, plan), *_weights(plan))


def weights_alone(name: str, plan: Plan) -> bytes:
    """The weights, which plans for pictures of any size may share."""
    return message({"name": name, "shared": True}, *_weights(plan))


def sharing(name: str, plan: Plan, weights: str, numbers: Array, about: Mapping[str, Any]) -> bytes:
    """A plan whose weights crossed under that name. `numbers` lie in its first rooms from the start; `about`: what else is told."""
    return message({**_about(name, plan), "weights": weights, **about}, numbers.astype(np.float32).tobytes(), b"")


def _about(name: str, plan: Plan) -> dict[str, Any]:
    steps = [{"kind": step.kind, "x": step.x, "out": step.out, **step.numbers} for step in plan.steps]
    _at, _fours, height, width = plan.picture
    return {"name": name, "height": height, "width": width, "fours": plan.fours, "steps": steps}


def _weights(plan: Plan) -> tuple[bytes, bytes]:
    floats, halves = (b"".join(array.tobytes() for array in arrays) for arrays in (plan.floats, plan.halves))
    return floats, halves


def bits(kept: Sequence[Array]) -> bytes:
    """Which numbers dropout keeps: bool arrays (channels, height, width) in order, as whole numbers of 32 bits."""
    packed = np.packbits(np.concatenate([array.ravel() for array in kept]), bitorder="little").tobytes()
    return packed + bytes(-len(packed) % 4)

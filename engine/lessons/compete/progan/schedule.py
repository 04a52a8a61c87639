"""When a progressive GAN grows (Karras et al. 2018): from the step and the settings alone, so that a page knows it without torch.

phase    0         1          2         3           4        ...  the last
         4 px      4 -> 8     8 px      8 -> 16     16 px         stays to the end of the run
alpha    1         0 to 1     1         0 to 1      1
"""

from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from engine.core.errors import Trouble
from engine.core.pace import Stretch
from engine.language.words import _

FIRST = 4
"""Pixels per side of the first pictures."""


@dataclass(frozen=True)
class Moment:
    """How grown the networks are at a step."""

    level: int
    """How often pictures have doubled: 0 at 4 pixels."""
    alpha: float
    """The share of the newest layers in the picture; 1 where nothing fades."""
    fading: bool
    first: int
    """The step with which this phase begins."""
    last: int
    """The step with which it ends."""

    @property
    def side(self) -> int:
        """Pixels per side, with the newest layers."""
        return FIRST * 2**self.level

    @property
    def words(self) -> str:
        if self.fading:
            return _("Fading from {before} to {side} px", before=self.side // 2, side=self.side)
        return _("Stable at {side} px", side=self.side)


def levels(size: int) -> int:
    """How often 4 pixels double until `size`."""
    found = max(0, (size // FIRST).bit_length() - 1)
    if not found or FIRST * 2**found != size:
        raise Trouble(_("4 pixels never grow to {size} by doubling.", size=size), "Choose 8, 16, 32 or 64 pixels.")
    return found


def sides(size: int) -> list[int]:
    """Every resolution on the way."""
    return [FIRST * 2**level for level in range(levels(size) + 1)]


def at(step: int, steps: int, phase: int, size: int) -> Moment:
    """The moment of a step, counted from 1, where each phase takes `phase` steps and the last one the rest of all `steps`."""
    final = 2 * levels(size)
    number = min(max(0, step - 1) // phase, final)
    first = number * phase + 1
    last = steps if number == final else min(steps, first + phase - 1)
    fading = number % 2 == 1
    alpha = (step - first + 0.5) / phase if fading else 1.0
    return Moment((number + 1) // 2, alpha, fading, first, last)


BLOCK = 4
"""Steps that are taken at one place before the next: a look at D's slope falls into each."""


def anywhere(step: int, seed: int, now: Moment) -> Moment:
    """Where a step is taken once all has grown and every alpha is to be learnt: half of them where growth has ended, the others in any
    fade at any alpha, the ends more often than the middle."""
    if step // BLOCK % 2:
        return now
    chance = np.random.default_rng((seed, step // BLOCK))
    level, alpha = int(chance.integers(1, now.level, endpoint=True)), float(np.sin(np.pi / 2 * chance.random()) ** 2)
    return replace(now, level=level, alpha=alpha)


def phases(steps: int, phase: int, size: int) -> list[Moment]:
    """All phases that a run of so many steps reaches, each as at its first step."""
    found = []
    while not found or found[-1].last < steps:
        found.append(at(found[-1].last + 1 if found else 1, steps, phase, size))
    return found


COSTS = (1.0, 3.0, 8.0, 15.0, 23.0)
"""What a step costs at 4, 8, 16, 32 and 64 pixels, as measured with the default width on one core."""


def stretches(config: Any, data: object) -> list[Stretch]:
    found = phases(config.steps, config.phase, int(config.size))
    return [Stretch(moment.last, COSTS[moment.level]) for moment in found]


def halfway(side: int, phase: int) -> int:
    """The step in whose blend both branches weigh about the same, on the way to `side` pixels."""
    return (2 * levels(side) - 1) * phase + phase // 2 + 1


def fades(step: int, phase: int, size: int) -> list[int]:
    """The resolutions whose fade is half done by this step, or more."""
    return [side for side in sides(size)[1:] if step >= halfway(side, phase)]


def blended(low: np.ndarray, high: np.ndarray, alpha: float) -> np.ndarray:
    """(1 - alpha) * low + alpha * high of two branches around 0 to 1, as uint8 pictures: at 0 and at 1 exactly one of them."""
    mixed = np.float32(1 - alpha) * low + np.float32(alpha) * high
    return np.rint(mixed.clip(0, 1) * np.float32(255)).astype(np.uint8)

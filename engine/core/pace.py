"""How long the rest of a run takes, where its steps are not all alike: pictures grow, a stage follows another, a look costs extra.

A loop says beforehand in which stretches its steps fall and what a step of each costs beside the others. From the clock comes how
much of that is done in a second.
"""

from collections.abc import Sequence
from dataclasses import dataclass

WINDOW, SHARE = 20.0, 0.5
"""What is looked back on: so many seconds, or this share of the sitting, whichever is longer. Looks at held-out pictures come
seldom and take long, so a short window would see none of them, or little else."""

ENOUGH = 3
"""Steps before anything is said: the first ones also prepare everything."""

SAMPLES = 200
"""So many are kept of a sitting, however long it is."""


@dataclass(frozen=True)
class Stretch:
    """Steps that cost the same."""

    last: int
    """The step with which it ends."""
    cost: float
    """What a step costs beside those of other stretches."""
    name: str = ""
    """What a reader sees of it; empty where nothing looks different."""


EVEN = (Stretch(0, 1.0),)
"""All steps alike."""


class Pace:
    """Of one sitting. It is told which steps are done when, in seconds of training: a pause is none."""

    def __init__(self, stretches: Sequence[Stretch] = EVEN):
        self.stretches = tuple(stretches)
        self._heard: list[tuple[float, float, int]] = []
        """Seconds, the effort until then, and the step."""

    def effort(self, first: int, last: int) -> float:
        """Of the steps after `first` up to `last`. Whatever comes after the last stretch costs what that does."""
        total, at = 0.0, first
        for stretch in self.stretches:
            end = min(last, stretch.last)
            if end > at:
                total, at = total + (end - at) * stretch.cost, end
        return total + max(0, last - at) * self.stretches[-1].cost

    def hear(self, step: int, seconds: float) -> None:
        heard = self._heard
        if len(heard) > 2 and heard[-1][0] - heard[-2][0] < (seconds - heard[0][0]) / SAMPLES:
            heard.pop()  # the newest replaces the one before it, which lies close by
        heard.append((seconds, self.effort(heard[0][2], step) if heard else 0.0, step))

    def left(self, steps: int) -> float | None:
        """Seconds until all `steps` are done; None where too little is known to say so."""
        if not self._heard:
            return None
        now, done, step = self._heard[-1]
        began = self._heard[0][0]
        back = now - max(WINDOW, SHARE * (now - began))
        then, before, at = next(one for one in self._heard if one[0] >= back or one is self._heard[-1])
        if step - at < ENOUGH or now <= then or done <= before:
            return None
        return self.effort(step, steps) * (now - then) / (done - before)

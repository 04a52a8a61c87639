"""What is said to be left, from a tenth of a run on, beside what was left: never a fifth wrong, whatever the steps cost."""

import dataclasses

import numpy as np
import pytest

from engine.catalog import CARDS
from engine.core.pace import EVEN, SAMPLES, Pace, Stretch
from engine.lessons.paint.inputs import PaintingInputs
from engine.recipes import RECIPES

GROWING = [Stretch(600, 1), Stretch(1_200, 3), Stretch(1_800, 8), Stretch(2_400, 15), Stretch(3_000, 23)]


def errors(pace: Pace, seconds: np.ndarray, first: int = 0) -> list[float]:
    """`seconds` of each step after `first` -> how wrong it was, as a share, at each fiftieth step from a tenth of the sitting on."""
    clock, steps, found = np.cumsum(seconds), first + len(seconds), []
    for at in range(len(seconds)):
        pace.hear(first + at + 1, clock[at])
        if clock[at] > 0.1 * clock[-1] and at % 50 == 0 and clock[at] < 0.98 * clock[-1]:
            found.append(abs(pace.left(steps) - (clock[-1] - clock[at])) / (clock[-1] - clock[at]))
    assert len(found) > 5
    return found


def costs(stretches: list[Stretch], steps: int, looks: float = 7, wobble: float = 0.3) -> np.ndarray:
    """Seconds of each step: what its stretch costs, not alike by chance, and at every hundredth a look that costs `looks` more."""
    which = np.searchsorted([one.last for one in stretches], np.arange(1, steps + 1)).clip(max=len(stretches) - 1)
    each = 0.1 * np.array([one.cost for one in stretches])[which]
    each *= 1 + wobble * np.random.default_rng(0).uniform(-1, 1, steps)
    return each + looks * each * (np.arange(1, steps + 1) % 100 == 0)


@pytest.mark.parametrize("looks", [0, 7, 20])
def test_even_steps_with_looks_between_them(looks):
    assert max(errors(Pace(EVEN), costs([Stretch(3_000, 1)], 3_000, looks))) < 0.2


@pytest.mark.parametrize("first", [0, 900, 1_900])
def test_steps_that_grow_also_in_a_later_sitting(first):
    assert max(errors(Pace(GROWING), costs(GROWING, 3_000)[first:], first)) < 0.2
    assert max(errors(Pace(EVEN), costs(GROWING, 3_000))) > 0.5, "without the stretches it would be far off"


def test_costs_that_are_a_tenth_off_are_good_enough():
    believed = [Stretch(one.last, one.cost * (1.1 if one.last % 1_200 else 0.9)) for one in GROWING]
    assert max(errors(Pace(believed), costs(GROWING, 3_000))) < 0.25


def test_a_computer_that_becomes_slower_is_believed_soon():
    seconds = np.r_[np.full(1_000, 0.1), np.full(2_000, 0.3)]
    assert max(errors(Pace(), seconds)[-10:]) < 0.2


def test_nothing_is_said_of_the_first_steps_and_nothing_grows():
    pace = Pace()
    assert pace.left(100) is None
    for step in range(1, 4):
        pace.hear(step, 0.1 * step)
        assert pace.left(100) is None
    for step in range(4, 20_000):
        pace.hear(step, 0.1 * step)
    assert pace.left(20_000) == pytest.approx(0.1, rel=0.01) and len(pace._heard) < 10 * SAMPLES
    assert pace.left(19_999) == 0


@pytest.mark.parametrize(
    ("lesson", "changes"),
    [("progan", {}), ("stackgan", {}), ("style", {}), ("dream", {}), ("cyclegan", {"first_side": 32, "warm_up": 100})],
)
def test_a_lesson_whose_steps_differ_says_so(lesson, changes):
    config = dataclasses.replace(CARDS[lesson].config(), **changes)
    stretches = RECIPES[lesson].stretches(config, PaintingInputs(np.zeros((384, 512, 3), np.uint8), (), None))
    ends = [one.last for one in stretches]
    assert ends == sorted(set(ends)) and ends[-1] == config.steps
    assert len({one.cost for one in stretches}) > 1 and min(one.cost for one in stretches) > 0

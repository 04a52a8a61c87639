"""What a growing run keeps: bounded in number and bytes, whole in time, whatever comes in whatever sizes."""

import random

import pytest

from engine.runs import retention

FEW = 30


def grow(steps: list[int], most: int, sizes=lambda step: 1, budget: int = 10**12, least: int = 2) -> list[int]:
    """Keep things as they come, as the worker does, letting go after each."""
    kept: dict[int, int] = {}
    for step in steps:
        kept[step] = sizes(step)
        for gone in retention.surplus(kept, most, budget, least):
            del kept[gone]
        assert step in kept and steps[0] in kept
        assert len(kept) <= most
    return sorted(kept)


@pytest.mark.parametrize("seed", range(FEW))
def test_no_run_keeps_more_than_it_may_and_none_has_a_hole(seed):
    chance = random.Random(seed)
    every, most = chance.choice([1, 2, 7, 50, 100, 250]), chance.randint(retention.ROOM, 240)
    steps = [1, *range(every, every * chance.randint(most, 3_000), every)]
    steps = sorted(set(steps))
    kept = grow(steps, most)
    assert kept[: retention.FIRST] == steps[: retention.FIRST]
    assert kept[-retention.NEWEST :] == steps[-retention.NEWEST :]
    gaps = [after - before for before, after in zip(kept, kept[1:], strict=False)]
    even = (steps[-1] - steps[0]) / (most - retention.FIRST - retention.NEWEST)
    assert max(gaps) <= 4 * even + every, "the time line has a hole"


@pytest.mark.parametrize("seed", range(FEW))
def test_bytes_are_bounded_whatever_the_sizes(seed):
    chance = random.Random(seed)
    sizes = [chance.randint(1, 1_000) for _ in range(600)]
    kept = grow(list(range(1, 601)), 240, lambda step: sizes[step - 1], budget=20_000, least=8)
    assert sum(sizes[step - 1] for step in kept) <= 20_000 and len(kept) >= 8


def test_the_least_stays_even_if_it_is_too_large():
    assert len(grow(list(range(1, 200)), 12, lambda step: 10**9, budget=1, least=2)) == 2


@pytest.mark.parametrize("most", range(2, retention.ROOM))
def test_room_for_a_few_still_holds_both_ends_and_something_between(most):
    kept = grow([1, *range(100, 100_001, 100)], most)
    assert kept[0] == 1 and kept[-1] == 100_000
    assert most < 4 or any(20_000 < step < 80_000 for step in kept[1:-1])


def test_few_enough_stay_all():
    assert retention.thinned([1, 5, 9], 3) == [1, 5, 9] and retention.surplus({1: 1, 5: 1}, 9, 99, 2) == []

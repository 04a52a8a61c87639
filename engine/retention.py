"""Which of many kept things stay when there are too many: the first, the newest, and an even choice of all between.

Stretches of a power of two of steps, counted from 0, keep their first each. Twice as long a stretch keeps some of what two
shorter ones kept, so the time line stays even however often it is thinned while a run grows.
"""

from collections.abc import Mapping, Sequence

FIRST, NEWEST = 2, 3
"""How many of the beginning, where most happens, and of the end, which one came to see, stay where there is room for them."""

ROOM = 12
"""With room for fewer than these, only one of each does."""


def thinned(steps: Sequence[int], most: int) -> list[int]:
    """At most `most` of these ascending steps, 2 at least."""
    if len(steps) <= most:
        return list(steps)
    first, newest = (FIRST, NEWEST) if most >= ROOM else (1, 1)
    ends, middle = [*steps[:first], *steps[-newest:]], steps[first:-newest]
    length, kept = 1, list(middle)
    while len(kept) > most - len(ends):
        length *= 2
        kept = list({step // length: step for step in reversed(middle)}.values())
        if length > steps[-1]:
            kept = kept[: max(0, most - len(ends))]
    return sorted([*kept, *ends])


def surplus(sizes: Mapping[int, int], most: int, budget: int, least: int) -> list[int]:
    """Step -> bytes: the steps to let go, so that no more than `most` remain, which fit into `budget` bytes.

    `least` of them stay in any case: a time line of one picture is none.
    """
    steps = sorted(sizes)
    room = min(most, len(steps))
    kept = thinned(steps, room)
    while room > least and sum(sizes[step] for step in kept) > budget:
        room = max(least, room * 3 // 4)
        kept = thinned(steps, room)
    return sorted(set(steps) - set(kept))

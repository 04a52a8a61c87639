"""Faces for A - B + C that work at first sight: few who have a concept, few who lack it, alike in everything else.

Radford et al. 2016 (arXiv:1511.06434) took the mean of three by hand. Here a search finds them: mean(A) - mean(B) shall be the
concept vector itself.
"""

from typing import NamedTuple

import numpy as np

FACES = 5
"""Faces of A and of B. The mean of so few is still somebody, and chance is a half of what it is with one."""

AIM = 1.5
"""Steps along the vector that the difference should go."""

ROUNDS = 3
"""How often each face is exchanged for whoever fits better."""


class Sum(NamedTuple):
    """Places of the faces of each letter."""

    a: tuple[int, ...]
    b: tuple[int, ...]
    c: tuple[int, ...]


def example(codes: np.ndarray, having: np.ndarray, vector: np.ndarray) -> Sum:
    """Of codes (n, d), of which some are `having` (n,) the concept with this vector (d,)."""
    pools = np.flatnonzero(having), np.flatnonzero(~having)
    count = min(FACES, len(pools[0]), len(pools[1]) - 1)  # one is left for C
    aim = AIM * count * np.asarray(vector, float)
    sides: tuple[list[int], list[int]] = [int(pools[0][(codes[pools[0]] @ vector).argmax()])], []
    total = codes[sides[0][0]].astype(float)
    for turn in range(1, 2 * count):
        total = _take(codes, sides, pools, turn % 2, total, aim * (turn + 1) / (2 * count))
    for _ in range(ROUNDS):
        for side, sign in ((0, 1), (1, -1)):
            for _ in range(count):
                given_back = total - sign * codes[sides[side].pop(0)]
                total = _take(codes, sides, pools, side, given_back, aim)
    others = np.setdiff1d(pools[1], sides[1])
    usual = np.linalg.norm(codes[others] - codes.mean(0), axis=1).argmin()
    return Sum(tuple(sides[0]), tuple(sides[1]), (int(others[usual]),))


def _take(
    codes: np.ndarray,
    sides: tuple[list[int], list[int]],
    pools: tuple[np.ndarray, np.ndarray],
    side: int,
    total: np.ndarray,
    aim: np.ndarray,
) -> np.ndarray:
    """Put whoever brings the total nearest to the aim on a side, and return the new total."""
    free = np.setdiff1d(pools[side], sides[side])
    sums = total + (-1 if side else 1) * codes[free]
    best = np.linalg.norm(sums - aim, axis=1).argmin()
    sides[side].append(int(free[best]))
    return sums[best]

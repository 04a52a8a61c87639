"""How far two clouds of points lie apart, and how much of that is chance.

The sliced Wasserstein distance (Bonneel et al. 2015): how far points must move on average, seen from many sides. Two samples
of one distribution never lie at 0. So `measured` shuffles points within each cloud, sees how far apart chance alone puts two
halves, and gives an interval. Numpy only.
"""

from dataclasses import dataclass

import numpy as np

from engine.core.errors import Trouble
from engine.language.words import _

SIDES = 32
"""Directions to look from, evenly spread over half a turn: in the plane that beats random ones."""

SHUFFLES = 100

SHARE = 0.95
"""How often the truth lies within the interval."""

NEIGHBOURS = 5
"""How many real neighbours say what is near."""

LEAST = 50
"""Points in a sample. Below, the halves say too little about chance."""


@dataclass(frozen=True)
class Distance:
    """A distance between two distributions, judged by a sample of each, in units of the plane."""

    value: float
    """What is left of the distance between the samples without what chance adds to it; never below 0."""
    low: float
    high: float
    """The truth lies between these, with 95 % confidence or more. `low` is 0 where chance alone can explain all."""


def sliced(one: np.ndarray, other: np.ndarray) -> float:
    """Between samples (n, 2) each: on average over directions, what a point moves along it."""
    points = _both(one, other)
    return float(_apart(points, _first(len(points)))[0])


def measured(one: np.ndarray, other: np.ndarray, seed: int = 0) -> Distance:
    """The distance between the distributions of which these are samples (n, 2) each, with its interval.

    The distance is the length of a difference of cumulative distributions. By the triangle inequality the samples' distance
    is off by at most the length of the noise in that difference. The differences between halves, each half of one sample and
    half of the other, are draws of just this noise. So value +- their 95th percentile holds the truth in 95 of 100 cases
    where the truth is 0, and more often elsewhere.
    """
    points = _both(one, other)
    found, *noise = _apart(points, np.concatenate([_first(len(points)), _halves(len(points), seed)]))
    chance = float(np.quantile(noise, SHARE))
    return Distance(
        value=float(np.sqrt(max(0.0, found**2 - np.mean(np.square(noise))))),
        low=float(max(0.0, found - chance)),
        high=float(found + chance),
    )


def reached(made: np.ndarray, real: np.ndarray) -> float:
    """The share of real points (n, 2) that have a made point (m, 2) beside them: coverage (Naeem et al. 2020).

    Beside means nearer than the real point's own fifth real neighbour. A perfect generator reaches about 97 of 100.
    """
    beside = np.partition(_squares(real, real), NEIGHBOURS, axis=1)[
        :, NEIGHBOURS
    ]  # the nearest of all is the point itself
    return float((_squares(real, made).min(1) <= beside).mean())


def _squares(one: np.ndarray, other: np.ndarray) -> np.ndarray:
    """Squared distances (n, m). In double precision, or neighbours would drown in rounding."""
    one, other = one.astype(np.float64), other.astype(np.float64)
    return (one**2).sum(1)[:, None] + (other**2).sum(1) - 2 * one @ other.T


def _apart(points: np.ndarray, labels: np.ndarray) -> np.ndarray:
    """The distances (k,) between those of the points (2 n, 2) that a row of labels (k, 2 n) marks and the others.

    Along one direction it is the area between the two cumulative distributions.
    """
    signs = np.where(labels, 1, -1).astype(np.int16)
    angles = np.pi * np.arange(SIDES) / SIDES
    total = np.zeros(len(labels), np.float32)
    for cosine, sine in zip(np.cos(angles), np.sin(angles), strict=True):
        seen = points @ np.array([cosine, sine], np.float32)
        order = seen.argsort()
        gaps = np.diff(seen[order])
        ahead = signs.take(order[:-1], axis=1).cumsum(1, dtype=np.int16)  # how many more of the one lie to the left
        total += np.abs(ahead) @ gaps
    return total / (SIDES * len(points) / 2)


def _first(count: int) -> np.ndarray:
    """Labels (1, count) that mark the first sample."""
    return (np.arange(count) < count // 2)[None]


def _halves(count: int, seed: int) -> np.ndarray:
    """Labels (SHUFFLES, count) that mark one half of each sample, by chance."""
    n = count // 2
    rng = np.random.default_rng(seed)
    one, other = (rng.permuted(np.tile(np.arange(n) < half, (SHUFFLES, 1)), axis=1) for half in (n // 2, n - n // 2))
    return np.concatenate([one, other], 1)


def _both(one: np.ndarray, other: np.ndarray) -> np.ndarray:
    """One sample after the other (2 n, 2), once it is sure that they can be compared."""
    one, other = np.asarray(one, np.float32), np.asarray(other, np.float32)
    if one.ndim != 2 or one.shape != other.shape or one.shape[1] != 2:
        raise Trouble(
            _("Samples of the shapes {one} and {other} cannot be compared.", one=one.shape, other=other.shape),
            "Give as many points of each, with two numbers for a point.",
        )
    if len(one) < LEAST:
        raise Trouble(
            _("A distance cannot be judged by {n} points of each.", n=len(one)),
            _("Give {least} or more of each.", least=LEAST),
        )
    if not (np.isfinite(one).all() and np.isfinite(other).all()):
        raise Trouble("A point holds something that is not a number.", "Train again with a lower learning rate.")
    return np.concatenate([one, other])

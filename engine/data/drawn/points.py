"""Points on the plane, drawn from distributions that a generator is to match. All lie within about [-2, 2]. Numpy only.

draw("ring", 500, seed=0)   float32 (500, 2)
load("ring", 10_000)        points to learn from, and others held out
"""

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from engine.core.errors import Trouble
from engine.data.cards import SHAPES
from engine.data.drawn import strokes
from engine.language.words import _

REACH = 2.0
"""Each coordinate of the plane goes from -REACH to REACH."""

SPREAD = 0.05
"""Standard deviation of the points around their line or curve."""

MODE = 0.08
"""Standard deviation of the points around the centre of their heap, which statisticians call a mode."""

HELD_OUT = 2_000
TRAIN_SEED, HELD_OUT_SEED = 1, 2


@dataclass(frozen=True)
class Points:
    """float32 (n, 2): points to learn from, and points that no network ever learns from."""

    name: str
    train: np.ndarray
    held_out: np.ndarray
    classes: tuple[str, ...] = ()


def draw(name: str, count: int, seed: int) -> np.ndarray:
    """float32 (count, 2). The same seed gives the same points."""
    if name not in SHAPES:
        raise Trouble(
            _("There is no shape called '{name}'.", name=name), _("The shapes are: {join}.", join=", ".join(SHAPES))
        )
    return DRAWERS[name](count, np.random.default_rng(seed)).astype(np.float32)


def load(name: str, count: int) -> Points:
    """`count` points to learn from and 2,000 others."""
    return Points(name, draw(name, count, TRAIN_SEED), draw(name, HELD_OUT, HELD_OUT_SEED))


def drawn(word: str, count: int) -> Points:
    """The same of a reader's own drawing, as `strokes.written` spells it."""
    lines = strokes.read(word)
    train, held_out = (
        (strokes.along(lines, n, rng) + _blur(n, rng)).astype(np.float32)
        for n, rng in ((count, np.random.default_rng(TRAIN_SEED)), (HELD_OUT, np.random.default_rng(HELD_OUT_SEED)))
    )
    return Points("drawn", train, held_out)


@dataclass(frozen=True)
class Coverage:
    """How many heaps of a shape a generator knows."""

    covered: int
    """Heaps that get at least a quarter of the points that they should."""
    heaps: int


def coverage(points: np.ndarray, name: str) -> Coverage | None:
    """Which heaps the points (n, 2) cover; None for a shape without heaps."""
    centres = CENTRES.get(name)
    if centres is None:
        return None
    away = np.linalg.norm(np.asarray(points)[:, None] - centres, axis=2)  # (n, m)
    nearest, near = away.argmin(1), away.min(1) < 3 * MODE
    got = np.bincount(nearest[near], minlength=len(centres))
    return Coverage(int((got >= max(1, len(points) / len(centres) / 4)).sum()), len(centres))


def _ring(count: int, rng: np.random.Generator) -> np.ndarray:
    return 1.5 * _round(rng.uniform(0, 2 * math.pi, count)) + _blur(count, rng)


def _moons(count: int, rng: np.random.Generator) -> np.ndarray:
    """Two half circles that reach into each other."""
    half = _round(rng.uniform(0, math.pi, count))
    lower = rng.random(count) < 0.5
    half[lower] *= -1
    return half + np.where(lower, 1, -1)[:, None] * (0.5, -0.25) + _blur(count, rng)


def _spiral(count: int, rng: np.random.Generator) -> np.ndarray:
    """Two turns of an Archimedean spiral. The square root spreads points evenly over its length."""
    turn = 4 * math.pi * np.sqrt(rng.uniform(0.02, 1, count))
    return 1.7 * turn[:, None] / (4 * math.pi) * _round(turn) + _blur(count, rng)


def _line(count: int, rng: np.random.Generator) -> np.ndarray:
    return rng.uniform(-1.5, 1.5, count)[:, None] * (1, 0.6) + _blur(count, rng)


def _square(count: int, rng: np.random.Generator) -> np.ndarray:
    return rng.uniform(-1.4, 1.4, (count, 2))


def _letters(count: int, rng: np.random.Generator) -> np.ndarray:
    """An A and an I."""
    return strokes.along(INITIALS, count, rng) + _blur(count, rng)


INITIALS = [
    np.array(corners, np.float64)
    for corners in (
        [(-1.7, -1.3), (-0.75, 1.3), (0.2, -1.3)],
        [(-1.37, -0.4), (-0.13, -0.4)],
        [(0.7, 1.3), (1.5, 1.3)],
        [(1.1, 1.3), (1.1, -1.3)],
        [(0.7, -1.3), (1.5, -1.3)],
    )
]


def _round(angles: np.ndarray) -> np.ndarray:
    return np.stack([np.cos(angles), np.sin(angles)], 1)


def _blur(count: int, rng: np.random.Generator) -> np.ndarray:
    return rng.normal(0, SPREAD, (count, 2))


def _lattice(side: int, step: float) -> np.ndarray:
    at = step * (np.arange(side) - (side - 1) / 2)
    return np.stack(np.meshgrid(at, at), -1).reshape(-1, 2)


CENTRES = {
    "eight": 1.5 * _round(np.arange(8) * math.pi / 4),
    "grid": _lattice(3, 1.5),
    "grid25": _lattice(5, 0.8),
}


def _heaps(centres: np.ndarray) -> Callable[[int, np.random.Generator], np.ndarray]:
    return lambda count, rng: centres[rng.integers(len(centres), size=count)] + rng.normal(0, MODE, (count, 2))


DRAWERS: dict[str, Callable[[int, np.random.Generator], np.ndarray]] = {
    "ring": _ring,
    "moons": _moons,
    "spiral": _spiral,
    "line": _line,
    "square": _square,
    "letters": _letters,
} | {name: _heaps(centres) for name, centres in CENTRES.items()}

"""How faces lie along a concept vector, and the plane in which several vectors of one concept part ways."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np


def along(codes: np.ndarray, vector: np.ndarray, middle: np.ndarray) -> np.ndarray:
    """How many steps of the vector (d,) each of codes (n, d) lies from the middle (d,)."""
    vector = np.asarray(vector, float)
    return (codes - middle) @ vector / (vector @ vector)


class Plane(NamedTuple):
    points: np.ndarray
    """(n, 2): how far along the first vector, and how far across, in units of the codes."""
    lines: np.ndarray
    """(m, 2): each vector as far as it lies in the plane, of length 1."""


def plane(codes: np.ndarray, vectors: Sequence[np.ndarray], middle: np.ndarray) -> Plane:
    """The first vector runs to the right. Upwards goes the strongest other direction of the other vectors: what they add to the first.

    Where they add nothing, it is the direction across the first along which faces differ most.
    """
    units = np.stack([np.asarray(vector, float) / np.linalg.norm(vector) for vector in vectors])
    first, others = units[0], units[1:] - np.outer(units[1:] @ units[0], units[0])
    around = codes - middle
    rest = others if np.linalg.norm(others) > 1e-3 else around - np.outer(around @ first, first)
    across = np.linalg.svd(rest, full_matrices=False)[2][0]
    across *= np.sign(rest.sum(0) @ across) or 1.0
    axes = np.stack([first, across], 1)
    lines = units @ axes
    return Plane(around @ axes, lines / np.linalg.norm(lines, axis=1, keepdims=True))


def evenly(steps: np.ndarray, count: int) -> np.ndarray:
    """The places of `count` faces that stand evenly spread along the axis, from one end to the other; each once."""
    low, high = ends(steps)
    wanted = low + (np.arange(count) + 0.5) / count * (high - low)
    return np.array(list(dict.fromkeys(int(np.abs(steps - one).argmin()) for one in wanted)))


def ends(steps: np.ndarray) -> tuple[float, float]:
    """Where the axis begins and ends: the few beyond would leave it empty."""
    low, high = np.percentile(steps, (0.5, 99.5))
    return float(low), float(high)

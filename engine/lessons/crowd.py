"""How good made pictures are as a crowd, judged by the features (n, d) that a network of the project sees in them. Numpy only.

KID        the squared distance of two crowds, free of bias (Binkowski et al. 2018): 0 if they are alike
coverage   the share of real pictures that have a made one in their neighbourhood (Naeem et al. 2020): near 1 if nothing is left out
density    how many real neighbourhoods a made picture lies in, against a real one's: near 1 if made pictures look real
diversity  how far made pictures lie apart, as a share of how far real ones do: near 1; 0 if all are the same
grain      the share of a picture's power in changes from pixel to pixel: high where there is a checkerboard or speckle
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

NEIGHBOURS = 5
"""A real picture's neighbourhood reaches to its 5th nearest real picture."""

SURE = 1.96
"""Standard errors on both sides of a 95 % interval."""


@dataclass(frozen=True)
class Crowd:
    kid: float
    kid_low: float
    kid_high: float
    coverage: float
    density: float
    diversity: float


def compared(real: np.ndarray, made: np.ndarray) -> Crowd:
    """Two crowds of as many pictures each, float (n, d)."""
    real, made = np.asarray(real, np.float64), np.asarray(made, np.float64)
    kid, error = kernel_distance(real, made)
    coverage, density = neighbourhoods(real, made)
    return Crowd(kid, kid - SURE * error, kid + SURE * error, coverage, density, diversity(made) / diversity(real))


def kernel_distance(real: np.ndarray, made: np.ndarray) -> tuple[float, float]:
    """The unbiased squared maximum mean discrepancy under the kernel (x . y / d + 1)^3, and its standard error.

    With x_i paired to y_i it is the mean over i != j of h = k(x_i, x_j) + k(y_i, y_j) - k(x_i, y_j) - k(x_j, y_i). The error
    is the jackknife's: each pair is left out in turn.
    """
    n, d = real.shape
    h = sum((a @ b.T / d + 1) ** 3 * sign for a, b, sign in ((real, real, 1), (made, made, 1)))
    cross = (real @ made.T / d + 1) ** 3
    h = h - cross - cross.T
    np.fill_diagonal(h, 0)
    total, rows = h.sum(), h.sum(1)
    without = (total - 2 * rows) / ((n - 1) * (n - 2))
    error = np.sqrt((n - 1) * np.mean((without - without.mean()) ** 2))
    return float(total / (n * (n - 1))), float(error)


PARTS = 20
"""Parts into which crowds are divided to find out how much hangs on who is in them."""


def give(measure: Callable[[np.ndarray, np.ndarray], float], real: np.ndarray, made: np.ndarray) -> float:
    """Half of the 95 % interval of a measure of two crowds of as many, by the jackknife: each part is left out in turn."""
    part = np.arange(len(real)) % min(PARTS, len(real))
    without = [measure(real[part != one], made[part != one]) for one in range(part.max() + 1)]
    return float(SURE * np.sqrt((len(without) - 1) * np.var(without)))


def neighbourhoods(real: np.ndarray, made: np.ndarray) -> tuple[float, float]:
    """Coverage and density. Two crowds of one kind reach about 1 - 2^-5 and 1."""
    between = np.sort(distances(real, real), axis=1)
    reach = between[:, NEIGHBOURS]  # column 0 is the picture itself
    inside = distances(real, made) <= reach[:, None]  # (real, made)
    return float(inside.any(1).mean()), float(inside.sum() / (NEIGHBOURS * made.shape[0]))


def diversity(features: np.ndarray) -> float:
    """The mean distance between two of them."""
    n = len(features)
    return float(distances(features, features).sum() / (n * (n - 1)))


def grain(pictures: np.ndarray) -> float:
    """How much of what uint8 pictures (n, h, w, c) draw is as fine as a pixel: their power at the frequencies where dark and
    bright change from pixel to pixel, as a share of all power. A checkerboard is nothing else."""
    grey = pictures.mean(-1) - pictures.mean((1, 2, 3))[:, None, None]
    power = (np.abs(np.fft.fft2(grey)) ** 2).mean(0)
    height, width = power.shape
    finest = power[height // 2, :].sum() + power[:, width // 2].sum() - power[height // 2, width // 2]
    return float(finest / max(power.sum(), 1e-9))


PERIODS = 4
"""Pixels after which a grid repeats that was made by enlarging twice."""

AROUND = 2
"""Frequencies on each side with which one is compared."""


def checkerboard(pictures: np.ndarray) -> float:
    """How much stronger uint8 pictures (n, h, w, c) are in the frequencies of a grid of 2 or 4 pixels than in those beside them, as
    a factor: about 1 without a grid (Odena et al. 2016). Sides have to be 32 pixels at least."""
    n, height, width = (length - length % PERIODS if axis else length for axis, length in enumerate(pictures.shape[:3]))
    grey = pictures[:, :height, :width].mean(-1)
    # Faded out towards the edges: a picture that does not go on beyond them would blur into all frequencies.
    shade = np.hanning(height)[:, None] * np.hanning(width)
    power = (np.abs(np.fft.fft2((grey - grey.mean((1, 2), keepdims=True)) * shade)) ** 2).mean(0)
    ratios = []
    for down in range(PERIODS):
        for across in range(PERIODS):
            if not (down or across):
                continue
            rows = (down * height // PERIODS + np.arange(-AROUND, AROUND + 1)) % height
            columns = (across * width // PERIODS + np.arange(-AROUND, AROUND + 1)) % width
            beside = power[np.ix_(rows, columns)]
            ratios.append(beside[AROUND, AROUND] / max(float(np.median(beside)), 1e-9))
    return float(np.mean(ratios))


def distances(one: np.ndarray, other: np.ndarray) -> np.ndarray:
    """(n, m) Euclidean distances."""
    squared = (one**2).sum(1)[:, None] + (other**2).sum(1) - 2 * one @ other.T
    return np.sqrt(np.maximum(0, squared))

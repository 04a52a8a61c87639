"""How far two pictures are apart: as a number, and pixel by pixel as a picture that glows where they differ."""

from typing import NamedTuple

import numpy as np

from engine.language.words import _

BRIGHTEST = 64
"""Levels of difference, of 255, that glow brightest."""

GLOW = np.array([(12, 10, 30), (74, 40, 130), (190, 60, 110), (245, 140, 40), (255, 250, 200)], float)
"""From no difference to a large one: each colour is lighter than the last, so it can be read without colour vision, too."""


def apart(one: np.ndarray, other: np.ndarray) -> float:
    """The mean absolute difference of two uint8 pictures, in levels of 255."""
    return float(np.abs(one.astype(np.int16) - other).mean())


class Heat(NamedTuple):
    """uint8 (h, w, 3), and the mean absolute difference in levels of 255."""

    picture: np.ndarray
    mean: float


def heat(one: np.ndarray, other: np.ndarray) -> Heat:
    """Both uint8 (h, w, 3)."""
    difference = np.abs(one.astype(np.int16) - other).mean(axis=2)
    return Heat(np.rint(_glowing(difference)).astype(np.uint8), float(difference.mean()))


def over_grey(one: np.ndarray, other: np.ndarray) -> np.ndarray:
    """The first picture, dim and grey, and glowing where the other differs: so one sees what it is that changes. uint8 (h, w, 3)."""
    difference = np.abs(one.astype(np.int16) - other).mean(axis=2)
    share = np.minimum(difference / BRIGHTEST, 1)[:, :, None]
    grey = 0.55 * one.mean(axis=2, keepdims=True)
    return np.rint((1 - share) * grey + share * _glowing(difference)).astype(np.uint8)


def _glowing(difference: np.ndarray) -> np.ndarray:
    """Levels of difference (h, w) as colours (h, w, 3)."""
    place = np.minimum(difference / BRIGHTEST, 1) * (len(GLOW) - 1)
    lower = np.minimum(place.astype(int), len(GLOW) - 2)
    share = (place - lower)[:, :, None]
    return (1 - share) * GLOW[lower] + share * GLOW[lower + 1]


def in_words(mean: float) -> str:
    return _("{mean:.1f} levels of 255", mean=mean)

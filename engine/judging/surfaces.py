"""What can be measured on pictures without any network, uint8 (n, h, w, c): lines of a lattice, blotches, sharpness and colours.

lattice    how far a spectral line at a period of 2, 4 or 8 pixels stands out of those beside it, as a factor: about 1 without one
blotches   how much is painted where nothing was: the deviation of colour in windows that were flat before, in levels of light
sharpness  mean change from pixel to pixel, seen through no blur: soft pictures have less, grainy ones more
colours    deviation of colour from grey, over all pixels of all pictures
"""

import numpy as np

PERIODS = 2, 4, 8

BESIDE = [(down, across) for down in range(-9, 10, 3) for across in range(-9, 10, 3) if down or across]
"""Frequencies around a line with which it is compared."""

STANDS_OUT = 5.0
"""A factor from which on a line is a lattice that can be seen."""

WINDOW, FLAT = 16, 2.5
"""Pixels of a window's side, and the deviation in levels of light below which it is flat."""


def lattice(pictures: np.ndarray) -> np.ndarray:
    """(n,): of each picture the line that stands out most. A lattice lies both ways, so of the lines down and across, and of those
    along both diagonals, the weaker one counts: railings and horizons are no lattice."""
    height, width = (length // PERIODS[-1] * PERIODS[-1] for length in pictures.shape[1:3])
    grey = pictures[:, :height, :width].mean(-1)
    # Faded out towards the edges: a picture that does not go on beyond them would blur into all frequencies.
    shade = np.hanning(height)[:, None] * np.hanning(width)
    power = np.abs(np.fft.fft2((grey - grey.mean((1, 2), keepdims=True)) * shade)) ** 2
    # A line leaks into its neighbours, because of the fading.
    power = np.sum([np.roll(power, (down, across), (1, 2)) for down in (-1, 0, 1) for across in (-1, 0, 1)], axis=0)
    floor = 1e-6 * power.mean((1, 2)) + 1e-9

    def line(down: int, across: int) -> np.ndarray:
        beside = [power[:, (down + i) % height, (across + j) % width] for i, j in BESIDE]
        return power[:, down % height, across % width] / (np.median(beside, axis=0) + floor)

    found = []
    for period in PERIODS:
        down, across = height // period, width // period
        found.append(np.minimum(line(down, 0), line(0, across)))
        found.append(np.minimum(line(down, across), line(down, -across)))
    return np.max(found, axis=0)


def flat_windows(pictures: np.ndarray) -> np.ndarray:
    """Which windows hold nothing: bool (n, down, across)."""
    return _deviations(pictures) < FLAT


def blotches(made: np.ndarray, flat: np.ndarray) -> float:
    """Mean deviation in the windows that were flat before; nan where none was."""
    found = _deviations(made)[flat]
    return float(found.mean()) if len(found) else float("nan")


def _deviations(pictures: np.ndarray) -> np.ndarray:
    """Of each window, of the colour that deviates most."""
    n, height, width, channels = pictures.shape
    down, across = height // WINDOW, width // WINDOW
    windows = pictures[:, : down * WINDOW, : across * WINDOW].astype(np.float32)
    windows = windows.reshape(n, down, WINDOW, across, WINDOW, channels)
    return windows.std((2, 4)).max(-1)


def sharpness(pictures: np.ndarray) -> float:
    grey = pictures.mean(-1, dtype=np.float32)
    return float((np.abs(np.diff(grey, axis=1)).mean() + np.abs(np.diff(grey, axis=2)).mean()) / 2)


def colours(pictures: np.ndarray) -> float:
    away = pictures - pictures.mean(-1, keepdims=True, dtype=np.float32)
    return float(np.sqrt((away**2).mean()))

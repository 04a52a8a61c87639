"""The plane as a picture: clouds of points and a field of arrows. Numpy and Pillow only."""

from collections.abc import Sequence

import numpy as np
from PIL import Image, ImageDraw

from engine.data import sheets

SIDE, SEEN = 240, 2.6
"""Pixels of a plane, and how far it reaches from its middle."""

ACROSS = 13
"""Arrows in a row."""

LENGTH = 0.13
"""Of an arrow, for a velocity of 1."""

PAPER, ORANGE, BLUE, GREY = (250, 250, 252), (226, 146, 64), (22, 84, 168), (150, 156, 172)


def grid() -> np.ndarray:
    """Where arrows begin, float32 (ACROSS^2, 2)."""
    at = np.linspace(-SEEN, SEEN, ACROSS + 2)[1:-1]
    return np.stack(np.meshgrid(at, at), -1).reshape(-1, 2).astype(np.float32)


def planes(real: np.ndarray, scenes: Sequence[tuple[np.ndarray, np.ndarray]], across: int) -> np.ndarray:
    """Planes, so many in a row, uint8 (h, w, 3). Of each scene the made points (n, 2), and the velocity at each place of `grid`."""
    return sheets.grid(np.stack([plane(real, made, velocity) for made, velocity in scenes]), across=across)


def plane(real: np.ndarray, made: np.ndarray, velocity: np.ndarray) -> np.ndarray:
    """One plane, uint8 (h, w, 3). Its lines are hard, for a run keeps many such pictures, and hard ones take a quarter of the room."""
    sheet = Image.new("RGB", (SIDE, SIDE), PAPER)
    brush = ImageDraw.Draw(sheet)
    for begin, step in zip(grid(), np.nan_to_num(velocity).clip(-9, 9), strict=True):
        (x, y), (to_x, to_y) = _at(begin), _at(begin + LENGTH * step)
        brush.line((x, y, to_x, to_y), GREY)
        brush.rectangle((to_x - 1, to_y - 1, to_x + 1, to_y + 1), GREY)
    for cloud, colour in ((real, ORANGE), (made, BLUE)):
        for x, y in map(_at, np.nan_to_num(cloud).clip(-9, 9)):
            brush.rectangle((x - 1, y - 1, x + 1, y + 1), colour)
    return np.asarray(sheet)


def _at(point: np.ndarray) -> tuple[int, int]:
    return round((point[0] / SEEN + 1) * SIDE / 2), round((1 - point[1] / SEEN) * SIDE / 2)

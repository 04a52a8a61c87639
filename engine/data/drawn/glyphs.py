"""Built-in picture set `glyphs`: 28x28 grey digits and capital letters that look written by many hands.

The shapes come from Pillow's bundled font; each becomes a distance field, and a hand writes it.
"""

from functools import lru_cache

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from engine.core.errors import Trouble
from engine.data.drawn import handwriting
from engine.data.drawn.handwriting import FINE, SIDE, Hand
from engine.language.words import _

CLASSES = tuple("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ")

REACH = 5 * FINE  # a distance field knows distances up to five pixels, farther than any ink


def make(count: int, seed: int, classes: tuple[str, ...] = CLASSES) -> tuple[np.ndarray, np.ndarray]:
    """uint8 (count, 28, 28, 1) and int64 (count,): which of `classes` each picture shows."""
    unknown = [name for name in classes if name not in CLASSES]
    if unknown or not classes:
        raise Trouble(
            _("There is no glyph '{unknown}'.", unknown=unknown[0]) if unknown else "No glyph was chosen.",
            "Choose from the digits 0 to 9 and the capital letters A to Z.",
        )
    shapes = np.array([CLASSES.index(name) for name in classes])

    def distance(labels: np.ndarray, x: np.ndarray, y: np.ndarray, _hand: Hand) -> np.ndarray:
        return handwriting.look_up(middles(), shapes[labels], x, y)

    return handwriting.make(count, seed, len(classes), distance)


@lru_cache(maxsize=1)
def middles() -> np.ndarray:
    """For each class, how many pixels every place is from the middle of a stroke: float32 (36, side, side)."""
    shapes = np.stack([shape(name) for name in CLASSES])
    depth = distance_to(~shapes)  # how far inside the stroke
    core = depth > 0.7 * FINE
    return distance_to(core) / FINE


def shape(name: str) -> np.ndarray:
    """The glyph filled, its larger side 20 pixels, its mass in the centre: bool (side, side)."""
    side = SIDE * FINE
    font = ImageFont.load_default(20 * FINE)
    left, top, right, bottom = font.getbbox(name)
    size = 20 * FINE * 20 * FINE / max(right - left, bottom - top)
    font = ImageFont.load_default(size)
    picture = Image.new("L", (2 * side, 2 * side))
    ImageDraw.Draw(picture).text((side, side), name, fill=255, font=font, anchor="mm")
    mass = np.asarray(picture, dtype=np.float64)
    row = round(float((mass.sum(1) * np.arange(2 * side)).sum() / mass.sum()))
    column = round(float((mass.sum(0) * np.arange(2 * side)).sum() / mass.sum()))
    return mass[row - side // 2 :, column - side // 2 :][:side, :side] > 127


def distance_to(marked: np.ndarray) -> np.ndarray:
    """How far each place is from the nearest marked one, in points, up to REACH: float32, as bool (n, h, w)."""
    square = np.where(marked, 0, np.float32(REACH**2))
    for axis in (1, 2):  # Pythagoras, one axis after the other
        line = np.moveaxis(square, axis, 0)
        best = line.copy()
        for step in range(1, REACH):
            np.minimum(best[step:], line[:-step] + step**2, out=best[step:])
            np.minimum(best[:-step], line[step:] + step**2, out=best[:-step])
        square = np.moveaxis(best, 0, axis)
    return np.sqrt(np.minimum(square, REACH**2))

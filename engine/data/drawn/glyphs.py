"""Built-in picture set `glyphs`: 28x28 grey digits and capital letters that look written by many hands.

The shapes come from Pillow's bundled font. Each is kept as a distance field: the distance of every place from the
stroke's middle. A thicker pen is then a larger distance that still counts as ink, and a softer edge a slower fall.
Like MNIST: white on black, about 20 pixels high, centred by mass.
"""

from functools import lru_cache

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from engine.core.errors import Trouble

CLASSES = tuple("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ")

SIDE = 28
FINE = 8  # points of a distance field per pixel
REACH = 5 * FINE  # a distance field knows distances up to five pixels, farther than any ink
BLOCK = 360  # pictures made from one random stream: any seed gives the same picture at the same place


def make(count: int, seed: int, classes: tuple[str, ...] = CLASSES) -> tuple[np.ndarray, np.ndarray]:
    """uint8 (count, 28, 28, 1) and int64 (count,): which of `classes` each picture shows.

    Every run of len(classes) pictures shows each class once. A longer set begins with the shorter set of that seed.
    """
    unknown = [name for name in classes if name not in CLASSES]
    if unknown or not classes:
        raise Trouble(
            f"There is no glyph '{unknown[0]}'." if unknown else "No glyph was chosen.",
            "Choose from the digits 0 to 9 and the capital letters A to Z.",
        )
    if count < 1:
        raise Trouble(f"{count} pictures were asked for.", "Ask for 1 or more.")
    order = np.random.default_rng([seed, 0])
    rounds = -(-count // len(classes))
    labels = np.concatenate([order.permutation(len(classes)) for _ in range(rounds)])[:count].astype(np.int64)
    glyphs = np.array([CLASSES.index(name) for name in classes])[labels]

    pictures = np.empty((count, SIDE, SIDE, 1), np.uint8)
    for number, start in enumerate(range(0, count, BLOCK), start=1):
        chosen = glyphs[start : start + BLOCK]
        hand = np.random.default_rng([seed, number])
        pictures[start : start + BLOCK, :, :, 0] = write(chosen, hand)
    return pictures, labels


def write(glyphs: np.ndarray, hand: np.random.Generator) -> np.ndarray:
    """One picture for each number into CLASSES, uint8 (n, 28, 28), each in a handwriting of its own."""
    n = len(glyphs)

    def vary(low: float, high: float) -> np.ndarray:
        return hand.uniform(low, high, BLOCK)[:n, None].astype(np.float32)

    def normal(spread: float, limit: float) -> np.ndarray:
        return np.clip(hand.normal(0, spread, BLOCK), -limit, limit)[:n, None].astype(np.float32)

    angle, slant = normal(0.10, 0.25), normal(0.16, 0.4)
    size, aspect = vary(0.83, 1.0), np.exp(normal(0.09, 0.2))
    left, up = normal(0.5, 1.2), normal(0.5, 1.2)

    y, x = np.mgrid[:SIDE, :SIDE].reshape(2, 1, -1).astype(np.float32) - (SIDE - 1) / 2
    x, y = x + left, y + up
    x, y = (x * np.cos(angle) + y * np.sin(angle)) / size, (y * np.cos(angle) - x * np.sin(angle)) / size
    x = (x + slant * y) / aspect

    # The wobble of a hand: slow waves, each across the other direction, so that straight strokes bend.
    for spread, low, high in ((0.75, 0.12, 0.26), (0.3, 0.3, 0.5)):
        waves = [normal(spread, 2 * spread) * np.sin(vary(low, high) * line + vary(0, 6.28)) for line in (y, x, x, y)]
        x, y = x + waves[0] + waves[1] * 0.6, y + waves[2] + waves[3] * 0.6

    distance = look_up(middles(), glyphs, x, y)
    pressure = normal(0.12, 0.3) * np.sin(vary(0.1, 0.3) * (x + y) + vary(0, 6.28))
    pen = np.exp(vary(np.log(0.6), np.log(1.6))) * (1 + pressure)
    ink = np.clip((pen - distance) / vary(1.1, 1.9) + 0.5, 0, 1)
    ink = ink * ink * (3 - 2 * ink)
    return np.rint(255 * ink).astype(np.uint8).reshape(n, SIDE, SIDE)


def look_up(fields: np.ndarray, glyphs: np.ndarray, x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """The fields' values at places given in pixels from the centre, between four neighbours: (n, places)."""
    side = fields.shape[-1]
    x, y = (np.clip(line * FINE + (side - 1) / 2, 0, side - 1.01) for line in (x, y))
    column, row = x.astype(np.int64), y.astype(np.int64)
    x, y = x - column, y - row
    corner = (glyphs[:, None] * side + row) * side + column
    flat = fields.ravel()
    above = flat[corner] * (1 - x) + flat[corner + 1] * x
    below = flat[corner + side] * (1 - x) + flat[corner + side + 1] * x
    return above * (1 - y) + below * y


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

"""What written sets share: a hand that never writes twice alike, and a pen.

A shape is known as a distance field: the distance of every place from the stroke's middle. A thicker pen is then a larger
distance that still counts as ink, and a softer edge a slower fall. Like MNIST: white on black, about 20 pixels high,
centred by mass.
"""

from collections.abc import Callable

import numpy as np

from engine.core.errors import Trouble
from engine.language.words import _

SIDE = 28
FINE = 8  # points of a distance field per pixel
BLOCK = 360  # pictures made from one random stream: any seed gives the same picture at the same place


class Hand:
    """The dice of up to BLOCK pictures, of which `count` are wanted: float32 (count, 1) at a time."""

    def __init__(self, count: int, *seed: int):
        self.count = count
        self._dice = np.random.default_rng(seed)

    def vary(self, low: float, high: float) -> np.ndarray:
        return self._dice.uniform(low, high, BLOCK)[: self.count, None].astype(np.float32)

    def normal(self, spread: float, limit: float) -> np.ndarray:
        return np.clip(self._dice.normal(0, spread, BLOCK), -limit, limit)[: self.count, None].astype(np.float32)


Distance = Callable[[np.ndarray, np.ndarray, np.ndarray, Hand], np.ndarray]
"""From labels (n,) and places x, y in pixels from the centre (n, places): how far each is from a stroke's middle."""


def make(count: int, seed: int, classes: int, distance: Distance) -> tuple[np.ndarray, np.ndarray]:
    """uint8 (count, 28, 28, 1) and int64 (count,): which of so many classes each picture shows.

    Every run of `classes` pictures shows each class once. A longer set begins with the shorter set of that seed.
    """
    if count < 1:
        raise Trouble(_("{count} pictures were asked for.", count=count), "Ask for 1 or more.")
    order = np.random.default_rng([seed, 0])
    rounds = -(-count // classes)
    labels = np.concatenate([order.permutation(classes) for _ in range(rounds)])[:count].astype(np.int64)

    pictures = np.empty((count, SIDE, SIDE, 1), np.uint8)
    for number, start in enumerate(range(0, count, BLOCK), start=1):
        chosen = labels[start : start + BLOCK]
        pictures[start : start + BLOCK, :, :, 0] = write(chosen, Hand(len(chosen), seed, number), distance)
    return pictures, labels


def write(labels: np.ndarray, hand: Hand, distance: Distance) -> np.ndarray:
    """One picture for each label, uint8 (n, 28, 28), each in a handwriting of its own."""
    vary, normal = hand.vary, hand.normal
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

    away = distance(labels, x, y, hand)
    pressure = normal(0.12, 0.3) * np.sin(vary(0.1, 0.3) * (x + y) + vary(0, 6.28))
    pen = np.exp(vary(np.log(0.6), np.log(1.6))) * (1 + pressure)
    ink = np.clip((pen - away) / vary(1.1, 1.9) + 0.5, 0, 1)
    ink = ink * ink * (3 - 2 * ink)
    return np.rint(255 * ink).astype(np.uint8).reshape(len(labels), SIDE, SIDE)


def look_up(fields: np.ndarray, shapes: np.ndarray, x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """The fields' values at places given in pixels from the centre, between four neighbours: (n, places)."""
    side = fields.shape[-1]
    x, y = (np.clip(line * FINE + (side - 1) / 2, 0, side - 1.01) for line in (x, y))
    column, row = x.astype(np.int64), y.astype(np.int64)
    x, y = x - column, y - row
    corner = (shapes[:, None] * side + row) * side + column
    flat = fields.ravel()
    above = flat[corner] * (1 - x) + flat[corner + 1] * x
    below = flat[corner + side] * (1 - x) + flat[corner + side + 1] * x
    return above * (1 - y) + below * y

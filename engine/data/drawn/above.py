"""A land seen from above, and the map of it: fields, woods, water, streets and houses that Atelier draws.

Both come of one drawing of numbers, so map and picture belong together point by point.
"""

import numpy as np
from PIL import Image, ImageDraw

KINDS = ("field", "wood", "water", "street", "path", "house")
MAP = np.array(
    [(233, 240, 222), (185, 220, 175), (160, 198, 236), (255, 255, 255), (246, 226, 168), (214, 205, 196)], np.uint8
)
"""The colours in which a map shows them."""

SEEN = np.array(
    [(140, 150, 84), (48, 76, 44), (44, 74, 92), (116, 114, 116), (164, 142, 104), (158, 92, 74)], np.float32
)
GRAIN = np.array([14, 26, 5, 6, 12, 16], np.float32)
"""How they look from above, and how uneven."""

FINE = 2


def make(size: int, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """The picture from above and its map, each uint8 (size, size, 3)."""
    luck = np.random.default_rng((seed, 78))
    side = FINE * size
    kinds, roofs = _plan(side, luck)
    seen = SEEN[kinds] + roofs[..., None] * np.array([1.0, 0.9, 0.8])
    plots = _patches(side, 9, luck)
    seen[kinds == 0] += (plots[kinds == 0, None] - 0.5) * np.array([70, 40, 30])
    crowns = _patches(side, side // 6, luck)
    noise = luck.normal(size=(side, side)) * 0.6 + np.where(kinds == 1, 2 * (crowns - 0.5), 0)
    seen += (GRAIN[kinds] * noise)[..., None]
    shade = np.roll(kinds == 5, (FINE, FINE), (0, 1)) & (kinds != 5)
    seen[shade] *= 0.6
    picture, drawn = (
        np.asarray(one, np.float32)
        .reshape(size, FINE, size, FINE, 3)
        .mean((1, 3))
        .clip(0, 255)
        .round()
        .astype(np.uint8)
        for one in (seen, MAP[kinds])
    )
    return picture, drawn


def _plan(side: int, luck: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """What stands where, int (side, side) into KINDS, and how light each roof is."""
    plan, roofs = Image.new("L", (side, side), 0), Image.new("L", (side, side), 128)
    pen, tint = ImageDraw.Draw(plan), ImageDraw.Draw(roofs)
    for _ in range(int(luck.integers(1, 4))):
        x, y, r = luck.uniform(0, side, 2).tolist() + [luck.uniform(0.1, 0.25) * side]
        angle = np.linspace(0, 2 * np.pi, 24, endpoint=False)
        reach = r * (1 + 0.25 * np.sin(3 * angle + luck.uniform(0, 6)))
        pen.polygon([(x + a * np.cos(t), y + a * np.sin(t)) for t, a in zip(angle, reach, strict=True)], fill=1)
    if luck.random() < 0.7:
        along = np.linspace(-0.1, 1.1, 30)
        bend = luck.uniform(0.2, 0.8) + 0.12 * np.sin(5 * along + luck.uniform(0, 6))
        points = list(zip(along * side, bend * side, strict=True))
        if luck.random() < 0.5:
            points = [(y, x) for x, y in points]
        pen.line(points, fill=2, width=int(luck.uniform(0.06, 0.14) * side), joint="curve")
    gap, turn = luck.uniform(0.24, 0.36) * side, luck.uniform(-0.25, 0.25)
    start = luck.uniform(0, gap, 2)
    _houses(plan, tint, gap, turn, start, luck)
    for axis in (0, 1):
        for number in range(-3, 8):
            at = start[axis] + number * gap
            main = number % 2 == 0
            ends = [
                _turned(p, turn, side)
                for p in (((at, -side), (at, 2 * side)) if axis == 0 else ((-side, at), (2 * side, at)))
            ]
            pen.line(ends, fill=3 if main else 4, width=max(2, int((0.032 if main else 0.014) * side)))
    return np.array(plan), np.array(roofs, np.float32) - 128


def _houses(plan: Image.Image, tint, gap: float, turn: float, start, luck: np.random.Generator) -> None:
    """Along the streets, in some of the blocks, none in water."""
    pen, side = ImageDraw.Draw(plan), plan.width
    for row in range(-2, 7):
        for column in range(-2, 7):
            if luck.random() < 0.35:
                continue
            for place in luck.permutation(6)[:4].tolist():
                x = start[0] + (column + 0.2 + 0.3 * (place % 3)) * gap
                y = start[1] + (row + 0.28 + 0.45 * (place // 3)) * gap
                wide, tall = luck.uniform(0.07, 0.13, 2) * gap
                middle = _turned((x, y), turn, side)
                inside = all(0 <= value < side for value in middle)
                if not inside or plan.getpixel((int(middle[0]), int(middle[1]))) == 2:
                    continue
                corners = [
                    _turned((x + a * wide, y + b * tall), turn, side) for a, b in ((-1, -1), (1, -1), (1, 1), (-1, 1))
                ]
                pen.polygon(corners, fill=5)
                tint.polygon(corners, fill=int(128 + luck.uniform(-36, 36)))


def _turned(point: tuple[float, float], turn: float, side: int) -> tuple[float, float]:
    x, y = (value - side / 2 for value in point)
    return (x * np.cos(turn) - y * np.sin(turn) + side / 2, x * np.sin(turn) + y * np.cos(turn) + side / 2)


def _patches(side: int, across: int, luck: np.random.Generator) -> np.ndarray:
    """Chance in squares, from 0 to 1, (side, side)."""
    coarse = luck.random((across, across))
    at = (np.arange(side) * across // side).clip(0, across - 1)
    return coarse[at][:, at]

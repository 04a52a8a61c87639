"""Built-in picture set `shapes`: 64x64 pictures of one or two paper shapes on a coloured ground, of which all is known.

Of two shapes the `first` is the upper or the left one. Place, size and lean vary by chance; what a sentence can tell does not.
"""

import math
from collections.abc import Mapping
from functools import lru_cache

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

from engine.core.errors import Trouble
from engine.language.words import N_, _

SHAPES = (N_("circle"), N_("square"), N_("triangle"), N_("star"), N_("heart"))
COLOURS = (N_("red"), N_("orange"), N_("yellow"), N_("blue"), N_("purple"), N_("white"))
SIZES = (N_("small"), N_("big"))
LAYOUTS = (N_("alone"), N_("above"), N_("left of"))
GROUNDS = (N_("green"), N_("black"), N_("pink"), N_("grey"))

CHOICES = {
    "layout": LAYOUTS,
    "first_shape": SHAPES,
    "first_colour": COLOURS,
    "first_size": SIZES,
    "second_shape": SHAPES,
    "second_colour": COLOURS,
    "second_size": SIZES,
    "ground": GROUNDS,
}
"""What is recorded for each picture, as a number into these words. A picture with one shape has -1 for all of the second."""

NONE = -1

SIDE = 64
FINE = 4  # points of the sheet per pixel
REACH = {"small": 10.0, "big": 14.5}  # from the middle of a shape to its rim, in pixels
SWAY = 0.16  # radians to either side
BLOCK = 256  # pictures drawn from one random stream

PAINT = {
    **{"red": (214, 52, 48), "orange": (240, 138, 36), "yellow": (246, 208, 56), "blue": (46, 98, 204)},
    **{"purple": (134, 66, 170), "white": (250, 248, 242)},
}
CLOTH = {"green": (62, 122, 84), "black": (38, 38, 46), "pink": (238, 172, 184), "grey": (150, 154, 160)}


def make(count: int, seed: int) -> tuple[np.ndarray, dict[str, np.ndarray]]:
    """uint8 (count, 64, 64, 3) and for each of CHOICES float32 (count,). A longer set begins with the shorter one."""
    if count < 1:
        raise Trouble(_("{count} pictures were asked for.", count=count), "Ask for 1 or more.")
    blocks = [_draw_lots(np.random.default_rng([seed, block])) for block in range(-(-count // BLOCK))]
    values = {name: np.concatenate([block[name] for block in blocks])[:count] for name in CHOICES}
    return draw(values, seed), values


def draw(values: Mapping[str, np.ndarray], seed: int) -> np.ndarray:
    """One picture for each row of numbers into CHOICES, uint8 (n, 64, 64, 3)."""
    rows = np.stack([values[name] for name in CHOICES], 1).astype(int)
    return np.stack([_picture(row, np.random.default_rng([seed, 1, at])) for at, row in enumerate(rows)])


def _draw_lots(dice: np.random.Generator) -> dict[str, np.ndarray]:
    values = {name: dice.integers(0, len(words), BLOCK).astype(np.float32) for name, words in CHOICES.items()}
    alone = values["layout"] == LAYOUTS.index("alone")
    for name in CHOICES:
        if name.startswith("second"):
            values[name][alone] = NONE
    return values


def _picture(row: np.ndarray, dice: np.random.Generator) -> np.ndarray:
    layout, ground = LAYOUTS[row[0]], np.array(CLOTH[GROUNDS[row[7]]], float)
    things = [row[1:4]] if layout == "alone" else [row[1:4], row[4:7]]
    sheet = _cloth(ground, dice)
    for (shape, colour, size), (x, y) in zip(things, _places(layout, dice), strict=True):
        reach = REACH[SIZES[size]] * dice.uniform(0.92, 1.08)
        cut = _cut(SHAPES[shape]).rotate(math.degrees(dice.uniform(-SWAY, SWAY)), Image.Resampling.BILINEAR)
        side = round(2 * reach * FINE)
        cut = cut.resize((side, side), Image.Resampling.BOX)
        corner = (round(x * FINE - side / 2), round(y * FINE - side / 2))
        shadow = cut.filter(ImageFilter.BoxBlur(0.5 * FINE)).point(lambda ink: ink * 0.35)
        sheet.paste((0, 0, 0), (corner[0] + FINE, corner[1] + 2 * FINE), shadow)
        paint = np.array(PAINT[COLOURS[colour]], float) * dice.uniform(0.96, 1.04)
        sheet.paste(tuple(int(part) for part in paint.clip(0, 255)), corner, cut)
    return np.asarray(sheet.reduce(FINE))


def _places(layout: str, dice: np.random.Generator) -> list[tuple[float, float]]:
    """The middle of each shape."""
    near, far, across = dice.uniform(15.5, 17.5), dice.uniform(46.5, 48.5), dice.uniform(27, 37, 2)
    match layout:
        case "alone":
            return [tuple(dice.uniform(26, 38, 2))]
        case "above":
            return [(across[0], near), (across[1], far)]
    return [(near, across[0]), (far, across[1])]


def _cloth(ground: np.ndarray, dice: np.random.Generator) -> Image.Image:
    """The ground, a little lighter where the light comes from."""
    light = 1 + _slope() * dice.uniform(0.5, 1.2)
    return Image.merge("RGB", [Image.fromarray((part * light).clip(0, 255).astype(np.uint8)) for part in ground])


@lru_cache
def _slope() -> np.ndarray:
    """How much lighter each point of a sheet may be: the light comes from above, and a little from the left."""
    rows, columns = np.mgrid[: SIDE * FINE, : SIDE * FINE] / (SIDE * FINE) - 0.5
    return 0.12 * (-rows - 0.5 * columns)


STENCIL = 256
"""Points across a shape's stencil; the shape reaches from its middle to its edge."""


@lru_cache
def _cut(shape: str) -> Image.Image:
    """A stencil: 255 where the shape is."""
    sheet = Image.new("L", (STENCIL, STENCIL))
    pen, middle = ImageDraw.Draw(sheet), STENCIL / 2
    if shape == "circle":
        pen.ellipse((6, 6, STENCIL - 6, STENCIL - 6), fill=255)
        return sheet
    pen.polygon([(middle + middle * x, middle + middle * y) for x, y in _outline(shape)], fill=255)
    return sheet


def _outline(shape: str) -> list[tuple[float, float]]:
    """Around a middle at 0, 0; y points down."""
    match shape:
        case "square":
            return [(-0.8, -0.8), (0.8, -0.8), (0.8, 0.8), (-0.8, 0.8)]
        case "triangle":
            return [(0, -0.9), (0.95, 0.75), (-0.95, 0.75)]
        case "star":
            spokes = [(math.pi * turn / 5, 0.98 if turn % 2 == 0 else 0.42) for turn in range(10)]
            return [(reach * math.sin(angle), -reach * math.cos(angle)) for angle, reach in spokes]
    turns = np.linspace(0, 2 * math.pi, 60)
    x = 16 * np.sin(turns) ** 3
    y = -(13 * np.cos(turns) - 5 * np.cos(2 * turns) - 2 * np.cos(3 * turns) - np.cos(4 * turns))
    return list(zip(x / 17, (y - 2.5) / 17, strict=True))

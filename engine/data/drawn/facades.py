"""Label maps of facades that nobody photographed: laid out by rule and chance as those of the CMP base are, floor by floor.

A map is numbers uint8 (side, side) in the order of `pairs.FACADE_LABELS`. Like the hand-made ones it consists of upright
rectangles, drawn one over the other: wall, mouldings, windows with cornice and sill, balconies, shops, doors.
"""

from typing import NamedTuple

import numpy as np

from engine.data.label_colours import FACADE_LABELS

NUMBERS = {name: number for number, name in enumerate(FACADE_LABELS)}


class Style(NamedTuple):
    """What one house has throughout. Lengths are shares of a storey or of an axis, the strip that holds one window."""

    storeys: int
    axes: int
    wide: float
    high: float
    cornices: bool
    sills: bool
    mouldings: bool
    pillars: bool
    blinds: float
    ground: str
    balconies: str


GROUNDS = "shops", "windows", "arcade"
BALCONIES = "none", "middle", "first floor", "here and there"


class Sheet:
    """A map under work. Places are in shares of its side, from the top left."""

    def __init__(self, side: int):
        self.side = side
        self.labels = np.full((side, side), NUMBERS["background"], np.uint8)

    def put(self, name: str, left: float, top: float, right: float, bottom: float) -> None:
        rows, columns = (
            (round(one * self.side), round(other * self.side)) for one, other in ((top, bottom), (left, right))
        )
        self.labels[max(0, rows[0]) : max(0, rows[1]), max(0, columns[0]) : max(0, columns[1])] = NUMBERS[name]


def layout(seed: int, side: int = 128) -> np.ndarray:
    """A facade, uint8 (side, side): the same seed gives the same one."""
    dice = np.random.default_rng(seed)
    style = _style(dice)
    sheet = Sheet(side)
    left, right = (0.0, 1.0) if dice.random() < 0.4 else (dice.uniform(0.03, 0.1), dice.uniform(0.9, 0.97))
    top, foot = dice.uniform(0.0, 0.1), dice.uniform(0.96, 1.0)
    sheet.put("wall", left, top, right, foot)
    sheet.put("moulding", left, top, right, top + 0.045)
    if dice.random() < 0.35:
        middle = (left + right) / 2
        sheet.put("ornament", middle - 0.1, max(0.0, top - 0.05), middle + 0.1, top + 0.045)
    ground = foot - dice.uniform(0.19, 0.25)
    floors = np.linspace(top + 0.05, ground - 0.01, style.storeys + 1)
    _pillars(sheet, style, left, right, top + 0.045, ground)
    for storey, (ceiling, floor) in enumerate(zip(floors[:-1], floors[1:], strict=True)):
        if style.mouldings and storey:
            sheet.put("moulding", left, ceiling - 0.012, right, ceiling + 0.012)
        for axis in range(style.axes):
            _window(sheet, style, _strip(left, right, style.axes, axis), ceiling, floor, dice)
        _balconies(sheet, style, storey, left, right, floor, floor - ceiling, dice)
    sheet.put("moulding", left, ground - 0.015, right, ground + 0.015)
    _ground_floor(sheet, style, left, right, ground + 0.015, foot, dice)
    return sheet.labels


def _style(dice: np.random.Generator) -> Style:
    return Style(
        storeys=int(dice.integers(2, 5)),
        axes=int(dice.integers(3, 7)),
        wide=dice.uniform(0.36, 0.54),
        high=dice.uniform(0.5, 0.62),
        cornices=bool(dice.random() < 0.7),
        sills=bool(dice.random() < 0.85),
        mouldings=bool(dice.random() < 0.5),
        pillars=bool(dice.random() < 0.3),
        blinds=float(dice.choice([0.0, 0.0, 0.25])),
        ground=str(dice.choice(GROUNDS)),
        balconies=str(dice.choice(BALCONIES)),
    )


def _strip(left: float, right: float, count: int, number: int) -> tuple[float, float]:
    """The middle and the width of one of so many strips side by side."""
    wide = (right - left) / count
    return left + (number + 0.5) * wide, wide


def _window(
    sheet: Sheet, style: Style, strip: tuple[float, float], ceiling: float, floor: float, dice: np.random.Generator
) -> None:
    (x, room), tall = strip, floor - ceiling
    half, top = style.wide * room / 2, ceiling + 0.24 * tall
    bottom = top + style.high * tall
    sheet.put("window", x - half, top, x + half, bottom)
    if dice.random() < style.blinds:
        sheet.put("blind", x - half, top, x + half, top + dice.uniform(0.3, 0.6) * (bottom - top))
    if style.cornices:
        sheet.put("cornice", x - 1.35 * half, top - 0.16 * tall, x + 1.35 * half, top)
    if style.sills:
        sheet.put("sill", x - 1.25 * half, bottom, x + 1.25 * half, bottom + 0.11 * tall)


def _balconies(
    sheet: Sheet,
    style: Style,
    storey: int,
    left: float,
    right: float,
    floor: float,
    tall: float,
    dice: np.random.Generator,
) -> None:
    def put(middle: float, half: float) -> None:
        sheet.put("balcony", middle - half, floor - 0.34 * tall, middle + half, floor - 0.04 * tall)

    if style.balconies == "middle" and storey:
        put((left + right) / 2, 0.75 * (right - left) / style.axes)
    elif style.balconies == "first floor" and storey == style.storeys - 1:
        put((left + right) / 2, 0.4 * (right - left))
    elif style.balconies == "here and there":
        for axis in range(style.axes):
            x, room = _strip(left, right, style.axes, axis)
            if dice.random() < 0.3:
                put(x, 0.38 * room)


def _pillars(sheet: Sheet, style: Style, left: float, right: float, top: float, ground: float) -> None:
    if not style.pillars:
        return
    wide = (right - left) / style.axes
    for number in range(1, style.axes):
        x = left + number * wide
        sheet.put("pillar", x - 0.07 * wide, top, x + 0.07 * wide, ground)


def _ground_floor(
    sheet: Sheet, style: Style, left: float, right: float, top: float, foot: float, dice: np.random.Generator
) -> None:
    tall, entry = foot - top, int(dice.integers(0, style.axes))
    for axis in range(style.axes):
        x, room = _strip(left, right, style.axes, axis)
        if axis == entry:
            sheet.put("door", x - 0.3 * room, top + 0.18 * tall, x + 0.3 * room, foot)
        elif style.ground == "shops":
            sheet.put("shop", x - 0.42 * room, top + 0.12 * tall, x + 0.42 * room, foot)
        elif style.ground == "arcade":
            sheet.put("window", x - 0.34 * room, top + 0.2 * tall, x + 0.34 * room, foot)
            sheet.put("pillar", x - 0.5 * room, top, x - 0.4 * room, foot)
        else:
            sheet.put("window", x - 0.24 * room, top + 0.25 * tall, x + 0.24 * room, top + 0.75 * tall)
            sheet.put("sill", x - 0.3 * room, top + 0.75 * tall, x + 0.3 * room, top + 0.8 * tall)

"""The stage on which scenes are drawn. One map of things gives both the picture and its labels.

A scene draws shapes, back to front, each made of a thing: a label, two colours, and where one turns into the other. The
stage only notes which thing each point shows. At the end the colours and the labels are looked up, so they always agree.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from PIL import Image, ImageDraw

from engine.data.drawn.scenes.names import LABELS
from engine.data.drawn.tools import dice, grid, noise, picture

TEXTURES = ("mottled", "fine", "level", "upright", "leafy")
HANDS = {label: {"water": 2, "sky": 3, "cloud": 3}.get(label, 1) for label in LABELS}
"""How the painting hand shakes: 1 a little, 2 in ripples, 3 in puffs. No hand shakes a house into the sky."""

# Plain numbers from 0 to 1, not arrays: a scene mixes hundreds of colours.
Tone = tuple[float, float, float]
Colour = str | Tone  # 'ff8800' or a tone
Outline = Sequence[tuple[float, float]] | Sequence[np.ndarray] | np.ndarray


@dataclass(frozen=True)
class Light:
    """`sky`: from above down to the horizon. `falls` multiplies colours, `air` is what distance fades to."""

    sky: str
    falls: str
    air: str
    cloud: str
    dark: bool  # lamps are lit


LOOKS = {
    ("day", "summer"): Light("3f86cc 7fb6e2 d3e9ee", "ffffff", "b9d5e6", "ffffff a9c2da", False),
    ("day", "autumn"): Light("6f9cc4 a9c4d6 f3e3c6", "fff4e2", "d9d3cc", "fdf6ea bcb6bc", False),
    ("dusk", "summer"): Light("34437f b8698f f9bd7c", "e6b8a6", "c58b8f", "f7a98a 6d5a8f", True),
    ("dusk", "autumn"): Light("3d3f70 b5656f f6a65e", "e2ab8c", "bd8277", "f29a6c 6a5378", True),
    ("night", "summer"): Light("081029 15264f 36517f", "5f76ae", "22365f", "40568a 1d2c56", True),
    ("night", "autumn"): Light("0b0e26 221f48 504a6c", "70709c", "322f52", "56507c 2a2548", True),
}


@lru_cache(maxsize=1024)
def _tone(code: str) -> Tone:
    red, green, blue = (int(code[at : at + 2], 16) / 255 for at in (0, 2, 4))
    return red, green, blue


def tone(colour: Colour) -> Tone:
    return _tone(colour) if isinstance(colour, str) else colour


@lru_cache(maxsize=4096)
def between(one: Colour, other: Colour, share: float) -> Tone:
    """A colour on the way from one to the other."""
    (a, b, c), (d, e, f) = tone(one), tone(other)
    return a + (d - a) * share, b + (e - b) * share, c + (f - c) * share


@lru_cache(maxsize=16384)
def _lit(colour: Colour, glow: float, haze: float, falls: Tone, air: str) -> Tone:
    """A colour in this light, seen through this much air."""
    red, green, blue = (part * (1 - (1 - fall) * (1 - glow)) for part, fall in zip(tone(colour), falls, strict=True))
    lit = red, green, blue
    return between(lit, air, haze) if haze else lit


BAND = 128
"""Rows that are coloured at a time: a large picture whole would take a gigabyte on the way."""


class Thing(NamedTuple):
    """One colour turns into another as a share goes from 0 to 1 (`more` is the difference between them).

    The share is x * right + y * down + start, plus how far from `x`, `y` a point lies, counted `across` and `high`.
    """

    right: float
    down: float
    start: float
    x: float
    y: float
    across: float
    high: float
    red: float
    green: float
    blue: float
    more_red: float
    more_green: float
    more_blue: float
    rough: float
    texture: int
    hand: int


class Stage:
    """Everything in units of the picture's side, y downwards. `luck` falls the same for every size, light and season."""

    def __init__(self, name: str, size: int, seed: int, light: str, season: str):
        self.size = size
        self.light = LOOKS[light, season]
        self.falls = tone(self.light.falls)  # the light on things; a scene in a room changes it
        self._water = between(
            "2f6f8f" if not self.light.dark else "16304f", self.light.air, 0.35 if not self.light.dark else 0.2
        )
        self.autumn = season == "autumn"
        self.fine = 2  # points per pixel
        self.about = (name, seed)
        self.luck = dice("scene", *self.about)
        self._scale = size * self.fine
        self._sheet = Image.new("I", (self._scale, self._scale))
        self._pen = ImageDraw.Draw(self._sheet)
        self._labels: list[int] = []
        self._things: list[Thing] = []
        self._halos: list[tuple[float, float, float, float, Tone, bool]] = []

    def thing(
        self,
        label: str,
        one: Colour,
        other: Colour | None = None,
        along: tuple[float, float, float, float] | None = None,
        around: tuple[float, float, float, float] | None = None,
        rough: float = 0.05,
        texture: str = "mottled",
        glow: float = 0.0,
        haze: float = 0.0,
        hand: int = 0,
    ) -> int:
        """Something to draw with. It is `one` colour at the start of `along` (x, y, x, y) and the `other` at its end, or
        `one` in the middle of `around` (x, y, width, height) and the `other` at its rim. `glow` 1 needs no light from
        outside; `haze` 1 is lost in the distance; `rough` is how much the texture shows; `hand` counts into HANDS."""
        about = glow, haze, self.falls, self.light.air
        one, other = _lit(one, *about), _lit(one if other is None else other, *about)
        right = down = start = x = y = across = high = 0.0
        if along is not None:
            at_x, at_y, to_x, to_y = along
            far = (to_x - at_x) ** 2 + (to_y - at_y) ** 2
            right, down = (to_x - at_x) / far, (to_y - at_y) / far
            start = -(at_x * right + at_y * down)
        if around is not None:
            x, y, wide, tall = around
            across, high = 1 / wide, 1 / tall
        more = (other[0] - one[0], other[1] - one[1], other[2] - one[2])
        look = rough, TEXTURES.index(texture), hand or HANDS[label]
        self._things.append(Thing(right, down, start, x, y, across, high, *one, *more, *look))
        self._labels.append(LABELS.index(label))
        return len(self._things) - 1

    @property
    def next(self) -> int:
        """The number that the next thing will have."""
        return len(self._things)

    def mirror(self, line: float, since: int = 0) -> None:
        """Water below `line` shows what stands above it, upside down; only things drawn with from number `since` on."""
        edge = round(line * self._scale)
        deep = min(edge, self._scale - edge)
        shown = np.asarray(self._sheet.crop((0, edge - deep, self._scale, edge)))[::-1]
        seen_before = np.asarray(self._sheet.crop((0, edge, self._scale, edge + deep)))
        first = self.next
        shown = np.where(shown >= since, shown - since + first, seen_before)
        self._sheet.paste(Image.fromarray(shown), (0, edge))
        table = np.array(self._things[since:])
        right, down, start, x, y, across, high, *_ = table.T
        place = np.stack([right, -down, start + 2 * line * down, x, 2 * line - y, across, high], 1)
        colours = 0.66 * table[:, 7:13] + [*(0.34 * part for part in self._water), 0, 0, 0]
        look = np.broadcast_to([0.07, TEXTURES.index("level"), HANDS["water"]], (len(table), 3))
        self._things += [Thing(*row) for row in np.hstack([place, colours, look]).tolist()]
        self._labels += [LABELS.index("water")] * len(table)
        if not since:
            self._halos += [
                (x, 2 * line - y, wide, 0.4 * strength, tint, True) for x, y, wide, strength, tint, _ in self._halos
            ]

    def _placed(self, outline: Outline) -> list[float]:
        """Points as Pillow wants them."""
        scale = self._scale
        outline = outline.tolist() if isinstance(outline, np.ndarray) else outline
        return [part * scale for point in outline for part in point]

    def area(self, thing: int, outline: Outline) -> None:
        """A closed shape; an outline of points (x, y)."""
        self._pen.polygon(self._placed(outline), thing)

    def box(self, thing: int, left: float, top: float, right: float, bottom: float) -> None:
        self.area(thing, ((left, top), (right, top), (right, bottom), (left, bottom)))

    def oval(self, thing: int, x: float, y: float, wide: float, high: float | None = None) -> None:
        """Half the width and half the height."""
        high = wide if high is None else high
        s = self._scale
        self._pen.ellipse(((x - wide) * s, (y - high) * s, (x + wide) * s, (y + high) * s), fill=thing)

    def line(self, thing: int, outline: Outline, wide: float) -> None:
        self._pen.line(self._placed(outline), thing, max(1, round(wide * self._scale)))

    def halo(self, x: float, y: float, radius: float, colour: Colour, strength: float = 1.0) -> None:
        """Light in the air around a lamp."""
        self._halos.append((x, y, radius, strength, tone(colour), False))

    def finished(self) -> tuple[np.ndarray, np.ndarray]:
        """The picture, uint8 (size, size, 3), and its labels, uint8 (size, size), into LABELS."""
        size, fine, most = self.size, self.fine, self._scale - 1
        luck = dice("surface", *self.about)
        mottled, level = noise(size, luck, 18, 4), noise(size, luck, 90, 2, 11)
        textures = np.stack([mottled, noise(size, luck, 110, 2), level, level.T, noise(size, luck, 130, 2)]).reshape(-1)
        shiver, ripple, puff = noise(size, luck, 60, 2), noise(size, luck, 34, 2, 5), mottled[::-1].T
        x, y = grid(size)
        place = np.arange(size * size, dtype=np.int32).reshape(size, size)
        sheet, table, labels = (
            np.asarray(self._sheet),
            np.array(self._things, np.float32),
            np.array(self._labels, np.uint8),
        )
        textured, hands = table[:, 14].astype(np.int32) * (size * size), table[:, 15].astype(np.uint8)

        drawn, told = np.zeros((size, size, 3), np.float32), np.empty((size, size), np.uint8)
        for top in range(0, size, BAND):
            band = np.s_[top : top + BAND]
            low, high = fine * top, fine * (top + BAND)
            hand = hands[sheet[low + fine // 2 : high : fine, fine // 2 :: fine]] - 1
            reach = np.array([[0.0007, 0.0007], [0.006, 0.003], [0.008, 0.006]], np.float32)[hand] * self._scale
            aside = np.choose(hand, (shiver[band], ripple[band], puff[band])) * reach[..., 0]
            below = np.choose(hand, (shiver.T[band], ripple[band], puff.T[band])) * reach[..., 1]
            row, column = np.indices(hand.shape, dtype=np.int32) * fine
            row, column = row + low + np.rint(below).astype(np.int32), column + np.rint(aside).astype(np.int32)
            for at in range(fine * fine):
                down, right = divmod(at, fine)
                straight = sheet[low + down : high : fine, right::fine]
                shown = sheet[np.clip(row + down, 0, most), np.clip(column + right, 0, most)]
                shown = np.where(hands[shown] == hands[straight], shown, straight)
                values = table[shown]
                share = values[..., 0] * x[band] + values[..., 1] * y[band] + values[..., 2]
                share += np.hypot(
                    (x[band] - values[..., 3]) * values[..., 5], (y[band] - values[..., 4]) * values[..., 6]
                )
                tint = values[..., 7:10] + values[..., 10:13] * np.clip(share, 0, 1)[..., None]
                drawn[band] += tint * (1 + values[..., 13] * textures[textured[shown] + place[band]])[..., None]
            told[band] = labels[shown]  # by the last of the points in each pixel
        drawn /= fine * fine
        self._shine(drawn, told == LABELS.index("water"))
        return picture(drawn), told

    def _shine(self, drawn: np.ndarray, wet: np.ndarray) -> None:
        size = self.size
        x, y = grid(size)
        for at_x, at_y, radius, strength, colour, mirrored in self._halos:
            reach = 2.2 * radius
            left, right = (int(np.clip((at_x + edge) * size, 0, size)) for edge in (-reach, reach + 1 / size))
            top, bottom = (int(np.clip((at_y + edge) * size, 0, size)) for edge in (-reach, reach + 1 / size))
            if left < right and top < bottom:
                part = np.s_[top:bottom, left:right]
                away = ((x[part] - at_x) ** 2 + (y[part] - at_y) ** 2) / radius**2
                fade = strength * np.exp(-2.2 * away) * np.maximum(1 - away / 4.84, 0) * (wet[part] if mirrored else 1)
                drawn[part] += (1 - np.minimum(drawn[part], 1)) * fade[..., None] * np.array(colour, np.float32)

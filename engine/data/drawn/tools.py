"""What painters share: dice, noise, colour ramps, light on thick paint, and a surface twice as fine as the picture.

Everything is drawn in units of the picture's side, and dice fall the same way for every size: a larger picture shows
more of the same painting, not another one.
"""

import zlib
from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from PIL import Image, ImageDraw

FINE = 2  # points of a surface per pixel of the picture


def dice(*about: str | int) -> np.random.Generator:
    """A generator for this very purpose: adding a purpose leaves all others as they were."""
    return np.random.default_rng([one if isinstance(one, int) else zlib.crc32(one.encode()) for one in about])


def colours(codes: str) -> np.ndarray:
    """'ff8800 0088ff' as float32 (n, 3)."""
    return np.array([[int(code[at : at + 2], 16) / 255 for at in (0, 2, 4)] for code in codes.split()], np.float32)


@lru_cache(maxsize=4)
def grid(side: int) -> tuple[np.ndarray, np.ndarray]:
    """x and y of each point's middle, float32 (side, side), from 0 to 1. To be read only."""
    line = (np.arange(side, dtype=np.float32) + 0.5) / side
    x, y = np.ascontiguousarray(np.broadcast_to(line, (side, side))), np.repeat(line, side).reshape(side, side)
    x.flags.writeable = y.flags.writeable = False
    return x, y


def noise(side: int, dice: np.random.Generator, cells: float, octaves: int = 1, stretch: float = 1.0) -> np.ndarray:
    """Smooth random hills, float32 (side, side), with standard deviation near 1.

    cells: hills along the picture's height. octaves: each adds hills half as large and half as high. stretch: how much
    longer than high a hill is.
    """
    own = np.random.Generator(np.random.PCG64(int(dice.integers(2**62))))
    total, power = np.zeros((side, side), np.float32), 0.0
    for octave in range(octaves):
        high, wide = cells * 2**octave, cells * 2**octave / stretch
        power += 0.25**octave
        if min(high, wide) > 1.5 * side:  # too fine to be seen at this size
            continue
        lattice = own.standard_normal((int(np.ceil(high)) + 4, int(np.ceil(wide)) + 4), np.float32)
        hills = Image.fromarray(lattice).resize((side, side), Image.Resampling.BICUBIC, box=(1, 1, 1 + wide, 1 + high))
        total += np.asarray(hills) * np.float32(1.35 * 0.5**octave)
    return total / np.float32(power**0.5)


def mix(one: np.ndarray, other: np.ndarray, share: np.ndarray | float) -> np.ndarray:
    """Colours between one and another; `share` of the other, a number or an array without the colours' last axis."""
    share = share[..., None] if isinstance(share, np.ndarray) else share
    return one + (other - one) * share


def ramp(stops: np.ndarray, share: np.ndarray) -> np.ndarray:
    """Through colours (n, 3) as `share` goes from 0 to 1: share's shape with 3 at the end."""
    table = np.linspace(0, len(stops) - 1, 512, dtype=np.float32)
    low = np.minimum(table.astype(int), len(stops) - 2)
    table = mix(stops[low], stops[low + 1], table - low)
    return table[(np.clip(share, 0, 1) * 511).astype(np.int16)]


def step(low: float, high: float, value: np.ndarray) -> np.ndarray:
    """0 below `low`, 1 above `high`, and a smooth slope between; `low` may be the larger."""
    share = np.clip((value - low) / (high - low), 0, 1)
    return share * share * (3 - 2 * share)


def light(height: np.ndarray, strength: float = 1.0, angle: float = 225) -> np.ndarray:
    """Brightness around 0 of a relief (side, side) lit from `angle` (225: from the upper left); heights in sides / 512."""
    side = len(height)
    down, right = np.gradient(height)
    turn = np.deg2rad(angle)
    slope = (right * np.float32(np.cos(turn)) + down * np.float32(np.sin(turn))) * np.float32(-strength * side / 512)
    return slope / np.sqrt(1 + slope * slope)


def surface(side: int, mode: str, colour: int | tuple[int, ...] = 0) -> tuple[Image.Image, ImageDraw.ImageDraw]:
    """Something to draw on, `FINE` times as fine as a picture of this side."""
    sheet = Image.new(mode, (FINE * side, FINE * side), colour)
    return sheet, ImageDraw.Draw(sheet)


def seen(sheet: Image.Image) -> np.ndarray:
    """A fine surface at the size of the picture, float32 from 0 to 1, (side, side) or (side, side, channels)."""
    return np.asarray(sheet.reduce(FINE), np.float32) / 255


def points(line: np.ndarray, side: int) -> list[float]:
    """A line (n, 2) in units of the picture as Pillow wants it on a fine surface."""
    return (line * (FINE * side)).ravel().tolist()


def thickness(wide: float, side: int) -> int:
    """How thick a line must be on a fine surface; never so thin that it is gone."""
    return max(1, round(wide * side * FINE))


def ink(colour: Sequence[float] | np.ndarray, *more: float) -> tuple[int, ...]:
    """A colour from 0 to 1 as Pillow wants it, with further channels behind."""
    return tuple(min(255, max(0, round(float(part) * 255))) for part in (*colour, *more))


def picture(drawn: np.ndarray) -> np.ndarray:
    """float (h, w, 3) from 0 to 1 as uint8."""
    return (np.clip(drawn, 0, 1) * 255 + 0.5).astype(np.uint8)


def scattered(dice: np.random.Generator, across: int, jitter: float = 0.9) -> np.ndarray:
    """(n, 2) points all over the picture and a little beyond, no two very close, in rows from the top."""
    places = np.stack(np.meshgrid(np.arange(-1, across + 1), np.arange(-1, across + 1)), -1).reshape(-1, 2)
    return ((places + 0.5 + jitter * (dice.random(places.shape) - 0.5)) / across).astype(np.float32)


def cells(seeds: np.ndarray, x: np.ndarray, y: np.ndarray, reach: float) -> tuple[np.ndarray, np.ndarray]:
    """Which seed (n, 2) is nearest to each point, and how far the point is from the border to the second nearest.

    x, y: where each point of a (side, side) picture lies, near its place in the picture. reach: no seed counts further away.
    """
    side = len(x)
    slack = max(float(np.abs(x - grid(side)[0]).max()), float(np.abs(y - grid(side)[1]).max()))
    first = np.full((side, side), 9, np.float32)
    second, who, next_who = first.copy(), np.zeros((side, side), np.int16), np.zeros((side, side), np.int16)
    for number, (seed_x, seed_y) in enumerate(seeds):
        left, right, top, bottom = (
            int(np.clip(edge * side, 0, side))
            for edge in (
                seed_x - reach - slack,
                seed_x + reach + slack + 1 / side,
                seed_y - reach - slack,
                seed_y + reach + slack + 1 / side,
            )
        )
        if left >= right or top >= bottom:
            continue
        part = np.s_[top:bottom, left:right]
        away = (x[part] - seed_x) ** 2 + (y[part] - seed_y) ** 2
        one, two = first[part], second[part]
        nearest, nearer = away < one, away < two
        np.copyto(next_who[part], np.where(nearest, who[part], number), where=nearer)
        np.copyto(two, np.where(nearest, one, away), where=nearer)
        np.copyto(one, away, where=nearest)
        np.copyto(who[part], number, where=nearest)
    apart = np.hypot(*(seeds[who] - seeds[next_who]).transpose(2, 0, 1))
    return who, (second - first) / (2 * np.maximum(apart, 1e-6))

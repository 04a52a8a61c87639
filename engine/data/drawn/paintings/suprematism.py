"""Beams, bars and discs afloat on a white ground."""

from collections.abc import Callable

import numpy as np

from engine.data.drawn.tools import (
    FINE,
    colours,
    dice,
    grid,
    light,
    mix,
    noise,
    picture,
    scattered,
    step,
)


def suprematism(size: int, seed: int) -> np.ndarray:
    """Beams, bars and discs afloat in two directions on a white ground, each brushed in its own."""
    luck = dice("suprematism", seed)
    x, y = grid(size)
    base = luck.uniform(0.3, 0.6) * luck.choice([-1, 1])
    strokes = {}
    weave = noise(size, luck, 170, 1, 1.5) + noise(size, luck, 170, 1, 0.66)
    broad, wobble = noise(size, luck, 9, 4, 3), noise(size, luck, 40, 2)
    paint = colours("efe6d2")[0] * (1 + 0.03 * broad)[..., None]
    relief = 0.3 * broad + 0.2 * weave

    def streaks(angle: float) -> np.ndarray:
        key = round(angle / 0.26)
        if key not in strokes:
            raw = noise(size * FINE, dice("streaks", seed, key % 100), 120, 2, 13)
            to, over = np.cos(key * 0.26), np.sin(key * 0.26)
            u, v = (x - 0.5) * to + (y - 0.5) * over + 0.5, (y - 0.5) * to - (x - 0.5) * over + 0.5
            strokes[key] = raw[tuple((at % 1 * (size * FINE - 1)).astype(np.int32) for at in (v, u))]
        return strokes[key]

    def lay(middle, long: float, wide: float, angle: float, tint: np.ndarray, shape: str) -> None:
        reach = np.hypot(long, wide) + 0.01
        left, top = np.clip(((middle - reach) * size).astype(int), 0, size)
        right, bottom = np.clip(((middle + reach) * size).astype(int) + 1, 0, size)
        if left >= right or top >= bottom:
            return
        part = np.s_[top:bottom, left:right]
        dx, dy = x[part] - middle[0], y[part] - middle[1]
        u, v = dx * np.cos(angle) + dy * np.sin(angle), dy * np.cos(angle) - dx * np.sin(angle)
        if shape == "disc":
            inside = long - np.hypot(u, v)
        elif shape == "ring":
            inside = wide - np.abs(np.hypot(u, v) - long)
        elif shape == "half":
            inside = np.minimum(long - np.hypot(u, v), v)
        elif shape == "wedge":
            inside = np.minimum(long - np.abs(u), (wide * (1 - 0.55 * u / long) - np.abs(v)))
        else:
            inside = np.minimum(long - np.abs(u), wide - np.abs(v))
        hair = streaks(angle)[part]
        cover = step(-0.0012, 0.0014, inside + 0.0008 * wobble[part] + 0.0003 * hair)
        cover = cover * (1 - 0.3 * step(1.7, 2.9, hair + 0.6 * weave[part]))
        tone = (
            tint * (1 + 0.06 * hair + 0.05 * broad[part] + 0.06 * np.clip(u / (long + 0.02), -1, 1))[..., None]
            + 0.01 * hair[..., None]
        )
        ridge = np.exp(-(((inside - 0.003) / 0.002) ** 2))
        paint[part] = mix(paint[part], tone, cover)
        relief[part] = relief[part] * (1 - 0.7 * cover) + cover * (0.75 * hair + 0.9 * ridge)

    compose(luck, base, lay)
    shine = light(relief, 0.55)
    crack = np.abs(noise(size, luck, 26, 3)) < 0.012
    return picture(paint * (1 + 0.14 * shine - 0.07 * crack)[..., None])


def compose(luck: np.random.Generator, base: float, lay: Callable[..., None]) -> None:
    """Large shapes, many small ones, and three long bars, along `base` and across it."""
    tints = colours("17161a 17161a c8271f c8271f e9a91f 1f3f8f 2f6f8f d8622a 3f7f5a 8a8a88 e8b8a8 5f3a2a")
    for spot in scattered(luck, 3, 0.6):
        angle = base + luck.choice([0, 1.571]) + luck.normal(0, 0.03)
        kind = luck.choice(["bar", "wedge", "bar", "disc"])
        long = luck.uniform(0.1, 0.2)
        lay(spot, long if kind != "disc" else 0.085, luck.uniform(0.04, 0.085), angle, tints[luck.integers(12)], kind)
    for across, low, high in ((6, 0.035, 0.1), (9, 0.018, 0.055)):
        for spot in scattered(luck, across, 1.0):
            if luck.random() < 0.25:
                continue
            kind = luck.choice(["bar", "bar", "bar", "wedge", "disc", "ring", "half", "comb"])
            angle = base + luck.choice([0, 0, 1.571]) + luck.normal(0, 0.06)
            long, tint = luck.uniform(low, high), tints[luck.integers(12)]
            if kind == "comb":
                for tooth in range(4):
                    aside = 0.016 * (tooth - 1.5) * np.array([-np.sin(angle), np.cos(angle)])
                    lay(spot + aside, long * (1 - 0.17 * tooth), 0.0045, angle, tint, "bar")
            elif kind in ("disc", "half"):
                lay(spot, long * 0.6, 0, angle, tint, kind)
            elif kind == "ring":
                lay(spot, long * 0.6, 0.005, angle, tint, kind)
            else:
                lay(spot, long * 1.15, long * luck.uniform(0.1, 0.34), angle, tint, kind)
    for spot in scattered(luck, 3, 1.0):
        angle = base + luck.choice([0, 1.571]) + luck.normal(0, 0.02)
        lay(spot, luck.uniform(0.15, 0.3), 0.0028, angle, tints[0], "bar")

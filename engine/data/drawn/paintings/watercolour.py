"""Flowers in wet blots on rough paper."""

from collections.abc import Callable

import numpy as np

from engine.data.drawn.tools import (
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


def watercolour(size: int, seed: int) -> np.ndarray:
    """Flowers in wet blots: pigment gathers at each edge and in the paper's hollows, and glazes darken each other."""
    luck = dice("watercolour", seed)
    x, y = grid(size)
    tooth = noise(size, luck, 190, 2) * 0.6 + 0.5 * noise(size, luck, 90, 2)
    warp = [noise(size, luck, 9, 4) * 0.022 for _ in range(4)]
    fine = [noise(size, luck, 30, 3) for _ in range(3)]
    wash = [noise(size, luck, 5, 4) for _ in range(4)]
    through = np.ones((size, size, 3), np.float32)  # the light that the pigments let through

    def lay(spot, long: float, wide: float, turn: float, tip: np.ndarray, root: np.ndarray, strength: float) -> None:
        """An oval blot around `spot`, its pigment running from `tip` to `root` against the direction of `turn`."""
        one, other, vein, flow = luck.integers(4), luck.integers(4), luck.integers(3), luck.integers(4)
        reach = 1.45 * max(long, wide) + 0.004
        left, top = np.clip(((spot - reach) * size).astype(int), 0, size)
        right, bottom = np.clip(((spot + reach) * size).astype(int) + 1, 0, size)
        if left >= right or top >= bottom:
            return
        part = np.s_[top:bottom, left:right]
        bend = min(1, 7 * min(long, wide))  # small blots keep their shape
        dx, dy = x[part] - spot[0] + bend * warp[one][part], y[part] - spot[1] + bend * warp[other][part]
        along, across = dx * np.cos(turn) + dy * np.sin(turn), dy * np.cos(turn) - dx * np.sin(turn)
        away = np.hypot(along / long, across / (wide * (1 + 0.35 * along / long)).clip(wide / 3))
        away = away + 0.03 * fine[vein][part]
        inside = step(1.0, 1.0 - min(0.2, 0.0045 / min(long, wide)), away)
        rim = np.exp(-(((away - 0.94) / 0.05) ** 2)) + 0.35 * np.exp(-np.maximum(1 - away, 0) / 0.2)
        bloom = np.exp(-(((away - 0.5 - 0.25 * wash[flow][part]) / 0.05) ** 2)) * 0.22
        amount = inside * (0.55 + 0.3 * wash[flow][part] + 0.5 * rim + bloom)
        amount = np.maximum(amount * (1 - 0.16 * tooth[part] - 0.05 * fine[vein][part]), 0) * strength
        pigment = mix(root, tip, step(-0.9, 0.6, along / long + 0.4 * wash[one][part]))
        through[part] *= np.exp(np.log(pigment) * amount[..., None])

    compose(luck, lay)
    sheet = colours("fbf6ea")[0] * (1 + 0.05 * light(tooth, 0.55))[..., None]
    return picture(sheet * through)


def compose(luck: np.random.Generator, lay: Callable[..., None]) -> None:
    """Pale washes, leaves, flowers over them, and spatter."""
    pale = colours("9cc7d8 b9d8c0 f3c9b8 c9b8de f5dfa0 a8c0e6")
    for spot in scattered(luck, 3, 0.9):
        one, other = pale[luck.integers(6, size=2)]
        lay(
            spot,
            luck.uniform(0.17, 0.3),
            luck.uniform(0.14, 0.22),
            luck.uniform(0, 6.28),
            one,
            other,
            luck.uniform(0.7, 1.3),
        )
    green = colours("2f7f6f 5f9f4f 8fb04f 2f6f8f 3f8f5f 6f8f3f")
    for spot in scattered(luck, 7, 1.0):
        turn = luck.uniform(0, 6.28)
        for side in (-0.5, 0.45, 1.4)[: luck.integers(1, 4)]:
            one, other = green[luck.integers(6, size=2)]
            long = luck.uniform(0.05, 0.085)
            to = np.array([np.cos(turn + side), np.sin(turn + side)])
            lay(
                spot + long * to, long, long * luck.uniform(0.24, 0.36), turn + side, one, other, luck.uniform(0.6, 1.0)
            )
    bloom = colours("e84f6f f0784f f5a52f c8408f 7f4fb0 4f66c0 f06a8f d83f4f")
    heart = colours("f5c02f f5a52f 8f2f6f 4f2f7f 3f3f8f 5f3f9f c82f5f f5b53f")
    for spot in scattered(luck, 4, 0.75):
        kind, petals, turn = luck.integers(8), int(luck.integers(5, 8)), luck.uniform(0, 6.28)
        long = luck.uniform(0.042, 0.068)
        for petal in range(petals):
            angle = turn + 6.283 * petal / petals + luck.normal(0, 0.09)
            to = np.array([np.cos(angle), np.sin(angle)])
            near = bloom[(kind + luck.integers(2)) % 8]
            lay(
                spot + 1.08 * long * to,
                long,
                long * 3.0 / petals,
                angle,
                near,
                mix(near, heart[kind], 0.6),
                luck.uniform(0.55, 0.95),
            )
        dark = colours("5f2f2f 6f4f1f 3f2f5f")[kind % 3]
        lay(spot, long * 0.27, long * 0.25, 0, dark, dark, 0.75)
        for _ in range(9):
            dot = spot + luck.normal(0, 0.3 * long, 2)
            lay(dot, 0.0045, 0.0045, 0, dark, dark, 0.9)
    for _ in range(170):  # spatter
        spot, wide = luck.uniform(0, 1, 2), 0.002 + 0.007 * luck.random() ** 3
        tint = [green, bloom][luck.integers(2)][luck.integers(6)]
        lay(spot, wide, wide * luck.uniform(0.7, 1), luck.uniform(0, 6.28), tint, tint, luck.uniform(0.5, 1))

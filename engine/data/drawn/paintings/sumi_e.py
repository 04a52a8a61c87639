"""Bamboo in black ink on rice paper."""

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
    step,
)


def sumi_e(size: int, seed: int) -> np.ndarray:
    """Bamboo in black ink on rice paper: pale and distant in a wet brush, near and dark in a dry one that leaves streaks."""
    luck = dice("sumi-e", seed)
    x, y = grid(size)
    fibre = noise(size, luck, 40, 3, 5) + noise(size, luck, 120, 2, 0.3)
    rough = noise(size, luck, 150, 2)
    cloud = noise(size, luck, 4, 4)
    density = np.zeros((size, size), np.float32)  # of ink; it lets exp(-density) of the light through

    def brush(
        start, angle: float, long: float, wide: float, shape: str, ink_load: float, dry: float, bend: float
    ) -> None:
        """One stroke: a leaf swells and ends in a point, a joint of a stalk is even with darker ends."""
        bristles = luck.normal(0, 1, 33)
        stop = start + long * np.array([np.cos(angle), np.sin(angle)])
        reach = wide + abs(bend) * long + 0.006
        left, top = np.clip(((np.minimum(start, stop) - reach) * size).astype(int), 0, size)
        right, bottom = np.clip(((np.maximum(start, stop) + reach) * size).astype(int) + 1, 0, size)
        if left >= right or top >= bottom:
            return
        part = np.s_[top:bottom, left:right]
        dx, dy = x[part] - start[0], y[part] - start[1]
        along = (dx * np.cos(angle) + dy * np.sin(angle)) / long
        across = (dy * np.cos(angle) - dx * np.sin(angle)) - bend * long * 4 * along * (1 - along)
        inside = np.clip(along, 0, 1)
        if shape == "leaf":
            half = wide * inside**0.6 * (1 - inside) ** 0.9 * 2.1
        else:
            half = wide * (1 + 0.16 * (2 * inside - 1) ** 6 - 0.06 * (1 - (2 * inside - 1) ** 2))
        streak = np.interp(across / wide * 11, np.arange(-16, 17), bristles).astype(np.float32)
        edge = half - np.abs(across) + 0.0004 * rough[part]
        body = (
            step(-0.0016, 0.0016 + 0.0012 * (shape != "leaf"), edge)
            * step(-0.01, 0.012, along)
            * step(1.01, 0.988, along)
        )
        starve = step(0.35, 1.25, along * (0.6 + dry) + 0.22 * streak + 0.1 * rough[part] + dry - 0.42)
        flow = 1 + 0.16 * streak + 0.22 * (np.abs(across) / (half + 1e-4)) ** 2 - 0.25 * along * (shape == "leaf")
        if shape == "stalk":
            flow = (
                flow
                + 0.7 * np.exp(-np.minimum(inside, 1 - inside) / 0.045)
                - 0.6 * np.exp(-(((across / wide) + 0.25) ** 2) / 0.12)
            )
        density[part] += body * np.maximum(flow, 0) * (1 - 0.92 * starve) * ink_load * (1 - 0.1 * rough[part])

    mist = np.maximum(0.18 + 0.24 * cloud + 0.25 * np.sin(5 * y + 2 * cloud + luck.uniform(0, 6)), 0) * 0.3
    density += mist * (1 + 0.1 * fibre)
    bamboo(luck, brush)
    paper = colours("f1e8d2")[0] * (1 + 0.016 * fibre + 0.02 * light(fibre, 0.4) - 0.03 * cloud)[..., None]
    tone = np.exp(-density[..., None] * (1.75 - 0.22 * colours("1a1c24")[0]) * [1.0, 0.985, 0.95])
    drawn = paper * (0.035 + 0.965 * tone)
    return sealed(drawn, rough, luck)


def sealed(drawn: np.ndarray, rough: np.ndarray, luck: np.random.Generator) -> np.ndarray:
    """The painter's red seal in a corner."""
    x, y = grid(len(drawn))
    at = np.array([luck.choice([0.09, 0.9]), luck.uniform(0.78, 0.9)])
    u, v = (x - at[0]) / 0.042, (y - at[1]) / 0.042
    square = step(1.03, 0.97, np.maximum(np.abs(u), np.abs(v)) + 0.05 * rough)
    carved = step(0.16, 0.09, np.abs(np.abs(u) - 0.42)) * (np.abs(v) < 0.72) + step(
        0.14, 0.08, np.abs(v + 0.3 * np.sign(u) * v**2)
    )
    seal = square * (1 - 0.95 * np.clip(carved, 0, 1)) * (0.86 + 0.1 * np.clip(rough, -1.5, 1))
    return picture(mix(drawn, colours("b8281e")[0], seal))


def bamboo(luck: np.random.Generator, brush: Callable[..., None]) -> None:
    """Stalks, joint by joint, with twigs and hanging leaves: two rows far away, one near."""
    for far, many, wide, load in ((True, 7, 0.011, 0.34), (True, 6, 0.016, 0.5), (False, 4, 0.023, 1.05)):
        roots = (np.arange(many) + luck.uniform(0.1, 0.9, many)) / many
        for root in luck.permutation(roots):
            lean, girth = luck.normal(-1.571, 0.09), wide * luck.uniform(0.8, 1.15)
            foot, joint = np.array([root, 1.04]), luck.uniform(0.13, 0.2)
            while foot[1] > -0.05:
                brush(
                    foot,
                    lean,
                    joint * 0.965,
                    girth,
                    "stalk",
                    load * luck.uniform(0.8, 1.15),
                    luck.uniform(0, 0.5) * (not far),
                    0,
                )
                foot = foot + joint * np.array([np.cos(lean), np.sin(lean)])
                lean, joint = lean + luck.normal(0, 0.025), joint * luck.uniform(0.97, 1.05)
                if not far:
                    density_at = load * 1.5
                    for side in (-1, 1):
                        brush(foot, lean + side * 1.45, girth * 1.15, 0.0035, "leaf", density_at, 0, 0.1 * side)
                if luck.random() < 0.8:
                    side = luck.choice([-1, 1])
                    twig, reach = lean + side * luck.uniform(0.45, 0.9), luck.uniform(0.06, 0.13)
                    brush(foot, twig, reach, 0.0026 + 0.06 * girth, "leaf", load * 1.2, 0.1, 0.05)
                    tip = foot + 0.9 * reach * np.array([np.cos(twig), np.sin(twig)])
                    down = 1.571 - side * luck.uniform(0.3, 0.8)
                    for _ in range(luck.integers(3, 6)):
                        brush(
                            tip + luck.normal(0, 0.008, 2),
                            down + luck.normal(0, 0.42),
                            luck.uniform(0.08, 0.16) * (0.75 if far else 1),
                            luck.uniform(0.009, 0.015) * (0.7 if far else 1),
                            "leaf",
                            load * luck.uniform(0.75, 1.35),
                            luck.uniform(0, 0.75),
                            luck.normal(0, 0.05),
                        )

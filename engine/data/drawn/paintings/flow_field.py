"""A night current in thick strokes, each a bundle of bristles."""

import numpy as np
from PIL import ImageDraw

from engine.data.drawn.tools import (
    colours,
    dice,
    ink,
    light,
    mix,
    noise,
    picture,
    points,
    ramp,
    scattered,
    seen,
    step,
    surface,
    thickness,
)


def flow_field(size: int, seed: int) -> np.ndarray:
    """Thick strokes along a current with eddies; each stroke is a bundle of bristles, and light falls on the relief."""
    luck = dice("flow-field", seed)
    night = colours("0b1a3f 14306b 1d4f9c 2f7bb8 63a9c9 a9d3cf")
    glow = colours("fdf3c1 f9d75e f0ab2e c9772b 6d8f8e 2f7bb8")
    eddies = np.array([[0.2, 0.24], [0.74, 0.17], [0.5, 0.53], [0.87, 0.6], [0.14, 0.74], [0.62, 0.88]])
    eddies += 0.045 * luck.standard_normal((6, 2))
    turns = luck.choice([-1.0, 1.0], 6) * luck.uniform(0.8, 1.3, 6)
    sizes = luck.uniform(0.1, 0.17, 6)
    drift, phase = luck.uniform(-0.3, 0.3), luck.uniform(0, 6.28, 3)

    def flow(at: np.ndarray) -> np.ndarray:
        """Unit vectors (..., 2): a wavy drift to the right and the pull of each eddy."""
        x, y = at[..., 0], at[..., 1]
        along = np.stack([np.ones_like(x), drift + 0.55 * np.sin(5 * x + phase[0]) * np.cos(4 * y + phase[1])], -1)
        for eddy, turn, wide in zip(eddies, turns, sizes, strict=True):
            away = at - eddy
            far = np.square(away).sum(-1, keepdims=True) / wide**2
            along = along + away[..., ::-1] * [-1, 1] * (turn * 6 / wide * np.exp(-far) * 0.8)
        return along / np.linalg.norm(along, axis=-1, keepdims=True)

    sheet, pen = surface(size, "RGBA", (*ink(night[1]), 90))
    for across, long, wide in ((34, 0.085, 0.021), (46, 0.075, 0.015), (58, 0.05, 0.0105)):
        start = scattered(luck, across)
        if across == 58:
            start = start[luck.random(len(start)) < 0.55]
        start = start[luck.permutation(len(start))]
        lengths = long * luck.uniform(0.6, 1.25, (len(start), 1))
        path = [start]
        for _ in range(9):
            path.append(path[-1] + flow(path[-1]) * lengths / 9)
        path = np.stack(path, 1)
        middle = path[:, 5]
        gaps = np.linalg.norm(middle[:, None] - eddies, axis=-1) / sizes
        near, whose = gaps.min(1) + luck.normal(0, 0.05, len(start)), gaps.argmin(1)
        ring = near * 0.8 + 0.17 * np.sin(near * 12 + whose)
        bands = 0.45 + 0.3 * np.sin(7 * middle[:, 1] + 2.4 * np.sin(3.4 * middle[:, 0] + phase[2]))
        tint = mix(
            ramp(glow, ring),
            ramp(night, bands + luck.normal(0, 0.16, len(start))),
            step(0.9, 1.2, near + luck.normal(0, 0.1, len(start))),
        )
        warm = (luck.random(len(start)) < 0.05)[:, None] * step(1, 1.5, near)[:, None]
        tint = tint * (1 - warm) + glow[luck.integers(1, 4, len(start))] * warm
        side = flow(path)[..., ::-1] * [-1, 1]
        width = wide * luck.uniform(0.75, 1.2, len(start))
        lay(path, side, width, tint, size, luck, pen)
    paint = seen(sheet)
    relief = paint[..., 3] * 3.2 + 0.12 * noise(size, luck, 300)
    shine = light(relief, 0.9)
    return picture(paint[..., :3] * (1 + 0.34 * shine[..., None]) + 0.16 * np.maximum(shine, 0)[..., None] ** 2)


def lay(
    path: np.ndarray,
    side: np.ndarray,
    width: np.ndarray,
    tint: np.ndarray,
    size: int,
    luck: np.random.Generator,
    pen: ImageDraw.ImageDraw,
) -> None:
    """Strokes along paths (n, 10, 2), each a bundle of bristles beside each other."""
    start, bristles = path[:, 0], 7
    shade = luck.normal(0, 0.055, (len(start), bristles, 1)) + luck.normal(0, 0.02, (len(start), bristles, 3))
    relief = np.clip(
        0.62 - 0.55 * np.linspace(-1, 1, bristles) ** 2 + luck.normal(0, 0.17, (len(start), bristles)), 0, 1
    )
    skip = luck.integers(0, 2, (len(start), bristles, 2))
    for number in range(len(start)):
        pen.line(points(path[number], size), ink(0.8 * tint[number], 0.1), thickness(width[number], size))
        thick = thickness(width[number] / bristles * 1.5, size)
        for bristle in range(bristles):
            aside = (bristle / (bristles - 1) - 0.5) * width[number]
            line = path[number] + side[number] * aside
            first, last = skip[number, bristle]
            line = line[first : 10 - last]
            tone = np.clip(tint[number] * (1 + 1.6 * shade[number, bristle]), 0, 1)
            pen.line(points(line, size), ink(tone, relief[number, bristle]), thick)

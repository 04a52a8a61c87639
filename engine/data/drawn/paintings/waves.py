"""A heavy sea as a colour print."""

from collections.abc import Callable

import numpy as np

from engine.data.drawn.tools import (
    colours,
    dice,
    grid,
    ink,
    noise,
    picture,
    points,
    seen,
    surface,
    thickness,
)

TURN = np.linspace(0, 2 * np.pi, 60)
RING = np.stack([np.cos(TURN), np.sin(TURN)], -1)
ARC = np.linspace(np.pi, 2 * np.pi, 34)
CREAM = colours("f6efdc")[0]


def waves(size: int, seed: int) -> np.ndarray:
    """A heavy sea as a colour print: scales of water in a few blues, dark outlines, and foam that reaches like fingers."""
    luck = dice("waves", seed)
    blues = colours("14284f 1f4577 2f6a9f 6fa3bf b5d0d0 efe6cf")
    line = colours("12203f")[0]
    sheet, pen = surface(size, "RGB", ink(colours("e7cfa4")[0]))
    phase = luck.uniform(0, 6.28, 6)

    def swell(at: np.ndarray) -> np.ndarray:
        """The sea heaves: the scales are drawn on a regular net and moved along with it."""
        x, y = at[..., 0], at[..., 1]
        lift = 0.038 * np.sin(5 * x + 3 * y + phase[0]) + 0.022 * np.sin(11 * x - 4 * y + phase[1])
        push = 0.035 * np.sin(4 * y + phase[2]) + 0.02 * np.sin(8 * x + 5 * y + phase[3])
        return np.stack([x + push, y + lift], -1)

    def shape(outline: np.ndarray, fill: np.ndarray | None, wide: float = 0.0022) -> None:
        flat = points(swell(outline), size)
        if fill is not None:
            pen.polygon(flat, ink(fill))
        if wide:
            pen.line(flat + flat[:4], ink(line), thickness(wide, size), "curve")

    radius = 0.12
    for row in range(-2, 20):
        level = row * radius * 0.5
        for column in range(-1, 11):
            middle = np.array([(column + 0.5 * (row % 2)) * 1.0 * radius * 1.02, level + radius])
            order = [0, 4, 1, 5, 2, 0] if luck.random() < 0.5 else [1, 5, 2, 4, 0, 1]
            if luck.random() < 0.25:
                order = [2, 5, 3, 5, 1, 2]
            for share, tint in zip((1, 0.86, 0.76, 0.56, 0.47, 0.27), order, strict=True):
                shape(
                    middle + share * radius * RING, blues[tint] * luck.normal(1, 0.025), 0.0016 if share < 1 else 0.003
                )
            if luck.random() < 0.2:  # a crest that breaks
                crest(middle, radius, luck, shape)
    paint = seen(sheet)
    x, y = grid(size)
    wood = noise(size, luck, 34, 3, 9) + 0.4 * noise(size, luck, 140, 1, 12)
    shade = 0.12 * np.sin(9 * y + 2 * noise(size, luck, 3, 2) + phase[4])
    paint = paint * (1 + 0.045 * wood + shade * (1 - paint.mean(-1)))[..., None]
    fibre = noise(size, luck, 200, 2)
    return picture(0.035 + 0.955 * paint * (1 + 0.025 * fibre)[..., None] * colours("fff9ec")[0])


def crest(middle: np.ndarray, radius: float, luck: np.random.Generator, shape: Callable[..., None]) -> None:
    """Foam that reaches like fingers over a scale of water, and drops above it."""
    lean, big = luck.choice([-1, 1]), luck.uniform(0.85, 1.15)
    rim = middle + radius * np.stack([np.cos(ARC), np.sin(ARC)], -1)
    foam = [rim[3:-3]]
    under = middle + radius * (0.8 + 0.06 * np.sin(ARC * 13))[:, None] * np.stack([np.cos(ARC), np.sin(ARC)], -1)
    shape(np.concatenate([foam[0], under[3:-3][::-1]]), CREAM, 0.0022)
    for finger in np.linspace(0.1, 0.9, 9):
        place = np.pi * (1 + finger)
        out = np.array([np.cos(place), np.sin(place)])
        root, long = middle + radius * 0.97 * out, 0.03 * big * luck.uniform(0.7, 1.2)
        bend = np.linspace(0, 4.2, 12)
        spiral = (long * (1 - bend / 6.4))[:, None] * np.stack([lean * np.sin(bend), -np.cos(bend)], -1)
        hook = root + spiral - spiral[0] * 0.4
        thin = np.linspace(0.0085, 0.0025, 12) * big
        across = np.gradient(hook, axis=0)[:, ::-1] * [1, -1]
        across /= np.linalg.norm(across, axis=1, keepdims=True) + 1e-9
        shape(
            np.concatenate([hook + across * thin[:, None], (hook - across * thin[:, None])[::-1]]),
            CREAM,
            0.002,
        )
    for _ in range(9):
        drop = middle + radius * luck.uniform(1.12, 1.42) * np.array([np.cos(a := luck.uniform(3.5, 5.9)), np.sin(a)])
        shape(drop + luck.uniform(0.002, 0.0055) * RING[::4], CREAM, 0.0012)

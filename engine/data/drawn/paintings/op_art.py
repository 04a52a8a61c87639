"""A chequered net that seems to bulge."""

import numpy as np

from engine.data.drawn.tools import (
    FINE,
    colours,
    dice,
    grid,
    light,
    noise,
    picture,
    ramp,
    scattered,
)


def op_art(size: int, seed: int) -> np.ndarray:
    """A chequered net that swells and sinks: only its squares and discs change, and still the plane seems to bulge."""
    luck = dice("op-art", seed)
    side = size * FINE
    x, y = (at.copy() for at in grid(side))
    height = np.zeros((side, side), np.float32)
    for (at_x, at_y), wide, lift in zip(
        scattered(luck, 2, 0.7)[[5, 6, 9, 10]], luck.uniform(0.19, 0.27, 4), (1, -0.8, 1, 1), strict=True
    ):
        dx, dy = x - at_x, y - at_y
        dome = np.clip(1 - (dx * dx + dy * dy) / wide**2, 0, 1)
        pull = 0.62 * lift * dome**1.4
        x -= dx * pull
        y -= dy * pull
        height += lift * np.sqrt(dome)
    many = 21
    u, v = x * many, y * many
    column, row = np.floor(u).astype(np.int32), np.floor(v).astype(np.int32)
    in_u, in_v = u - column - 0.5, v - row - 0.5
    odd = (column + row) % 2 == 1
    toss = luck.random((64, 64, 3)).astype(np.float32)[row % 64, column % 64]
    size_of = 0.26 + 0.16 * np.sin(0.9 * column + 0.5 * row + luck.uniform(0, 6)) * np.sin(0.4 * row)
    disc, diamond = np.hypot(in_u, in_v) < size_of, np.abs(in_u) + np.abs(in_v) < size_of * 1.25
    shape = np.where(toss[..., 2] < 0.75, disc, diamond)
    cool, warm = colours("12204f 1f3f9f 2f7fd0 4fc0d8 b8e8d8"), colours("4f1048 a81f5f e8433f f79a2f fbe27a")
    tilt = 0.5 + 0.42 * np.clip(height, -1, 1) + 0.2 * (toss[..., 0] - 0.5) + 0.5 * (grid(side)[1] - 0.5)
    fore, back = ramp(warm, tilt), ramp(cool, 1.02 - tilt)
    drawn = np.where((shape ^ odd)[..., None], fore, back)
    drawn = drawn.reshape(size, FINE, size, FINE, 3).mean((1, 3))
    dome = height.reshape(size, FINE, size, FINE).mean((1, 3))
    grain = noise(size, luck, 210, 2)
    return picture(drawn * (1 + 0.2 * light(dome * 60, 0.6) + 0.025 * grain)[..., None])

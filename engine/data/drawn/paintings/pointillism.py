"""A river bank in dots of unmixed colour."""

import numpy as np

from engine.data.drawn.tools import (
    FINE,
    colours,
    dice,
    grid,
    ink,
    light,
    noise,
    picture,
    ramp,
    scattered,
    seen,
    surface,
)


def pointillism(size: int, seed: int) -> np.ndarray:
    """A river bank in dots of unmixed colour: neighbours differ, and the eye mixes them."""
    luck = dice("pointillism", seed)
    side = 256  # the motif that the dots follow needs no detail
    x, y = grid(side)
    phase = luck.uniform(0, 6.28, 5)
    shore = 0.5 + 0.02 * np.sin(6 * x + phase[0])
    bank = 0.72 - 0.17 * x + 0.03 * np.sin(9 * x + phase[1])
    sky = ramp(colours("7fa8d8 a9c4e4 e9cfd0 f8dfae"), y / 0.5 + 0.12 * noise(side, luck, 5, 3, 3))
    water = ramp(colours("f3d9b0 9cc0d8 5b8fc0 3f6fae"), (y - 0.45) / 0.4 + 0.14 * noise(side, luck, 26, 2, 6))
    lawn = ramp(colours("2f6b4a 5f9a3f a8c24a ecd45a"), 0.55 + 0.25 * noise(side, luck, 6, 3, 2) - 0.2 * (y - bank))
    motif = np.where((y < shore)[..., None], sky, np.where((y < bank)[..., None], water, lawn))
    far = shore - y - 0.035 - 0.04 * np.abs(np.sin(8 * x + phase[2])) * (x < 0.75)
    motif = np.where(((far < 0) & (y < shore))[..., None], ramp(colours("4f7fa0 6f9f8f 8fb08a"), y * 9 % 1), motif)
    for at, wide, high in ((0.16, 0.17, 0.36), (0.88, 0.2, 0.44), (0.55, 0.09, 0.17)):
        at += luck.uniform(-0.06, 0.06)
        foot = float(np.interp(at, x[0], bank[0])) if high > 0.2 else 0.52
        crown = np.hypot((x - at) / wide, (y - foot + high) / (high * 0.72)) + 0.16 * noise(side, luck, 9, 2)
        leaves = ramp(
            colours("f0d860 b8c848 5f9a48 2f6f58 2a4478"), 0.45 + 0.55 * ((y - foot + high) / high + (x - at) / wide)
        )
        motif = np.where(
            ((np.abs(x - at) < 0.02) & (y < foot + 0.02) & (y > foot - high))[..., None], colours("5a3f68")[0], motif
        )
        motif = np.where((crown < 1)[..., None], leaves, motif)
        shadow = np.hypot((x - at - 0.1) / (1.5 * wide), (y - foot - 0.05) / 0.055) < 1
        motif = np.where(
            (shadow & (y > bank))[..., None], ramp(colours("3a4a8f 2f6f6f"), 0.5 + 0.5 * noise(side, luck, 30)), motif
        )
    pure = colours("f8e05a f3a13a e85f4a d84f8a 7a4fa8 3f5fc0 3fa0c8 3fae7a 9fce4f fff6dc")
    sheet, pen = surface(size, "RGB", ink(colours("efe3c8")[0]))
    for across, radius, share in ((78, 0.0078, 0), (104, 0.0056, 0.16), (128, 0.0042, 0.32)):
        spots = scattered(luck, across, 1.0)
        spots = spots[luck.permutation(len(spots))]
        if share:
            spots = spots[: int(0.8 * len(spots))]
        column, row = (np.clip(spots * side, 0, side - 1).astype(int)).T
        tint = motif[row, column] * luck.normal(1, 0.11, (len(spots), 1)) + luck.normal(0, 0.05, (len(spots), 3))
        other = luck.integers(0, len(pure), (len(spots), 3))
        fits = np.square(pure[other] - tint[:, None] * [1.05, 1, 0.95]).sum(-1)
        chosen = pure[other[np.arange(len(spots)), fits.argmin(1)]]
        tint = np.where((luck.random(len(spots)) < share)[:, None], 0.35 * tint + 0.65 * chosen, tint)
        wide = radius * luck.uniform(0.75, 1.15, len(spots)) * size * FINE
        for (at_x, at_y), tone, r in zip(spots * (size * FINE), tint, wide, strict=True):
            pen.ellipse([at_x - r, at_y - r * 0.94, at_x + r, at_y + r * 0.94], ink(tone))
    paint = seen(sheet)
    relief = light(paint.mean(-1) * 2.2 + 0.25 * noise(size, luck, 220), 0.6)
    return picture(paint * (1 + 0.13 * relief[..., None]))

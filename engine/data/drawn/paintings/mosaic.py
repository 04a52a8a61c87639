"""Flowers on a sea of small stones."""

import numpy as np

from engine.data.drawn.tools import (
    FINE,
    colours,
    dice,
    grid,
    ink,
    light,
    mix,
    noise,
    picture,
    points,
    ramp,
    seen,
    step,
    surface,
)

FLOWERS = [
    colours("7a1f2f c23a2f e8743a f4c15a fdf0c8"),
    colours("3a1f5c 7a3f8f c46a9a f2b8b0 fbe9c8"),
    colours("8a4a12 d08a1f f2c23f fbe28a fff6d0"),
    colours("12402f 2f7f4f 8fb84a e8d96a fdf3c0"),
]


def mosaic(size: int, seed: int) -> np.ndarray:
    """Small stones set in rows that follow the drawing: rings of flowers on a sea of waves, gold here and there."""
    luck = dice("mosaic", seed)
    sheet, pen = surface(size, "RGBA", (*ink(colours("7d7264")[0]), 0))
    stone = 0.0155

    def lay(middle: np.ndarray, turn: np.ndarray, long: np.ndarray, tint: np.ndarray, wide: float = stone) -> None:
        """Stones (n): each a square a little out of square, tilted to its own side."""
        luck_of = luck.normal(0, 0.085, (len(middle), 4, 2))
        corners = (np.array([[-1, -1], [1, -1], [1, 1], [-1, 1]]) / 2 + luck_of * 0.5) * 0.87
        corners = corners * np.stack([long, np.full(len(long), wide)], -1)[:, None]
        turn = turn + luck.normal(0, 0.04, len(turn))
        to = np.stack([np.cos(turn), np.sin(turn)], -1)[:, None]
        aside = np.stack([-np.sin(turn), np.cos(turn)], -1)[:, None]
        outlines = middle[:, None] + corners[..., :1] * to + corners[..., 1:] * aside
        tones = np.clip(tint * luck.normal(1, 0.1, (len(middle), 1)) + luck.normal(0, 0.022, (len(middle), 3)), 0, 1)
        for outline, tone, tall in zip(outlines, tones, luck.uniform(0.55, 1, len(middle)), strict=True):
            pen.polygon(points(outline, size), ink(tone, tall))

    phase = luck.uniform(0, 6.28, 4)
    sea = colours("123f5c 1b5f7a 2a8a94 5fb3a6 bfe0cf f2ead0")
    for number, at in enumerate(np.arange(-0.1, 1.1, stone)):
        x = np.arange(-0.02, 1.03, stone * 1.12) + luck.uniform(0, stone)
        y = at + 0.045 * np.sin(7 * x + phase[0] + 2.2 * at) + 0.018 * np.sin(15 * x + phase[1] - 4 * at)
        slope = 0.315 * np.cos(7 * x + phase[0] + 2.2 * at) + 0.27 * np.cos(15 * x + phase[1] - 4 * at)
        band = 0.5 + 0.5 * np.sin(number * 0.74 + 0.6 * np.sin(3.2 * x + phase[2]))
        tint = ramp(sea, band**1.5 * 0.95 + luck.normal(0, 0.06, len(x)))
        glint = luck.random(len(x)) < 0.02
        tint[glint] = colours("e8bf5a")[0]
        lay(np.stack([x, y], -1), np.arctan(slope), np.full(len(x), stone * 1.12), tint)
    spots = np.array([[0.22, 0.2], [0.72, 0.15], [0.47, 0.5], [0.9, 0.55], [0.1, 0.66], [0.3, 0.9], [0.72, 0.86]])
    for spot, kind in zip(spots + luck.normal(0, 0.025, spots.shape), luck.permutation(7) % 4, strict=True):
        rings, petals, tints = int(luck.integers(7, 11)), int(luck.integers(6, 10)), FLOWERS[kind]
        edge = (rings + 1) * stone
        pen.ellipse([*((spot - edge) * size * FINE), *((spot + edge) * size * FINE)], (*ink(colours("6f6355")[0]), 0))
        for ring in range(rings, -1, -1):
            away = (ring + 0.35) * stone
            many = max(1, round(6.2832 * away / (stone * 1.02)))
            turn = 6.2832 * (np.arange(many) + 0.5 * (ring % 2)) / many + phase[3]
            wave = np.cos(petals * (turn + 0.06 * ring))
            share = 1.05 - (ring - 2.4 * wave * min(1, ring / 3)) / rings
            tint = ramp(tints, share + luck.normal(0, 0.04, many))
            if ring == rings:
                tint = np.where((np.arange(many) % 2 == 0)[:, None], colours("2b2024")[0], colours("e8bf5a")[0])
            if ring == 0:
                tint = np.repeat(colours("e8bf5a"), many, 0)
            middle = spot + away * np.stack([np.cos(turn), np.sin(turn)], -1)
            lay(middle, turn + 1.5708, np.full(many, 6.2832 * away / many), tint)
    stones = seen(sheet)
    tall = stones[..., 3]
    x, y = grid(size)
    tilt = noise(size, luck, 64) * step(0.2, 0.6, tall)
    veins = noise(size, luck, 90, 3)
    relief = 2.6 * step(0.05, 0.75, tall) + 0.5 * tall + 0.28 * veins
    shine = light(relief, 0.75)
    mortar = colours("8a7f6f")[0] * (0.72 + 0.08 * noise(size, luck, 150, 2))[..., None]
    drawn = mix(mortar, stones[..., :3] * (1 + 0.09 * tilt + 0.05 * veins)[..., None], step(0.12, 0.5, tall))
    gold = np.clip(1 - np.abs(stones[..., :3] - colours("e8bf5a")[0]).max(-1) * 5, 0, 1)
    return picture(drawn * (1 + 0.24 * shine)[..., None] + (gold * np.maximum(tilt, 0) * 0.16)[..., None])

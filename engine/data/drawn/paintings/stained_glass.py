"""A sunrise in panes of glass and lead."""

import numpy as np

from engine.data.drawn.tools import (
    cells,
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

GLASS = [
    colours("1b3f8b 2456a8 3b78c4 2a4a9a 5a96cf 7a5fb0"),
    colours("f3c74f f7dd8a e9a23b f4b9a0 f6e3b4 e58f5c"),
    colours("f08a24 e2571e f5a92f d93b24"),
    colours("fff0b0 ffe07a ffc04a"),
    colours("2f8f83 3fae8f 1f6f78 6bbf8b 2a8aa0"),
    colours("3d8b37 5fa83a 8abf3f 2c6e3f a8c94a"),
    colours("1f5a3a 7a2f5f a33a4c 2f7a4a c2553f 5b2a63"),
    colours("f04a2a"),
]


def stained_glass(size: int, seed: int) -> np.ndarray:
    """A sunrise over hills in glass: panes cut along the drawing, streaked, held by lead that catches some light."""
    luck = dice("stained-glass", seed)
    x, y = grid(size)
    sun = np.array([luck.uniform(0.3, 0.7), luck.uniform(0.3, 0.42)], np.float32)
    phase = luck.uniform(0, 6.28, 6)
    away = np.hypot(x - sun[0], y - sun[1])
    turn = np.arctan2(y - sun[1], x - sun[0])
    hills = [
        y - (0.55 + 0.07 * np.sin(4.6 * x + phase[0]) + 0.03 * np.sin(9 * x + phase[1])),
        y - (0.68 + 0.08 * np.sin(3.7 * x + phase[2]) - 0.1 * (x - 0.5)),
        y - (0.84 + 0.07 * np.sin(4.4 * x + phase[3]) + 0.12 * (x - 0.5)),
    ]
    rays = np.sin(turn * 9 + phase[4] + 0.5 * np.sin(7 * away))
    zone = np.zeros((size, size), np.int16)  # sky between the rays
    zone[rays > 0] = 1
    zone[away < 0.235] = 2
    zone[away < 0.13] = 3
    edge = np.min([np.abs(away - ring) for ring in (0.235, 0.13, 0.05)], 0)
    edge = np.minimum(edge, np.where(away > 0.235, np.abs(rays) * away / 9, 1))
    for number, hill in enumerate(hills):
        zone[hill > 0] = 4 + number
        edge = np.where(hill > 0, hill * 0.95, np.minimum(edge, -hill * 0.95))

    seeds = scattered(luck, 10, 0.85)
    who, border = cells(seeds, x + 0.012 * noise(size, luck, 4), y + 0.012 * noise(size, luck, 4), 0.22)
    petals = np.floor((turn + 3.1416) / 6.2832 * 12 + phase[5]).astype(np.int16)
    zone[(zone == 3) & (away < 0.05)] = 7
    in_sun = zone == 2
    who = np.where(in_sun, 400 + petals, np.where(zone == 3, 440 + petals // 2, np.where(zone == 7, 460, who)))
    for where, many in ((in_sun, 12), (zone == 3, 6)):
        share = ((turn + 3.1416) / 6.2832 * 12 + phase[5]) * many / 12
        border = np.where(where, np.abs(share - np.round(share)) * 6.2832 / many * away, border)
    border = np.where(zone == 7, 1, border)

    pane = who.astype(np.int32) * 8 + zone
    base, streaks = np.empty((size, size, 3), np.float32), np.empty((size, size), np.float32)
    flows = [noise(size, luck, 26, 3, stretch) for stretch in (1 / 7, 1, 7)]
    for number in np.unique(pane):
        piece = dice("pane", seed, int(number))
        here = pane == number
        tints = GLASS[number % 8]
        tint = tints[piece.integers(len(tints))]
        base[here] = np.clip(tint * piece.uniform(0.86, 1.14) + piece.normal(0, 0.02, 3), 0, 1)
        streaks[here] = flows[piece.integers(3)][here]
    edge = np.minimum(edge, border)
    lead = step(0.0105, 0.0075, edge)
    bubbles = np.maximum(noise(size, luck, 130) - 2.2, 0)
    glow = 0.8 + 0.3 * step(0, 0.045, edge) + 0.22 * np.exp(-((away / 0.33) ** 2))
    shine = light(0.7 * streaks + 0.5 * noise(size, luck, 70, 2), 0.5)
    lit = base ** (1.12 - 0.22 * streaks[..., None]) * (glow + 0.1 * streaks + 0.16 * shine + 0.25 * bubbles)[..., None]
    lit = lit + 0.08 * np.maximum(streaks, 0)[..., None]
    bead = np.sqrt(np.clip(1 - (edge / 0.0105) ** 2, 0, 1))
    metal = light(bead * 5 + 0.5 * noise(size, luck, 90, 2), 0.8)
    came = (0.11 + 0.1 * np.clip(metal, -0.5, 1) + 0.03 * noise(size, luck, 60, 2))[..., None] * colours("f0f2ff")[0]
    return picture(mix(lit, came, lead))

"""Paintings made of pieces: glass in lead, stones in mortar, cloth with stitches. Each `painter(size, seed)` gives a picture."""

import numpy as np
from PIL import ImageFilter

from engine.data.drawn.tools import (
    FINE,
    cells,
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
    scattered,
    seen,
    step,
    surface,
)


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

    glass = [
        colours("1b3f8b 2456a8 3b78c4 2a4a9a 5a96cf 7a5fb0"),
        colours("f3c74f f7dd8a e9a23b f4b9a0 f6e3b4 e58f5c"),
        colours("f08a24 e2571e f5a92f d93b24"),
        colours("fff0b0 ffe07a ffc04a"),
        colours("2f8f83 3fae8f 1f6f78 6bbf8b 2a8aa0"),
        colours("3d8b37 5fa83a 8abf3f 2c6e3f a8c94a"),
        colours("1f5a3a 7a2f5f a33a4c 2f7a4a c2553f 5b2a63"),
        colours("f04a2a"),
    ]
    pane = who.astype(np.int32) * 8 + zone
    base, streaks = np.empty((size, size, 3), np.float32), np.empty((size, size), np.float32)
    flows = [noise(size, luck, 26, 3, stretch) for stretch in (1 / 7, 1, 7)]
    for number in np.unique(pane):
        piece = dice("pane", seed, int(number))
        here = pane == number
        tints = glass[number % 8]
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
    flowers = [
        colours("7a1f2f c23a2f e8743a f4c15a fdf0c8"),
        colours("3a1f5c 7a3f8f c46a9a f2b8b0 fbe9c8"),
        colours("8a4a12 d08a1f f2c23f fbe28a fff6d0"),
        colours("12402f 2f7f4f 8fb84a e8d96a fdf3c0"),
    ]
    spots = np.array([[0.22, 0.2], [0.72, 0.15], [0.47, 0.5], [0.9, 0.55], [0.1, 0.66], [0.3, 0.9], [0.72, 0.86]])
    for spot, kind in zip(spots + luck.normal(0, 0.025, spots.shape), luck.permutation(7) % 4, strict=True):
        rings, petals, tints = int(luck.integers(7, 11)), int(luck.integers(6, 10)), flowers[kind]
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


def quilt(size: int, seed: int) -> np.ndarray:
    """Patchwork of printed cottons, pieced in stars, pinwheels and log cabins, puffed up between the stitches."""
    luck = dice("quilt", seed)
    side = size * FINE
    x, y = grid(side)
    tints = colours("b8322f e2725b f0b35a f6e3c0 8fb0a0 3f7f84 27486b 7a9cc4 d98ca0 6f3f5f f3ead8 a9b86a")

    def cloth(here: np.ndarray, kind: int, ground: np.ndarray, print_: np.ndarray, turn: float) -> np.ndarray:
        """A printed fabric where it is seen, from its pattern."""
        at_x, at_y = x[here], y[here]
        u, v = (at_x * to + at_y * over for to, over in ((np.cos(turn), np.sin(turn)), (-np.sin(turn), np.cos(turn))))
        if kind == 0:  # dots
            p, q = u * 76, v * 76
            p = p + 0.5 * (np.floor(q) % 2)
            amount = np.hypot(p % 1 - 0.5, q % 1 - 0.5) < 0.27
        elif kind == 1:  # stripes
            amount = (u * 60 % 1 < 0.45) & (u * 60 % 3 < 2)
        elif kind == 2:  # gingham
            amount = ((u * 52 % 1 < 0.5) * 0.5 + (v * 52 % 1 < 0.5) * 0.5) * 0.85
        elif kind == 3:  # little flowers
            p, q = u * 34, v * 34
            p = p + 0.5 * (np.floor(q) % 2)
            dx, dy = p % 1 - 0.5, q % 1 - 0.5
            far = np.hypot(dx, dy)
            amount = (far < 0.3 * (0.62 + 0.38 * np.cos(5 * np.arctan2(dy, dx)))) & (far > 0.075)
        elif kind == 4:  # zigzag
            amount = (v * 40 + np.abs(u * 40 % 2 - 1)) % 1 < 0.42
        else:  # plain, woven from two threads
            amount = np.full(u.shape, 0.12)
        return mix(ground, print_, np.asarray(amount, np.float32))

    kinds = [
        (0, 0, 10),
        (1, 6, 3),
        (2, 7, 10),
        (3, 2, 0),
        (0, 5, 3),
        (4, 1, 3),
        (5, 3, 2),
        (3, 10, 5),
        (5, 6, 7),
        (1, 4, 10),
        (2, 8, 10),
        (0, 11, 5),
        (3, 9, 2),
        (5, 0, 1),
        (4, 5, 4),
        (5, 10, 3),
    ]
    cut, pen = surface(size, "L")
    seam, stitch = surface(size, "L")
    many = 6
    for row in range(many):
        for column in range(many):
            dark, middle, accent = luck.choice([0, 1, 4, 8, 12, 13, 14, 5], 3, replace=False)
            pale = luck.choice([6, 7, 10, 15, 9, 2])
            style = (row * 2 + column + luck.integers(0, 2)) % 4
            turn = luck.integers(4)

            def piece(outline: list, fabric: int, row=row, column=column, turn=turn) -> None:
                flat = np.array(outline, float) - 0.5
                for _ in range(turn):
                    flat = flat[:, ::-1] * [-1, 1]
                flat = (flat + 0.5 + [column, row]) / many
                flat = flat + 0.0022 * np.sin(40 * flat[:, ::-1] + [1, 2])
                pen.polygon(points(flat, size), int(fabric))
                stitch.line(points(np.concatenate([flat, flat[:1]]), size), 255, round(0.0016 * side))

            if style == 0:  # pinwheel
                piece([[0, 0], [1, 0], [1, 1], [0, 1]], pale)
                for quarter in range(4):
                    corner = np.array([[0, 0], [0.5, 0], [0.5, 0.5]]) - 0.5
                    mid = np.array([[0, 0], [0.5, 0.5], [0, 0.5]]) - 0.5
                    for _ in range(quarter):
                        corner, mid = corner[:, ::-1] * [-1, 1], mid[:, ::-1] * [-1, 1]
                    piece((corner + 0.5).tolist(), dark if quarter % 2 else middle)
                    piece((mid + 0.5).tolist(), pale)
            elif style == 1:  # star
                piece([[0, 0], [1, 0], [1, 1], [0, 1]], pale)
                for quarter in range(4):
                    rays = [
                        np.array(ray) - 0.5
                        for ray in ([[0.25, 0.25], [0.5, 0.25], [0.25, 0]], [[0.75, 0.25], [0.5, 0.25], [0.75, 0]])
                    ]
                    square = np.array([[0, 0], [0.25, 0], [0.25, 0.25], [0, 0.25]]) - 0.5
                    for _ in range(quarter):
                        rays, square = [ray[:, ::-1] * [-1, 1] for ray in rays], square[:, ::-1] * [-1, 1]
                    for ray in rays:
                        piece((ray + 0.5).tolist(), dark)
                    piece((square + 0.5).tolist(), 10 if pale != 10 else 15)
                piece([[0.25, 0.25], [0.75, 0.25], [0.75, 0.75], [0.25, 0.75]], middle)
                piece([[0.5, 0.29], [0.71, 0.5], [0.5, 0.71], [0.29, 0.5]], accent)
            elif style == 2:  # log cabin
                low, high = 0.0, 1.0
                logs = luck.permutation([0, 1, 4, 8, 12, 13, 14, 5])
                for log in range(4):
                    wide = 0.115
                    piece([[low, low], [high, low], [high, low + wide], [low, low + wide]], logs[log])
                    piece([[high - wide, low], [high, low], [high, high], [high - wide, high]], logs[log])
                    piece([[low, high - wide], [high, high - wide], [high, high], [low, high]], (6, 7, 10, 15)[log])
                    piece([[low, low], [low + wide, low + wide], [low + wide, high], [low, high]], (6, 7, 10, 15)[log])
                    low, high = low + wide, high - wide
                piece([[low, low], [high, low], [high, high], [low, high]], accent)
            else:  # flying geese
                for goose in range(4):
                    top, bottom = goose / 4, (goose + 1) / 4
                    piece([[0, top], [1, top], [1, bottom], [0, bottom]], pale)
                    piece([[0, bottom], [0.5, top], [1, bottom]], (dark, middle, accent, dark)[goose])
    which = np.asarray(cut)
    drawn = np.empty((side, side, 3), np.float32)
    for number, (kind, ground, print_) in enumerate(kinds):
        here = which == number
        drawn[here] = cloth(here, kind, tints[ground], tints[print_], luck.choice([0, 0.785, 0.4]))
    drawn = drawn.reshape(size, FINE, size, FINE, 3).mean((1, 3))
    x, y = grid(size)
    soft = ImageFilter.BoxBlur(0.012 * size)
    puff = seen(seam.filter(soft).filter(soft))
    line = np.abs(((x + y) * 18) % 1 - 0.5) / 18, np.abs(((x - y) * 18) % 1 - 0.5) / 18
    quilted = np.minimum(*line) + 0.002 * noise(size, luck, 20)
    thread = (quilted < 0.0016) & ((x * 150 + 0.5 * np.floor(y * 18)) % 1 < 0.6)
    crease = noise(size, luck, 30, 3)
    relief = -6 * puff + 2.2 * np.sqrt(np.clip(quilted, 0, 0.014) / 0.014) + 0.35 * crease
    shade = 1 + 0.22 * light(relief, 0.6) - 0.75 * np.clip(puff - 0.12, 0, 0.5) + 0.015 * crease
    drawn = drawn * shade[..., None]
    return picture(mix(drawn, colours("f8f0dc")[0], 0.55 * thread))

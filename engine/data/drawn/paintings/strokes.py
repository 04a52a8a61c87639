"""Paintings made of visible strokes: impasto, dots, washes, ink and wax. Each `painter(size, seed)` gives a picture."""

from collections.abc import Callable

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
        bristles = 7
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
    paint = seen(sheet)
    relief = paint[..., 3] * 3.2 + 0.12 * noise(size, luck, 300)
    shine = light(relief, 0.9)
    return picture(paint[..., :3] * (1 + 0.34 * shine[..., None]) + 0.16 * np.maximum(shine, 0)[..., None] ** 2)


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
    sheet = colours("fbf6ea")[0] * (1 + 0.05 * light(tooth, 0.55))[..., None]
    return picture(sheet * through)


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
    paper = colours("f1e8d2")[0] * (1 + 0.016 * fibre + 0.02 * light(fibre, 0.4) - 0.03 * cloud)[..., None]
    tone = np.exp(-density[..., None] * (1.75 - 0.22 * colours("1a1c24")[0]) * [1.0, 0.985, 0.95])
    drawn = paper * (0.035 + 0.965 * tone)
    at = np.array([luck.choice([0.09, 0.9]), luck.uniform(0.78, 0.9)])
    u, v = (x - at[0]) / 0.042, (y - at[1]) / 0.042
    square = step(1.03, 0.97, np.maximum(np.abs(u), np.abs(v)) + 0.05 * rough)
    carved = step(0.16, 0.09, np.abs(np.abs(u) - 0.42)) * (np.abs(v) < 0.72) + step(
        0.14, 0.08, np.abs(v + 0.3 * np.sign(u) * v**2)
    )
    seal = square * (1 - 0.95 * np.clip(carved, 0, 1)) * (0.86 + 0.1 * np.clip(rough, -1.5, 1))
    return picture(mix(drawn, colours("b8281e")[0], seal))


def crayons(size: int, seed: int) -> np.ndarray:
    """A garden scribbled in wax: each patch is rubbed to and fro, and the paper's tooth keeps its hollows white."""
    luck = dice("crayons", seed)
    x, y = grid(size)
    sheet, pen = surface(size, "RGBA", (255, 255, 255, 0))

    def rub(
        covers: Callable[[np.ndarray], np.ndarray],
        angle: float,
        tint: np.ndarray,
        press: float,
        gap: float = 0.011,
        thick: float = 0.012,
    ) -> None:
        """Wobbly parallel strokes over all points (n, 2) that the patch `covers`."""
        to, aside = np.array([np.cos(angle), np.sin(angle)]), np.array([-np.sin(angle), np.cos(angle)])
        along = np.linspace(-0.8, 0.8, 120)
        wobble = luck.uniform(0, 6.28)
        for number, at in enumerate(np.arange(-0.75, 0.75, gap)):
            bow = 0.006 * np.sin(7 * along + wobble + 0.5 * number) + luck.normal(0, 0.0014)
            line = 0.5 + along[:, None] * to + (at + bow)[:, None] * aside
            inside = covers(line + luck.normal(0, 0.004, 2))
            edges = np.flatnonzero(np.diff(np.concatenate([[0], inside.astype(np.int8), [0]])))
            for first, last in edges.reshape(-1, 2):
                tone = tint * luck.normal(1, 0.05) + luck.normal(0, 0.02, 3)
                colour = ink(np.clip(tone, 0, 1), press * luck.uniform(0.75, 1.1))
                first, last = max(0, first - 1), min(len(line), last + 1)
                if last - first > 1:
                    pen.line(
                        points(line[first:last], size),
                        colour,
                        thickness(thick * luck.uniform(0.8, 1.1), size),
                        "curve",
                    )

    def loop(centre, radius: float, tint: np.ndarray, press: float, rounds: int = 3, thick: float = 0.009) -> None:
        for _ in range(rounds):
            turn = np.linspace(0, 6.6, 40) + luck.uniform(0, 6.28)
            wide = radius * (1 + 0.05 * np.sin(3 * turn + luck.uniform(0, 6.28)) + luck.normal(0, 0.04))
            line = centre + wide[:, None] * np.stack([np.cos(turn), np.sin(turn)], -1)
            pen.line(points(line, size), ink(tint * luck.normal(1, 0.04), press), thickness(thick, size), "curve")

    phase = luck.uniform(0, 6.28, 4)
    sky = colours("5aa6e0 7fc0ea 8f9fe0")
    rub(lambda p: p[:, 1] < 0.62, luck.uniform(-0.5, -0.2), sky[0], 0.55, 0.0125)
    rub(lambda p: p[:, 1] < 0.4 + 0.1 * np.sin(8 * p[:, 0] + phase[0]), 0.5, sky[luck.integers(1, 3)], 0.5, 0.019)
    sun = np.array([luck.uniform(0.2, 0.8), luck.uniform(0.14, 0.22)])
    rub(lambda p: np.hypot(*(p - sun).T) < 0.1, 0.8, colours("ffd21f")[0], 0.95, 0.007)
    loop(sun, 0.1, colours("f59a1f")[0], 0.9, 4)
    for turn in np.linspace(0, 6.283, 15)[:-1]:
        to = np.array([np.cos(turn), np.sin(turn)])
        for _ in range(2):
            line = sun + np.stack([0.125 * to, luck.uniform(0.17, 0.21) * to]) + luck.normal(0, 0.006, (2, 2))
            pen.line(points(line, size), ink(colours("f7a81f ffcf2f")[luck.integers(2)], 0.9), thickness(0.011, size))
    for number, (level, tint, over) in enumerate(
        ((0.5, "6fb84a", "3f9f8f"), (0.64, "a8cf3f", "4fa84a"), (0.8, "4fae5a", "2f7f4f"))
    ):

        def lawn(p: np.ndarray, number: int = number, level: float = level) -> np.ndarray:
            return p[:, 1] > level + 0.05 * np.sin((4 + number) * p[:, 0] + phase[number + 1])

        rub(lawn, luck.uniform(-0.9, 0.9), colours(tint)[0], 0.85)
        rub(lawn, luck.uniform(0.9, 2.2), colours(over)[0], 0.5, 0.024)
    stalks, petals = colours("2f8f3f 4fa83f 1f7f5f"), colours("ef3f4f ff8fb8 f59a1f 9f5fd0 ffd93f ff6f8f f0f0ff 4f7fe0")
    spots = scattered(luck, 6, 0.9)
    for spot in sorted(spots[spots[:, 1] > 0.52].tolist(), key=lambda spot: spot[1]):
        spot, big = np.array(spot), 0.6 + 0.6 * (spot[1] - 0.45)
        foot = spot + big * np.array([luck.uniform(-0.03, 0.03), 0.2])
        bow = np.linspace(0, 1, 12)[:, None]
        stalk = spot + (foot - spot) * bow + 0.03 * np.sin(3.1 * bow) * luck.choice([-1, 1]) * [1, 0]
        for _ in range(2):
            pen.line(
                points(stalk + luck.normal(0, 0.002, 2), size),
                ink(stalks[luck.integers(3)], 0.95),
                thickness(0.009, size),
                "curve",
            )
        for side in (-1, 1):
            leaf = (
                stalk[6]
                + np.stack([bow[:, 0] * 0.06 * side, -0.05 * bow[:, 0] + 0.03 * np.sin(3.1 * bow[:, 0])], -1) * big
            )
            pen.line(points(leaf, size), ink(stalks[luck.integers(3)], 0.9), thickness(0.014, size), "curve")
        kind, many, turn = luck.integers(8), luck.integers(5, 8), luck.uniform(0, 6.28)
        for petal in range(many):
            angle = turn + 6.283 * petal / many
            middle = spot + 0.05 * big * np.array([np.cos(angle), np.sin(angle)])
            loop(middle, 0.022 * big, petals[kind], 0.95, 5, 0.012)
        loop(spot, 0.012 * big, petals[4 if kind != 4 else 2], 1, 5, 0.012)
    for spot in luck.uniform(0, 1, (130, 2)) * [1, 0.45] + [0, 0.55]:  # blades of grass
        blade = spot + np.array([[0, 0], luck.uniform(-0.02, 0.02, 2) - [0, 0.035]])
        pen.line(points(blade, size), ink(stalks[luck.integers(3)], 0.8), thickness(0.007, size))

    wax = seen(sheet)
    press = wax[..., 3:]
    tint = np.where(press > 0.02, 1 - (1 - wax[..., :3]) / np.maximum(press, 0.02) * press, 1)
    tooth = 0.75 * noise(size, luck, 230, 2, 1.4) + 0.5 * noise(size, luck, 110)
    hold = step(-0.6, 0.4, (press[..., 0] - 0.47) * 2.6 + 0.62 * tooth)
    hold = hold * step(0.02, 0.3, press[..., 0])
    paper = colours("fbf7ee")[0] * (1 + 0.03 * light(tooth, 0.5))[..., None]
    gloss = light(hold * 1.2 + press[..., 0] * 1.5 + 0.2 * tooth, 0.5)
    return picture(mix(paper, tint * (1 + 0.16 * gloss + 0.05 * tooth)[..., None], 0.96 * hold))

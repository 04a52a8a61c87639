"""Paintings made of planes and lines: cut in wood, printed in flat colours, built of shapes. Each `painter(size, seed)` gives a picture."""

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


def woodcut(size: int, seed: int) -> np.ndarray:
    """Hills and sun cut in wood: tone is how wide a gouge went, and each plane has its own direction of cuts."""
    luck = dice("woodcut", seed)
    side = size * FINE
    x, y = grid(side)
    slow, quick = noise(side, luck, 4, 3), noise(side, luck, 26, 2)
    grain = noise(side, luck, 150, 2, 1 / 14)
    phase = luck.uniform(0, 6.28, 8)
    sun = np.array([luck.uniform(0.28, 0.72), luck.uniform(0.2, 0.3)])
    away, turn = np.hypot(x - sun[0], y - sun[1]), np.arctan2(y - sun[1], x - sun[0])

    def cuts(lines: np.ndarray, tone: np.ndarray) -> np.ndarray:
        """Ink of parallel lines; `lines` counts them, `tone` is the share of ink. Gouges start and stop, so tone flickers."""
        near = np.abs(lines - np.floor(lines) - 0.5) * 2
        which = np.floor(lines).astype(np.int32)
        flicker = np.take(luck.normal(0, 0.09, 4096).astype(np.float32), which % 4096)
        share = tone + flicker + 0.1 * quick
        return np.where(share > 0.97, 1, np.where(share < 0.05, 0, (near < share).astype(np.float32)))

    sky = cuts(away * 62 + 1.2 * slow + 0.6 * np.sin(3 * turn), 0.2 + 0.62 * step(0.12, 0.75, away) + 0.1 * slow)
    beam = np.abs(turn * 22 / 6.2832 - np.round(turn * 22 / 6.2832)) * 2
    sky = np.where((beam < 0.62 - 0.55 * step(0.14, 0.62, away)) & (away > 0.135), 0, sky)
    sky = np.where(away < 0.115, cuts((x + 0.4 * y) * 70, 0.16 + 0.3 * step(0.02, 0.115, away)), sky)
    sky = np.where(np.abs(away - 0.12) < 0.006, 1, sky)
    drawn = sky
    crests = (
        0.43 - 0.2 * np.abs(np.sin(5.3 * x + phase[0])) ** 1.5 + 0.02 * np.sin(23 * x + phase[1]),
        0.52 - 0.1 * np.abs(np.sin(3.9 * x + phase[2])) + 0.012 * np.sin(31 * x),
        0.63 + 0.05 * np.sin(5 * x + phase[3]),
        0.75 + 0.06 * np.sin(4.2 * x + phase[4]) + 0.1 * (x - 0.5),
        0.89 + 0.05 * np.sin(5.5 * x + phase[5]) - 0.08 * (x - 0.5),
    )
    for number, crest in enumerate(crests):
        deep = y - crest
        if number < 2:
            face = np.gradient(crest, axis=1) * side
            shade = step(0.35, -0.35, face * np.tanh((sun[0] - x) * 12) + 0.25 * slow)
            slope = cuts((y + (0.9 if number else -0.8) * x + 0.03 * slow) * 58, 0.18 + 0.74 * shade)
            drawn = np.where(deep > 0, slope, drawn)
        elif number == 2:
            water = cuts(
                y * 64 + 0.35 * np.sin(26 * x + 9 * slow) + 0.4 * slow, 0.32 + 0.4 * step(0.06, 0.3, np.abs(x - sun[0]))
            )
            drawn = np.where(deep > 0, water, drawn)
        else:
            lean = 0.6 * np.sin(3 * x + phase[number + 1])
            rows = cuts(
                (deep * (56 - 4 * number)) + 5 * lean * deep + 0.8 * np.sin(5 * x + phase[number]),
                0.42 + 0.4 * step(0.14, 0.0, deep) + 0.14 * slow,
            )
            furrow = cuts(x * 44 + 20 * deep * (x - 0.5) + 0.4 * slow, 0.2 + 0.45 * step(0.02, 0.14, deep))
            drawn = np.where(deep > 0, furrow if number == 3 else rows, drawn)
        drawn = np.where(np.abs(deep) < 0.0042 + 0.0012 * quick, 1, drawn)
    sheet, pen = surface(size, "L")
    for at in luck.permutation(np.linspace(0.03, 0.97, 9)):
        tall, foot = luck.uniform(0.13, 0.27), luck.uniform(0.8, 1.0)
        wide = tall * 0.3
        for layer in range(8):
            top = foot - tall * (1 - layer / 9)
            half = wide * (0.25 + 0.75 * (layer + 1) / 8)
            crown = np.array(
                [
                    [at, top - 0.02],
                    [at + half, top + tall * 0.13],
                    [at, top + tall * 0.09],
                    [at - half, top + tall * 0.13],
                ]
            )
            pen.polygon(points(crown, size), 255 if layer % 2 else 254)
            lit = np.array(
                [[at - 0.001, top], [at - half * 0.72, top + tall * 0.1], [at - half * 0.2, top + tall * 0.07]]
            )
            for cut in range(3):
                pen.line(points(lit[:2] * [1, 1] + [0.006 * cut, 0.012 * cut + 0.004], size), 90, round(0.0024 * side))
        pen.rectangle(
            [*((at - 0.006) * side, (foot - 0.12 * tall) * side), *((at + 0.006) * side, (foot + 0.03) * side)], 255
        )
    trees = np.asarray(sheet)
    drawn = np.where(trees > 200, 1, np.where(trees > 60, 0, drawn)).astype(np.float32)
    drawn = drawn * (1 - 0.85 * (grain + 0.5 * quick > 2.05))  # where the wood's pores took no ink
    drawn = np.maximum(drawn, (noise(side, luck, 110) > 3.0) * (drawn < 0.5))  # chips that stayed high
    drawn = drawn.reshape(size, FINE, size, FINE).mean((1, 3))
    fibre = noise(size, luck, 60, 3, 3)
    paper = (
        mix(colours("f1e3c4")[0], colours("e9c88f")[0], step(0.5, 0.0, grid(size)[1]) * 0.75)
        * (1 + 0.018 * fibre)[..., None]
    )
    black = colours("1d1917")[0] * (1 + 0.35 * np.maximum(noise(size, luck, 70, 3), 0))[..., None]
    return picture(mix(paper, black, drawn * 0.97))


def waves(size: int, seed: int) -> np.ndarray:
    """A heavy sea as a colour print: scales of water in a few blues, dark outlines, and foam that reaches like fingers."""
    luck = dice("waves", seed)
    blues = colours("14284f 1f4577 2f6a9f 6fa3bf b5d0d0 efe6cf")
    line, cream = colours("12203f")[0], colours("f6efdc")[0]
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

    turn = np.linspace(0, 2 * np.pi, 60)
    ring = np.stack([np.cos(turn), np.sin(turn)], -1)
    arc = np.linspace(np.pi, 2 * np.pi, 34)
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
                    middle + share * radius * ring, blues[tint] * luck.normal(1, 0.025), 0.0016 if share < 1 else 0.003
                )
            if luck.random() < 0.2:  # a crest that breaks
                lean, big = luck.choice([-1, 1]), luck.uniform(0.85, 1.15)
                rim = middle + radius * np.stack([np.cos(arc), np.sin(arc)], -1)
                foam = [rim[3:-3]]
                under = middle + radius * (0.8 + 0.06 * np.sin(arc * 13))[:, None] * np.stack(
                    [np.cos(arc), np.sin(arc)], -1
                )
                shape(np.concatenate([foam[0], under[3:-3][::-1]]), cream, 0.0022)
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
                        cream,
                        0.002,
                    )
                for _ in range(9):
                    drop = middle + radius * luck.uniform(1.12, 1.42) * np.array(
                        [np.cos(a := luck.uniform(3.5, 5.9)), np.sin(a)]
                    )
                    shape(drop + luck.uniform(0.002, 0.0055) * ring[::4], cream, 0.0012)
    paint = seen(sheet)
    x, y = grid(size)
    wood = noise(size, luck, 34, 3, 9) + 0.4 * noise(size, luck, 140, 1, 12)
    shade = 0.12 * np.sin(9 * y + 2 * noise(size, luck, 3, 2) + phase[4])
    paint = paint * (1 + 0.045 * wood + shade * (1 - paint.mean(-1)))[..., None]
    fibre = noise(size, luck, 200, 2)
    return picture(0.035 + 0.955 * paint * (1 + 0.025 * fibre)[..., None] * colours("fff9ec")[0])


def suprematism(size: int, seed: int) -> np.ndarray:
    """Beams, bars and discs afloat in two directions on a white ground, each brushed in its own."""
    luck = dice("suprematism", seed)
    x, y = grid(size)
    base = luck.uniform(0.3, 0.6) * luck.choice([-1, 1])
    strokes = {}
    weave = noise(size, luck, 170, 1, 1.5) + noise(size, luck, 170, 1, 0.66)
    broad, wobble = noise(size, luck, 9, 4, 3), noise(size, luck, 40, 2)
    paint = colours("efe6d2")[0] * (1 + 0.03 * broad)[..., None]
    relief = 0.3 * broad + 0.2 * weave

    def streaks(angle: float) -> np.ndarray:
        key = round(angle / 0.26)
        if key not in strokes:
            raw = noise(size * FINE, dice("streaks", seed, key % 100), 120, 2, 13)
            to, over = np.cos(key * 0.26), np.sin(key * 0.26)
            u, v = (x - 0.5) * to + (y - 0.5) * over + 0.5, (y - 0.5) * to - (x - 0.5) * over + 0.5
            strokes[key] = raw[tuple((at % 1 * (size * FINE - 1)).astype(np.int32) for at in (v, u))]
        return strokes[key]

    def lay(middle, long: float, wide: float, angle: float, tint: np.ndarray, shape: str) -> None:
        reach = np.hypot(long, wide) + 0.01
        left, top = np.clip(((middle - reach) * size).astype(int), 0, size)
        right, bottom = np.clip(((middle + reach) * size).astype(int) + 1, 0, size)
        if left >= right or top >= bottom:
            return
        part = np.s_[top:bottom, left:right]
        dx, dy = x[part] - middle[0], y[part] - middle[1]
        u, v = dx * np.cos(angle) + dy * np.sin(angle), dy * np.cos(angle) - dx * np.sin(angle)
        if shape == "disc":
            inside = long - np.hypot(u, v)
        elif shape == "ring":
            inside = wide - np.abs(np.hypot(u, v) - long)
        elif shape == "half":
            inside = np.minimum(long - np.hypot(u, v), v)
        elif shape == "wedge":
            inside = np.minimum(long - np.abs(u), (wide * (1 - 0.55 * u / long) - np.abs(v)))
        else:
            inside = np.minimum(long - np.abs(u), wide - np.abs(v))
        hair = streaks(angle)[part]
        cover = step(-0.0012, 0.0014, inside + 0.0008 * wobble[part] + 0.0003 * hair)
        cover = cover * (1 - 0.3 * step(1.7, 2.9, hair + 0.6 * weave[part]))
        tone = (
            tint * (1 + 0.06 * hair + 0.05 * broad[part] + 0.06 * np.clip(u / (long + 0.02), -1, 1))[..., None]
            + 0.01 * hair[..., None]
        )
        ridge = np.exp(-(((inside - 0.003) / 0.002) ** 2))
        paint[part] = mix(paint[part], tone, cover)
        relief[part] = relief[part] * (1 - 0.7 * cover) + cover * (0.75 * hair + 0.9 * ridge)

    tints = colours("17161a 17161a c8271f c8271f e9a91f 1f3f8f 2f6f8f d8622a 3f7f5a 8a8a88 e8b8a8 5f3a2a")
    for spot in scattered(luck, 3, 0.6):
        angle = base + luck.choice([0, 1.571]) + luck.normal(0, 0.03)
        kind = luck.choice(["bar", "wedge", "bar", "disc"])
        long = luck.uniform(0.1, 0.2)
        lay(spot, long if kind != "disc" else 0.085, luck.uniform(0.04, 0.085), angle, tints[luck.integers(12)], kind)
    for across, low, high in ((6, 0.035, 0.1), (9, 0.018, 0.055)):
        for spot in scattered(luck, across, 1.0):
            if luck.random() < 0.25:
                continue
            kind = luck.choice(["bar", "bar", "bar", "wedge", "disc", "ring", "half", "comb"])
            angle = base + luck.choice([0, 0, 1.571]) + luck.normal(0, 0.06)
            long, tint = luck.uniform(low, high), tints[luck.integers(12)]
            if kind == "comb":
                for tooth in range(4):
                    aside = 0.016 * (tooth - 1.5) * np.array([-np.sin(angle), np.cos(angle)])
                    lay(spot + aside, long * (1 - 0.17 * tooth), 0.0045, angle, tint, "bar")
            elif kind in ("disc", "half"):
                lay(spot, long * 0.6, 0, angle, tint, kind)
            elif kind == "ring":
                lay(spot, long * 0.6, 0.005, angle, tint, kind)
            else:
                lay(spot, long * 1.15, long * luck.uniform(0.1, 0.34), angle, tint, kind)
    for spot in scattered(luck, 3, 1.0):
        angle = base + luck.choice([0, 1.571]) + luck.normal(0, 0.02)
        lay(spot, luck.uniform(0.15, 0.3), 0.0028, angle, tints[0], "bar")
    shine = light(relief, 0.55)
    crack = np.abs(noise(size, luck, 26, 3)) < 0.012
    return picture(paint * (1 + 0.14 * shine - 0.07 * crack)[..., None])


def cubism(size: int, seed: int) -> np.ndarray:
    """A table with a guitar seen from many sides at once: facets in ochre and grey, each shaded from one edge to another."""
    luck = dice("cubism", seed)
    x, y = grid(size)
    earths = colours("e8d9b5 cfae78 b98a4e 8f6b42 6f7f7a 9aa39a 4f565a 5f4a36 d9c6a0 7f8f8f c27f45 39342f")
    dabs = noise(size, luck, 58, 2, 3.5)
    slant = noise(size, luck, 58, 2, 1 / 3.5)
    broad = noise(size, luck, 7, 3)
    paint = np.broadcast_to(colours("b59a6c")[0], (size, size, 3)).copy()
    seams, pen = surface(size, "L")

    def plane(outline: np.ndarray, tint: np.ndarray, turn: float, deep: float, cover: float) -> None:
        """A facet: a polygon whose shade runs in the direction `turn` and lets some of what lies below shine through."""
        low, high = outline.min(0), outline.max(0)
        left, top = np.clip((low * size).astype(int) - 1, 0, size)
        right, bottom = np.clip((high * size).astype(int) + 2, 0, size)
        if left >= right or top >= bottom:
            return
        part = np.s_[top:bottom, left:right]
        u, v = x[part], y[part]
        inside = np.full(u.shape, 9, np.float32)
        ahead = np.roll(outline, -1, 0) - outline
        spin = np.sign(np.cross(ahead, np.roll(ahead, -1, 0)).sum())
        for (at_x, at_y), (to_x, to_y) in zip(outline, ahead, strict=True):
            inside = np.minimum(inside, spin * (to_x * (v - at_y) - to_y * (u - at_x)) / (np.hypot(to_x, to_y) + 1e-9))
        mask = step(-0.001, 0.001, inside)
        run = (u - u.mean()) * np.cos(turn) + (v - v.mean()) * np.sin(turn)
        run = run / (np.abs(run).max() + 1e-6)
        texture = (dabs if np.cos(turn) > 0 else slant)[part]
        shade = 1 + deep * run + 0.12 * texture * (0.6 + 0.4 * run) + 0.04 * broad[part]
        fade = np.clip(0.72 + 0.5 * run, 0.15, 1) * cover
        tone = tint * shade[..., None] + 0.03 * np.maximum(texture, 0)[..., None]
        paint[part] = mix(paint[part], tone, mask * fade)
        rim = np.exp(-inside.clip(0) / 0.004) + 0.35 * np.exp(-inside.clip(0) / 0.02)
        paint[part] *= (1 - 0.42 * rim * mask * step(0.3, 0.1, run))[..., None]

    def split(outline: np.ndarray, left: int) -> None:
        """Cut a facet in two, again and again, mostly along two slants."""
        extent = np.ptp(outline, 0)
        if left == 0 or (extent.max() < 0.12 and luck.random() < 0.5):
            bright = np.square(outline.mean(0) - 0.5).sum()
            choice = int(np.clip(luck.normal(4 + 6 * bright, 3.6), 0, 11))
            tint = earths[[0, 8, 1, 5, 2, 10, 4, 3, 9, 6, 7, 11][choice]]
            plane(
                outline,
                tint * luck.uniform(0.9, 1.1),
                luck.choice([0.5, 2.2, 3.6, 5.2]) + luck.normal(0, 0.3),
                luck.uniform(0.2, 0.42),
                1,
            )
            return
        turn = luck.choice([1.15, -1.0, 0.12, 1.62]) + luck.normal(0, 0.13)
        normal = np.array([np.cos(turn), np.sin(turn)])
        beyond = (outline - outline.mean(0) - luck.normal(0, 0.12, 2) * extent) @ normal
        one, other = [], []
        for number in range(len(outline)):
            here, there = beyond[number], beyond[(number + 1) % len(outline)]
            (one if here > 0 else other).append(outline[number])
            if here * there < 0:
                cut = outline[number] + (outline[(number + 1) % len(outline)] - outline[number]) * here / (here - there)
                one.append(cut)
                other.append(cut)
        for half in (one, other):
            if len(half) > 2:
                split(np.array(half), left - 1)

    split(np.array([[-0.02, -0.02], [1.02, -0.02], [1.02, 1.02], [-0.02, 1.02]]), 7)
    for _ in range(46):  # planes that lie over the others, as if they were glass
        middle, turn = luck.uniform(0.02, 0.98, 2), luck.choice([0.45, 0.62, -0.55, 1.2]) + luck.normal(0, 0.1)
        half = np.array([luck.uniform(0.03, 0.12), luck.uniform(0.015, 0.06)])
        corners = np.array([[-1, -1], [1, -0.7], [0.8, 1], [-0.9, 0.8]]) * half
        spin = np.array([[np.cos(turn), np.sin(turn)], [-np.sin(turn), np.cos(turn)]])
        plane(middle + corners @ spin, earths[luck.integers(12)], luck.uniform(0, 6.28), 0.4, luck.uniform(0.45, 0.9))

    def stroke(line: np.ndarray, wide: float, dark: int = 255) -> None:
        pen.line(points(line, size), dark, thickness(wide, size), "curve")

    for _ in range(11):
        middle, turn, big = luck.uniform(0.08, 0.92, 2), luck.uniform(0, 6.28), luck.uniform(0.08, 0.17)
        kind = luck.integers(4)
        to = np.array([np.cos(turn), np.sin(turn)])
        over = np.array([-to[1], to[0]])
        bend = np.linspace(0, 1, 24)[:, None]
        if kind == 0:  # strings
            for string in range(5):
                aside = over * 0.011 * (string - 2)
                stroke(middle + aside + np.array([-1.1, 1.1])[:, None] * to * big, 0.0022)
        elif kind == 1:  # the sound hole
            angle = np.linspace(turn, turn + luck.uniform(3.2, 5.6), 30)
            for ring in (1, 0.8):
                stroke(middle + 0.42 * ring * big * np.stack([np.cos(angle), np.sin(angle)], -1), 0.0045 * ring)
        elif kind == 2:  # half of its body
            stroke(
                middle
                + big
                * (1.6 * (bend - 0.5) * to + (0.45 * np.sin(6.28 * bend) ** 2 + 0.25 * np.sin(3.14 * bend)) * over),
                0.0055,
            )
        else:  # a scroll
            stroke(
                middle
                + 0.4 * big * (1 - 0.7 * bend) * np.concatenate([np.cos(8 * bend + turn), np.sin(8 * bend + turn)], 1),
                0.005,
            )
    for _ in range(16):
        start, turn = luck.uniform(0, 1, 2), luck.choice([0.42, 0.6, -0.57, 1.65, -1.0]) + luck.normal(0, 0.05)
        stroke(
            start + np.array([[0.0], [luck.uniform(0.1, 0.4)]]) * [np.cos(turn), np.sin(turn)],
            luck.uniform(0.002, 0.0045),
            200,
        )
    lines = seen(seams) * np.clip(0.85 + 0.3 * dabs, 0.25, 1)
    paint = mix(paint, colours("231d19")[0], 0.85 * lines)
    relief = 0.55 * dabs + 0.35 * slant + 0.25 * noise(size, luck, 180)
    return picture(paint * (1 + 0.12 * light(relief, 0.8))[..., None])


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

"""A guitar on a table, in facets."""

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
    points,
    seen,
    step,
    surface,
    thickness,
)

EARTHS = colours("e8d9b5 cfae78 b98a4e 8f6b42 6f7f7a 9aa39a 4f565a 5f4a36 d9c6a0 7f8f8f c27f45 39342f")


def cubism(size: int, seed: int) -> np.ndarray:
    """A table with a guitar seen from many sides at once: facets in ochre and grey, each shaded from one edge to another."""
    luck = dice("cubism", seed)
    x, y = grid(size)
    dabs = noise(size, luck, 58, 2, 3.5)
    slant = noise(size, luck, 58, 2, 1 / 3.5)
    broad = noise(size, luck, 7, 3)
    paint = np.broadcast_to(colours("b59a6c")[0], (size, size, 3)).copy()

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

    split(np.array([[-0.02, -0.02], [1.02, -0.02], [1.02, 1.02], [-0.02, 1.02]]), 7, luck, plane)
    for _ in range(46):  # planes that lie over the others, as if they were glass
        middle, turn = luck.uniform(0.02, 0.98, 2), luck.choice([0.45, 0.62, -0.55, 1.2]) + luck.normal(0, 0.1)
        half = np.array([luck.uniform(0.03, 0.12), luck.uniform(0.015, 0.06)])
        corners = np.array([[-1, -1], [1, -0.7], [0.8, 1], [-0.9, 0.8]]) * half
        spin = np.array([[np.cos(turn), np.sin(turn)], [-np.sin(turn), np.cos(turn)]])
        plane(middle + corners @ spin, EARTHS[luck.integers(12)], luck.uniform(0, 6.28), 0.4, luck.uniform(0.45, 0.9))

    lines = seams(size, luck) * np.clip(0.85 + 0.3 * dabs, 0.25, 1)
    paint = mix(paint, colours("231d19")[0], 0.85 * lines)
    relief = 0.55 * dabs + 0.35 * slant + 0.25 * noise(size, luck, 180)
    return picture(paint * (1 + 0.12 * light(relief, 0.8))[..., None])


def split(outline: np.ndarray, left: int, luck: np.random.Generator, plane: Callable[..., None]) -> None:
    """Cut a facet in two, again and again, mostly along two slants."""
    extent = np.ptp(outline, 0)
    if left == 0 or (extent.max() < 0.12 and luck.random() < 0.5):
        bright = np.square(outline.mean(0) - 0.5).sum()
        choice = int(np.clip(luck.normal(4 + 6 * bright, 3.6), 0, 11))
        tint = EARTHS[[0, 8, 1, 5, 2, 10, 4, 3, 9, 6, 7, 11][choice]]
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
            split(np.array(half), left - 1, luck, plane)


def seams(size: int, luck: np.random.Generator) -> np.ndarray:
    """The drawing over the facets: strings, a sound hole, half of a body, scrolls, and edges. In 0..1."""
    sheet, pen = surface(size, "L")

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
    return seen(sheet)

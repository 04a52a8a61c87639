"""A garden scribbled in wax."""

from collections.abc import Callable

import numpy as np
from PIL import ImageDraw

from engine.data.drawn.tools import (
    colours,
    dice,
    grid,
    ink,
    light,
    mix,
    noise,
    picture,
    points,
    scattered,
    seen,
    step,
    surface,
    thickness,
)


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
    sunshine(size, luck, pen, rub, loop)
    for number, (level, tint, over) in enumerate(
        ((0.5, "6fb84a", "3f9f8f"), (0.64, "a8cf3f", "4fa84a"), (0.8, "4fae5a", "2f7f4f"))
    ):

        def lawn(p: np.ndarray, number: int = number, level: float = level) -> np.ndarray:
            return p[:, 1] > level + 0.05 * np.sin((4 + number) * p[:, 0] + phase[number + 1])

        rub(lawn, luck.uniform(-0.9, 0.9), colours(tint)[0], 0.85)
        rub(lawn, luck.uniform(0.9, 2.2), colours(over)[0], 0.5, 0.024)
    flowers(size, luck, pen, loop)

    return waxed(seen(sheet), size, luck)


def sunshine(
    size: int, luck: np.random.Generator, pen: ImageDraw.ImageDraw, rub: Callable[..., None], loop: Callable[..., None]
) -> None:
    """The sun and its rays."""
    sun = np.array([luck.uniform(0.2, 0.8), luck.uniform(0.14, 0.22)])
    rub(lambda p: np.hypot(*(p - sun).T) < 0.1, 0.8, colours("ffd21f")[0], 0.95, 0.007)
    loop(sun, 0.1, colours("f59a1f")[0], 0.9, 4)
    for turn in np.linspace(0, 6.283, 15)[:-1]:
        to = np.array([np.cos(turn), np.sin(turn)])
        for _ in range(2):
            line = sun + np.stack([0.125 * to, luck.uniform(0.17, 0.21) * to]) + luck.normal(0, 0.006, (2, 2))
            pen.line(points(line, size), ink(colours("f7a81f ffcf2f")[luck.integers(2)], 0.9), thickness(0.011, size))


def waxed(wax: np.ndarray, size: int, luck: np.random.Generator) -> np.ndarray:
    """Wax holds on the paper's tooth and leaves its hollows white."""
    press = wax[..., 3:]
    tint = np.where(press > 0.02, 1 - (1 - wax[..., :3]) / np.maximum(press, 0.02) * press, 1)
    tooth = 0.75 * noise(size, luck, 230, 2, 1.4) + 0.5 * noise(size, luck, 110)
    hold = step(-0.6, 0.4, (press[..., 0] - 0.47) * 2.6 + 0.62 * tooth)
    hold = hold * step(0.02, 0.3, press[..., 0])
    paper = colours("fbf7ee")[0] * (1 + 0.03 * light(tooth, 0.5))[..., None]
    gloss = light(hold * 1.2 + press[..., 0] * 1.5 + 0.2 * tooth, 0.5)
    return picture(mix(paper, tint * (1 + 0.16 * gloss + 0.05 * tooth)[..., None], 0.96 * hold))


def flowers(size: int, luck: np.random.Generator, pen: ImageDraw.ImageDraw, loop: Callable[..., None]) -> None:
    """Flowers from the back to the front, then blades of grass."""
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

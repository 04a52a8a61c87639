"""Hills and a sun, cut in wood and printed black."""

import numpy as np

from engine.data.drawn.tools import (
    FINE,
    colours,
    dice,
    grid,
    mix,
    noise,
    picture,
    points,
    step,
    surface,
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
    trees = forest(size, luck)
    drawn = np.where(trees > 200, 1, np.where(trees > 60, 0, drawn)).astype(np.float32)
    drawn = drawn * (1 - 0.85 * (grain + 0.5 * quick > 2.05))  # where the wood's pores took no ink
    drawn = np.maximum(drawn, (noise(side, luck, 110) > 3.0) * (drawn < 0.5))  # chips that stayed high
    return printed(drawn, size, luck)


def printed(drawn: np.ndarray, size: int, luck: np.random.Generator) -> np.ndarray:
    """Black ink where `drawn` is 1, on warm paper."""
    drawn = drawn.reshape(size, FINE, size, FINE).mean((1, 3))
    fibre = noise(size, luck, 60, 3, 3)
    paper = (
        mix(colours("f1e3c4")[0], colours("e9c88f")[0], step(0.5, 0.0, grid(size)[1]) * 0.75)
        * (1 + 0.018 * fibre)[..., None]
    )
    black = colours("1d1917")[0] * (1 + 0.35 * np.maximum(noise(size, luck, 70, 3), 0))[..., None]
    return picture(mix(paper, black, drawn * 0.97))


def forest(size: int, luck: np.random.Generator) -> np.ndarray:
    """Firs in front: above 200 what prints black, above 60 what a gouge took out again."""
    side = size * FINE
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
    return np.asarray(sheet)

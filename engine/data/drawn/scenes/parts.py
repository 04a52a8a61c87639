"""What nature gives to a scene: sky and clouds, hills and mountains, trees, and the light on water."""

from typing import SupportsIndex

import numpy as np

from engine.data.drawn.scenes.stage import Colour, Stage, between

SUMMER_TREES = ("2f6b3c 4f9a48 8cc25a", "2c6148 4a8f5c 84b878", "4a7f2f 76ab3c b4d45f", "35703a 5f9f3f a3c94f")
AUTUMN_TREES = ("8f3a1c d2652a f2a544", "8a5a1a d99a2b f7d460", "7a2626 b8402c e88a4a", "6f5a22 a8892f d8c25a")


def sky(stage: Stage, horizon: float, sun_x: float, sun_y: float) -> None:
    """From the top to the horizon, with the sun by day and the moon by night, at the same place."""
    top, middle, low = stage.light.sky.split()
    knee = 0.5 * horizon
    stage.box(
        stage.thing("sky", middle, low, along=(0, knee, 0, horizon), rough=0.01, texture="level", glow=1), -1, -1, 2, 2
    )
    stage.box(
        stage.thing("sky", top, middle, along=(0, 0, 0, knee), rough=0.01, texture="level", glow=1), -1, -1, 2, knee
    )
    stars = stage.luck.random((70, 3))
    if stage.light.dark and stage.light.sky < "20":
        faint, bright = (stage.thing("sky", tint, rough=0, glow=1, hand=1) for tint in ("8fa3d8", "f4f2e0"))
        for x, y, big in stars.tolist():
            stage.oval(bright if big > 0.8 else faint, x, y * horizon * 0.92, 0.0016 + 0.0016 * big**4)
        stage.halo(sun_x, sun_y, 0.2, "9fb4e8", 0.55)
        stage.oval(
            stage.thing(
                "sun or moon", "fffdf0", "dfe0d8", around=(sun_x - 0.01, sun_y - 0.01, 0.05, 0.05), rough=0.05, glow=1
            ),
            sun_x,
            sun_y,
            0.045,
        )
        for x, y, wide in ((-0.012, -0.01, 0.01), (0.014, 0.012, 0.008), (0.008, -0.02, 0.005), (-0.016, 0.016, 0.006)):
            stage.oval(stage.thing("sun or moon", "c9ccc8", glow=1), sun_x + x, sun_y + y, wide)
    else:
        stage.halo(sun_x, sun_y, 0.26, "ffd9a0" if stage.light.dark else "fff2c8", 0.75)
        ball = ("fff3c4", "ff9f50") if stage.light.dark else ("fffdf0", "ffe9a0")
        stage.oval(
            stage.thing("sun or moon", *ball, around=(sun_x, sun_y, 0.055, 0.055), rough=0, glow=1), sun_x, sun_y, 0.046
        )


def clouds(stage: Stage, count: SupportsIndex, low: float, high: float) -> None:
    luck = stage.luck
    bright, shade = stage.light.cloud.split()
    sky_there = stage.light.sky.split()[1]
    for y in np.linspace(low, high, count).tolist():
        x, big = luck.uniform(-0.05, 1.05), luck.uniform(0.5, 1.15) * (1.1 - 0.55 * y / high)
        puffs = luck.random((22, 3))
        reach = (x - 0.03, y - 0.09 * big, x + 0.01, y + 0.02 * big)
        veil = stage.thing(
            "cloud", between(bright, sky_there, 0.5), between(shade, sky_there, 0.6), along=reach, rough=0.03, glow=1
        )
        body = stage.thing("cloud", bright, shade, along=reach, rough=0.03, glow=1)
        top = stage.thing(
            "cloud", between(bright, "ffffff", 0.25), between(bright, shade, 0.5), along=reach, rough=0.03, glow=1
        )
        for thing, part, up in ((veil, puffs[:8], -0.006), (body, puffs[4:16], 0.006), (top, puffs[12:], 0.024)):
            for aside, tall, lift in part.tolist():
                at = 2 * aside - 1
                wide = (0.012 + 0.03 * tall) * big * (1.15 - 0.8 * at * at)
                stage.oval(
                    thing, x + at * 0.15 * big, y - (up + 0.045 * lift * (1 - at * at)) * big, wide * 1.5, wide * 0.9
                )


def slope(
    stage: Stage, start: tuple[float, float], stop: tuple[float, float], rough: float
) -> list[tuple[float, float]]:
    """A jagged line by halving and shaking: nine points from start to stop."""
    line, luck = np.array([start, stop]), stage.luck
    for _ in range(3):
        shake = luck.normal(0, rough, (len(line) - 1, 2)) * [0.5, 1] * np.abs(line[1:] - line[:-1])
        middle = (line[1:] + line[:-1]) / 2 + shake
        line = np.insert(line, np.arange(1, len(line)), middle, 0)
    return line.tolist()


def mountain(stage: Stage, x: float, foot: float, tall: float, haze: float, snow: bool) -> None:
    """A peak with a lit and a shaded side, snow above, and the rock's edges running down between them."""
    luck = stage.luck
    left, right = luck.uniform(0.75, 1.15, 2) * tall
    peak, foot_left, foot_right = (x, foot - tall), (x - left, foot), (x + right, foot)
    west, east = slope(stage, peak, foot_left, 0.16), slope(stage, peak, foot_right, 0.16)
    spine = slope(stage, peak, (x + luck.uniform(-0.2, 0.3) * tall, foot), 0.3)
    ends = (0, foot - tall, 0, foot)
    warm = "a39a94" if stage.autumn else "98a0ac"
    lit, dark = (
        stage.thing("mountain", warm, "7f8a80", along=ends, rough=0.1, haze=haze),
        stage.thing("mountain", "5a6684", "56686f", along=ends, rough=0.1, haze=haze),
    )
    stage.area(lit, [*west, *spine[::-1]])
    stage.area(dark, [*spine, *east[::-1]])
    for at in (3, 5):  # side ridges
        (one_x, one_y), (other_x, other_y) = west[at], spine[at]
        rib_x, rib_y = (one_x + other_x) / 2, max(one_y, other_y) + 0.2 * tall
        stage.area(
            dark,
            (
                (one_x * 0.45 + other_x * 0.55, one_y * 0.45 + other_y * 0.55),
                (rib_x + 0.06 * tall, rib_y),
                (rib_x - 0.02 * tall, rib_y + 0.02),
            ),
        )
        (one_x, one_y), (other_x, other_y) = spine[at], east[at]
        rib_x, rib_y = one_x * 0.4 + other_x * 0.6, max(one_y, other_y) + 0.15 * tall
        stage.area(
            lit,
            (
                (one_x * 0.6 + other_x * 0.4, one_y * 0.6 + other_y * 0.4),
                (rib_x - 0.05 * tall, rib_y),
                (rib_x - 0.01 * tall, rib_y + 0.015),
            ),
        )
    if snow:
        snow_cap(stage, west, spine, east, tall, haze)


def snow_cap(stage: Stage, west: list, spine: list, east: list, tall: float, haze: float) -> None:
    white, blue = (
        stage.thing("mountain", "fbfcff", rough=0.03, haze=0.45 * haze),
        stage.thing("mountain", "a9bbdc", rough=0.05, haze=0.45 * haze),
    )
    (a, b), (c, d), (e, f) = west[3], spine[3], east[3]
    teeth = stage.luck.uniform(-0.05, 0.09, 6) * tall
    stage.area(
        white,
        [
            *west[:4],
            (0.7 * a + 0.3 * c, 0.7 * b + 0.3 * d + teeth[0]),
            (0.45 * a + 0.55 * c, b * 0.45 + d * 0.55 - abs(teeth[1])),
            (0.2 * a + 0.8 * c, 0.2 * b + 0.8 * d + teeth[2]),
            *spine[3::-1],
        ],
    )
    stage.area(
        blue,
        [
            *spine[:4],
            (0.75 * c + 0.25 * e, 0.75 * d + 0.25 * f + teeth[3]),
            (0.5 * c + 0.5 * e, 0.5 * d + 0.5 * f - abs(teeth[4])),
            (0.25 * c + 0.75 * e, 0.25 * d + 0.75 * f + teeth[5]),
            *east[3::-1],
        ],
    )


def below(line: np.ndarray, floor: float) -> np.ndarray:
    return np.concatenate([line, [[line[-1, 0], floor], [line[0, 0], floor]]])


def hills(
    stage: Stage,
    level: float,
    swing: float,
    one: Colour,
    other: Colour,
    haze: float,
    deep: float = 0.2,
    label: str = "ground",
) -> np.ndarray:
    """A soft line of hills down to the bottom of the picture."""
    phase = stage.luck.uniform(0, 6.28, 2)
    x = np.linspace(-0.02, 1.02, 40)
    y = level + swing * np.sin(4.2 * x + phase[0]) + 0.4 * swing * np.sin(9.5 * x + phase[1])
    line = np.stack([x, y], -1)
    thing = stage.thing(
        label, one, other, along=(0, level - swing, 0, level + deep), rough=0.06, texture="level", haze=haze
    )
    stage.area(thing, below(line, 1.05))
    return line


def tree(
    stage: Stage, x: float, foot: float, tall: float, kind: int, haze: float = 0.0, boughs: int = 6, tufts: int = 5
) -> None:
    """A trunk and a crown of boughs; each bough is tufts of leaves, dark below and bright towards the light."""
    wide = 0.045 * tall
    trunk = stage.thing(
        "tree", "8a6a4a", "4a3426", along=(x - wide, 0, x + wide, 0), rough=0.12, texture="upright", haze=haze
    )
    stage.area(
        trunk,
        (
            (x - 1.4 * wide, foot),
            (x - 0.7 * wide, foot - 0.1 * tall),
            (x - 0.5 * wide, foot - 0.6 * tall),
            (x + 0.5 * wide, foot - 0.6 * tall),
            (x + 0.7 * wide, foot - 0.1 * tall),
            (x + 1.4 * wide, foot),
        ),
    )
    crown_of(stage, x, foot, tall, kind, haze, boughs, tufts)


def crown_of(stage: Stage, x: float, foot: float, tall: float, kind: int, haze: float, boughs: int, tufts: int) -> None:
    luck = stage.luck
    dark, middle, bright = (AUTUMN_TREES if stage.autumn else SUMMER_TREES)[kind % 4].split()
    turn = np.arange(boughs) * 2.4 + luck.uniform(0, 6.28)
    away = 0.22 * np.sqrt((np.arange(boughs) + 0.4) / boughs) * luck.uniform(0.85, 1.2, boughs)
    places = np.stack([x + tall * away * np.cos(turn) * 1.12, foot - 0.62 * tall + tall * away * np.sin(turn)], -1)
    places = places[np.argsort(-places[:, 1])]
    loose = luck.normal(0, 1, (boughs, 3, tufts, 2))
    big = 0.3 / np.sqrt(boughs) * tall
    crown = (x - 0.22 * tall, foot - 0.95 * tall, x + 0.16 * tall, foot - 0.3 * tall)
    deep = stage.thing("tree", dark, between(dark, "10142a", 0.35), along=crown, rough=0.15, texture="leafy", haze=haze)
    if boughs > 3:
        stage.oval(deep, x, foot - 0.6 * tall, 0.24 * tall, 0.23 * tall)
    half = stage.thing(
        "tree",
        between(middle, bright, 0.3),
        between(middle, dark, 0.6),
        along=crown,
        rough=0.15,
        texture="leafy",
        haze=haze,
    )
    gleam = stage.thing(
        "tree",
        between(bright, "fff8c0", 0.2),
        between(middle, bright, 0.3),
        along=crown,
        rough=0.13,
        texture="leafy",
        haze=haze,
    )
    for (at_x, at_y), bough in zip(places.tolist(), loose.tolist(), strict=True):
        for thing, part, spread, size, shift in (
            (deep, bough[0], 0.4, 0.62, 0.12),
            (half, bough[1], 0.42, 0.4, -0.1),
            (gleam, bough[2], 0.36, 0.2, -0.34),
        ):
            for aside, down in part:
                stage.oval(
                    thing,
                    at_x + big * (spread * aside + shift),
                    at_y + big * (0.8 * spread * down + shift),
                    size * big * 1.12,
                    size * big * 0.9,
                )


def pine(stage: Stage, x: float, foot: float, tall: float, haze: float = 0.0) -> None:
    half = tall * stage.luck.uniform(0.17, 0.24)
    one, other = ("3f6b52", "1f3f3a") if not stage.autumn else ("4f6b48", "26403a")
    thing = stage.thing(
        "tree", one, other, along=(x - half, foot - tall, x + half, foot), rough=0.14, texture="leafy", haze=haze
    )
    stage.line(stage.thing("tree", "4a3a2e", haze=haze), ((x, foot), (x, foot - 0.3 * tall)), 0.05 * tall)
    outline = [(x, foot - tall)]
    right = []
    for layer in range(1, 6):
        y, wide = foot - tall * (1 - layer / 5.6), half * layer / 5
        right += [(x + wide, y), (x + 0.55 * wide, y - 0.01 * tall)]
    outline += right[:-1] + [(2 * x - at, y) for at, y in right[-2::-1]]
    stage.area(thing, outline)


def glitter(stage: Stage, line: float, x: float, count: int = 46) -> None:
    """Where the sun or moon is mirrored, the waves break it into short bright strokes; elsewhere the sky."""
    warm = stage.thing("water", "ffe9b8" if stage.light.sky > "20" else "b8c6ee", rough=0, glow=1)
    low = stage.light.sky.split()[1]
    cool, deep = (
        stage.thing("water", between(low, "ffffff", 0.25), rough=0, glow=1),
        stage.thing("water", between(low, "0f2a44", 0.7), rough=0, glow=1),
    )
    for number, (aside, down, long) in enumerate(stage.luck.random((count, 3)).tolist()):
        depth = down**1.5
        y, half = line + 0.012 + (0.97 - line) * depth, (0.006 + 0.03 * long) * (0.4 + depth)
        at = x + (aside - 0.5) * (0.06 + 0.16 * depth) if number % 3 == 0 else aside
        thing = warm if number % 3 == 0 else cool if number % 3 == 1 else deep
        stage.area(
            thing,
            ((at - half, y), (at, y - 0.0012 - 0.0022 * depth), (at + half, y), (at, y + 0.0012 + 0.0022 * depth)),
        )


def petals_of(stage: Stage) -> list[int]:
    """Small things on the ground: flowers in summer, fallen leaves in autumn, at the same places."""
    tints = ("f9f1d0", "f2c94a", "e8604a", "9f7fd0") if not stage.autumn else ("e8922f", "c24f26", "f4cf5a", "a8442a")
    return [stage.thing("ground", tint, rough=0) for tint in tints]

"""Scenes under the open sky: harbour, lake, skyline, hill. Each `scene(stage)` draws from back to front."""

from itertools import pairwise

import numpy as np

from engine.data.drawn.scenes.buildings import boat, tower, town_house
from engine.data.drawn.scenes.parts import below, clouds, glitter, hills, mountain, petals_of, pine, sky, tree
from engine.data.drawn.scenes.stage import Stage, between


def harbour(stage: Stage) -> None:
    """Houses along a quay, sailing boats on the water before them."""
    luck = stage.luck
    line = luck.uniform(0.53, 0.6)
    sun = luck.uniform(0.1, 0.9), luck.uniform(0.1, 0.17)
    sky(stage, line, *sun)
    clouds(stage, luck.integers(3, 6), 0.1, line - 0.2)
    grass = ("6f9f6a", "4f7f5f") if not stage.autumn else ("b08a4f", "8a6a48")
    hills(stage, line - 0.13, 0.05, *grass, haze=0.5, label="mountain")
    hills(stage, line - 0.07, 0.03, *grass, haze=0.25, label="mountain")
    at = -luck.uniform(0, 0.06)
    while at < 1.0:
        wide, tall = luck.uniform(0.085, 0.14), luck.uniform(0.13, 0.25)
        if luck.random() < 0.86:
            town_house(stage, at, line - 0.015, wide, tall, haze=0.08)
        else:
            tree(stage, at + wide / 2, line - 0.012, 0.2, int(luck.integers(4)), haze=0.08)
        at += wide + 0.002
    quay = stage.thing("ground", "b9ab96", "7f7266", along=(0, line - 0.02, 0, line), rough=0.1, texture="upright")
    stage.box(quay, -0.05, line - 0.022, 1.05, line + 0.001)
    stage.mirror(line)
    stage.box(stage.thing("water", "16324a", rough=0), -0.05, line, 1.05, line + 0.006)
    glitter(stage, line, sun[0])
    spots = luck.permutation(5)[: luck.integers(3, 5)] / 5 + 0.1
    for depth, x in zip(np.sort(luck.uniform(0.06, 0.36, len(spots))).tolist(), spots.tolist(), strict=True):
        hull = ("b8352f", "1f4a7a", "2f6a5a", "e8e0d0", "d98a2f")[luck.integers(5)]
        sail = ("f7f1e1", "f7f1e1", "e8a25a", "c8553f", "dfe8ea")[luck.integers(5)]
        at, big, lean = line + depth, 0.2 + 0.62 * depth, int(luck.choice([-1, 1]))
        x = float(np.clip(x + luck.normal(0, 0.02), 0.12, 0.88))
        first = stage.next
        boat(stage, x, at, big, hull, sail, lean)
        stage.mirror(at + 0.004, first)


def lake(stage: Stage) -> None:
    """Mountains with snow, a forest, and both again in the lake."""
    luck = stage.luck
    line = luck.uniform(0.5, 0.58)
    sun = luck.uniform(0.1, 0.9), luck.uniform(0.08, 0.16)
    side = luck.choice([-1, 1])

    sky(stage, line, *sun)
    clouds(stage, luck.integers(2, 5), 0.12, line - 0.2)
    for haze, low, high, count in ((0.5, 0.24, 0.38, 4), (0.22, 0.18, 0.32, 3)):
        for at in luck.permutation(count).tolist():
            x = (at + luck.uniform(0.2, 0.8)) / count
            mountain(stage, x, line, luck.uniform(low, high), haze, snow=True)
    meadow = ("5f8f5a", "3f6a48") if not stage.autumn else ("b98a3f", "8a5a2f")
    hills(stage, line - 0.045, 0.02, *meadow, haze=0.2, deep=0.06)
    for at in np.linspace(-0.02, 1.02, 34).tolist():
        near = 0.5 + 0.5 * side * (at - 0.5) * 2
        tall = (0.045 + 0.1 * near * near) * luck.uniform(0.75, 1.25)
        if luck.random() < 0.72:
            pine(stage, at + luck.normal(0, 0.008), line + 0.004, tall, haze=0.14 * (1 - near))
        else:
            tree(stage, at, line + 0.004, tall * 0.9, int(luck.integers(4)), haze=0.14 * (1 - near), boughs=3, tufts=3)
    stage.box(
        stage.thing("ground", "8a7a5f", "5f5444", along=(0, line - 0.01, 0, line), rough=0.1),
        -0.05,
        line - 0.006,
        1.05,
        line + 0.002,
    )
    stage.mirror(line)
    glitter(stage, line, sun[0], 24)
    if luck.random() < 0.75:
        at = 0.5 + side * luck.uniform(-0.28, -0.05)
        first = stage.next
        boat(stage, at, 0.76, 0.26, "b8452f", "f5efe0", int(side))
        stage.mirror(0.763, first)
    bank = ("7fa653", "3f6b3a") if not stage.autumn else ("c79a4a", "7f5a30")
    x = np.linspace(-0.05, 1.05, 30)
    level = 0.86 + 0.16 * side * (x - 0.5) + 0.02 * np.sin(11 * x + luck.uniform(0, 6))
    edge = np.stack([x, level], -1)
    stage.area(stage.thing("ground", "a8987a", "6f6250", along=(0, 0.8, 0, 1), rough=0.14), below(edge, 1.05))
    stage.area(
        stage.thing("ground", *bank, along=(0, 0.8, 0, 1), rough=0.1, texture="leafy"), below(edge + [0, 0.022], 1.05)
    )
    for at, shift, big in luck.random((13, 3)).tolist():
        y = float(np.interp(at, x, level)) + 0.02 + 0.03 * shift
        stone = stage.thing(
            "ground", "c3bdb4", "6a6570", around=(at - 0.01, y - 0.02, 0.05, 0.04), rough=0.14, texture="fine"
        )
        stage.oval(stone, at, y, 0.012 + 0.022 * big, 0.008 + 0.013 * big)
    for at in (0.5 + side * np.array([0.46, 0.33])).tolist():
        pine(stage, at, float(np.interp(at, x, level)) + 0.07, luck.uniform(0.34, 0.5))


def skyline(stage: Stage) -> None:
    """Towers of a city behind a river and its promenade."""
    luck = stage.luck
    line = luck.uniform(0.66, 0.72)
    sun = luck.uniform(0.1, 0.9), luck.uniform(0.1, 0.17)

    sky(stage, line, *sun)
    clouds(stage, luck.integers(2, 5), 0.08, 0.34)
    for layer, (haze, low, high, wide) in enumerate(
        ((0.62, 0.2, 0.38, 0.085), (0.36, 0.14, 0.42, 0.1), (0.08, 0.1, 0.27, 0.12))
    ):
        x = -luck.uniform(0, 0.08)
        while x < 1.02:
            broad, shape = luck.uniform(0.55, 1.0) * wide, luck.integers(4)
            tall = luck.uniform(low, high) * (1 + 0.25 * np.exp(-(((x - sun[0]) / 0.2) ** 2)))
            tower(stage, x, line, broad, tall, int(shape), haze, layer)
            x += broad + luck.uniform(0, 0.02)
    for at in np.linspace(0, 1, 15).tolist():
        tree(
            stage,
            at + luck.normal(0, 0.012),
            line + 0.002,
            luck.uniform(0.05, 0.075),
            int(luck.integers(4)),
            haze=0.05,
            boughs=3,
            tufts=3,
        )
    stage.box(
        stage.thing("ground", "a39a96", "6f6870", along=(0, line - 0.01, 0, line + 0.002), rough=0.08),
        -0.05,
        line - 0.008,
        1.05,
        line + 0.001,
    )
    stage.mirror(line)
    glitter(stage, line, sun[0], 40)
    level = luck.uniform(0.9, 0.93)
    stage.box(
        stage.thing("road", "a8a09c", "6a636c", along=(0, level, 0, 1), rough=0.1, texture="level"),
        -0.05,
        level,
        1.05,
        1.05,
    )
    stage.box(stage.thing("road", "d8d0c4", rough=0.04), -0.05, level, 1.05, level + 0.012)
    rail, shift = stage.thing("thing", "3a3c48", rough=0.02), luck.uniform(0, 0.2)
    stage.line(rail, ((-0.05, level - 0.045), (1.05, level - 0.045)), 0.006)
    for at in np.arange(-0.02, 1.02, 0.032).tolist():
        stage.line(rail, ((at, level), (at, level - 0.045)), 0.0035)
    for at in (shift, shift + 0.36, shift + 0.72):
        stage.line(rail, ((at, level + 0.01), (at, level - 0.2)), 0.007)
        stage.oval(
            stage.thing("thing", "ffedb0" if stage.light.dark else "e4e6e4", glow=1), at, level - 0.212, 0.013, 0.017
        )
        if stage.light.dark:
            stage.halo(at, level - 0.212, 0.1, "ffb860", 0.9)


def hill(stage: Stage) -> None:
    """One great tree on a hill, a path that leads to it, and fields behind."""
    luck = stage.luck
    sun = luck.uniform(0.1, 0.9), luck.uniform(0.1, 0.2)
    sky(stage, 0.62, *sun)
    clouds(stage, luck.integers(4, 7), 0.1, 0.46)
    for number in range(3):
        blue = between("7f95b8", "6f9a86", number / 2)
        hills(
            stage,
            0.46 + 0.035 * number,
            0.045 - 0.01 * number,
            blue,
            between(blue, "4f6f6a", 0.3),
            haze=0.58 - 0.1 * number,
            label="mountain",
        )
    fields(stage)
    if luck.random() < 0.7:
        at, foot = luck.choice([luck.uniform(0.08, 0.25), luck.uniform(0.75, 0.9)]), 0.665
        town_house(stage, at, foot, 0.07, 0.05, haze=0.15)
    top, at = luck.uniform(0.6, 0.66), luck.uniform(0.3, 0.7)
    x = np.linspace(-0.05, 1.05, 50)
    y = top + 0.2 * (1 - np.exp(-(((x - at) / 0.42) ** 2))) + 0.006 * np.sin(17 * x)
    near = ("a8d05f", "3f7f38") if not stage.autumn else ("e0b555", "8a6430")
    stage.area(
        stage.thing("ground", *near, along=(at - 0.2, top, at + 0.25, 1.02), rough=0.09, texture="leafy"),
        below(np.stack([x, y], -1), 1.05),
    )
    down, swing = np.linspace(0, 1, 26), luck.choice([-1, 1])
    middle = at + 0.04 * swing + swing * (0.13 * np.sin(3.4 * down) - 0.02) * (0.3 + down)
    level, half = top + 0.012 + (1.05 - top) * down**1.25, 0.006 + 0.1 * down**1.6
    path = np.concatenate([np.stack([middle - half, level], -1), np.stack([middle + half, level], -1)[::-1]])
    stage.area(stage.thing("road", "e2cfa4", "a98f6c", along=(0, top, 0, 1), rough=0.1, texture="level"), path)
    tall = luck.uniform(0.45, 0.54)
    away = 1 if sun[0] < at else -1
    shadow = stage.thing(
        "ground",
        between(near[1], "1c3040", 0.35),
        between(near[1], "1c3040", 0.15),
        along=(at, 0, at + away * 0.4, 0),
        rough=0.15,
        texture="leafy",
    )
    stage.oval(shadow, at + away * 0.13, top + 0.042, 0.2, 0.024)
    tree(stage, at, top + 0.02, tall, int(luck.integers(4)), boughs=16, tufts=9)
    fence(stage, at, top, -swing)
    petals = petals_of(stage)
    for number, (x, down) in enumerate(luck.random((130, 2)).tolist()):
        big = 0.002 + 0.006 * down
        stage.oval(petals[number % 4], x, top + 0.22 + (0.8 - top) * down, big, 0.8 * big)


def fence(stage: Stage, at: float, top: float, side: int) -> None:
    """Posts and rails that run down the hill."""
    post = stage.thing("thing", "a5896a", "5f4a38", along=(0, 0.75, 0, 0.92), rough=0.14, texture="upright")
    share = np.linspace(0, 1, 7)
    posts = np.stack([at + side * (0.14 + 0.55 * share), top + 0.09 + 0.21 * share**1.2, 0.5 + share], -1).tolist()
    for x_at, y_at, big in posts:
        stage.line(post, ((x_at, y_at), (x_at, y_at - 0.06 * big)), 0.011 * big)
    for (one_x, one_y, one), (other_x, other_y, other) in pairwise(posts):
        for up in (0.022, 0.045):
            stage.line(post, ((one_x, one_y - up * one), (other_x, other_y - up * other)), 0.006 * other)


def fields(stage: Stage) -> None:
    """Three rows of fields, with small trees."""
    luck = stage.luck
    tints = (
        (("9cc46a", "6fa050"), ("c8cf6a", "8fae4f"), ("7fb45a", "4f8a48"))
        if not stage.autumn
        else (("c9a85a", "a5803f"), ("dcc06a", "b8903f"), ("b88a4a", "8f6434"))
    )
    for number, (one, other) in enumerate(tints):
        line = hills(stage, 0.57 + 0.055 * number, 0.025, one, other, haze=0.4 - 0.12 * number, deep=0.08)
        for at in luck.uniform(0, 1, 8).tolist():
            foot = float(np.interp(at, line[:, 0], line[:, 1])) + luck.uniform(0.004, 0.03)
            tree(
                stage,
                at,
                foot,
                0.035 + 0.016 * number,
                int(luck.integers(4)),
                haze=0.38 - 0.12 * number,
                boughs=3,
                tufts=2,
            )

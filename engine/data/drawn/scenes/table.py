"""A scene in a room: a table with fruit, a jug of flowers and a candle."""

import numpy as np

from engine.data.drawn.scenes.bouquet import jug
from engine.data.drawn.scenes.fruit import ball, fruit, shadow
from engine.data.drawn.scenes.stage import Stage, between, tone

CANDLE_LIGHT = tone("8f6a58")  # what is left of the colours beside a candle


def still_life(stage: Stage) -> None:
    """Fruit, a jug of flowers and a candle on a table; in autumn leaves and pumpkins take their place."""
    luck = stage.luck
    stage.falls = CANDLE_LIGHT if stage.light.dark else stage.falls
    edge = luck.uniform(0.6, 0.65)
    backdrop = ("5f6f7f", "7a6a5a", "6a7a66", "7f5f5a")[luck.integers(4)]
    wall = stage.thing(
        "room",
        between(backdrop, "fff0d0", 0.42),
        between(backdrop, "14121c", 0.45),
        along=(0.05, 0.05, 1, 0.65),
        rough=0.03,
    )
    stage.box(wall, -1, -1, 2, 2)
    cloth = ("e9dfca", "c9d2dc", "d9b8a4", "e6d9a8")[luck.integers(4)]
    ends = (0, edge, 0.25, 1.05)
    stage.box(
        stage.thing(
            "room",
            between(cloth, "ffffff", 0.25),
            between(cloth, "40303a", 0.35),
            along=ends,
            rough=0.04,
            texture="level",
        ),
        -1,
        edge,
        2,
        2,
    )
    stripe = stage.thing(
        "room", between(cloth, "b0483f", 0.55), between(cloth, "5f2a34", 0.7), along=ends, rough=0.05, texture="level"
    )
    for at in np.linspace(-1.1, 2.1, 14).tolist():
        stage.area(
            stripe,
            ((0.5 + 0.55 * (at - 0.5), edge), (0.5 + 0.55 * (at - 0.5) + 0.012, edge), (at + 0.03, 1.05), (at, 1.05)),
        )
    stage.box(stage.thing("room", between(cloth, "302430", 0.45), rough=0.05), -1, edge - 0.002, 2, edge + 0.006)
    if not stage.light.dark:
        stage.halo(0.08, 0.1, 0.5, "fff0c8", 0.28)
    side = luck.choice([-1, 1])
    jug(stage, 0.5 + side * luck.uniform(0.1, 0.16), edge)
    candle(stage, 0.5 - side * luck.uniform(0.3, 0.36), edge + 0.07)
    bowl(stage, 0.5 - side * luck.uniform(0.1, 0.16), edge + 0.16)
    kinds = luck.permutation(6)
    for number, kind in enumerate(kinds[:4].tolist()):
        at = (0.5 + side * 0.36, 0.5 + side * 0.2, 0.5 - side * 0.38, 0.5 + side * 0.05)[number] + luck.normal(0, 0.02)
        fruit(stage, kind, at, edge + (0.15, 0.27, 0.25, 0.31)[number], luck.uniform(0.055, 0.07))


def bowl(stage: Stage, x: float, y: float) -> None:
    """A bowl with apples, oranges and a plum above its rim."""
    luck = stage.luck
    shadow(stage, x + 0.09, y + 0.085, 0.2, 0.035)
    rim, inside = 0.16, stage.thing("thing", "6a4a3a", "3a2824", along=(x - 0.16, 0, x + 0.16, 0), rough=0.06)
    stage.oval(inside, x, y - 0.025, rim, 0.036)
    tints = (
        ("c8322f", "f0922a", "d9482f", "8fb03f", "f4c03a", "e0762a")
        if not stage.autumn
        else ("a83a2a", "d9762a", "8a2f2a", "c9a03f", "b8862f", "6f3a2f")
    )
    order = luck.permutation(6)
    for number, (aside, up) in enumerate(
        ((-0.095, -0.045), (0.09, -0.045), (0, -0.055), (-0.05, -0.1), (0.052, -0.098), (0.0, -0.14))
    ):
        if number < 5 or luck.random() < 0.6:
            ball(stage, tints[order[number]], x + aside, y + up + 0.012, 0.056, 0.053)
    clay = ("4f7f9a", "e4dcc8", "c47a4a")[luck.integers(3)]
    shell = stage.thing(
        "thing",
        between(clay, "ffffff", 0.32),
        between(clay, "14101c", 0.5),
        along=(x - 0.15, y - 0.03, x + 0.15, y + 0.05),
        rough=0.05,
    )
    turn = np.linspace(0, np.pi, 24)
    hull = np.stack([x + rim * np.cos(turn), y - 0.025 + 0.115 * np.sin(turn) ** 0.8], -1)
    front = np.stack([x - rim * np.cos(turn), y - 0.025 + 0.036 * np.sin(turn)], -1)
    stage.area(shell, np.concatenate([hull, front]))
    stripe = stage.thing(
        "thing",
        between(clay, "fff4dc", 0.55),
        between(clay, "201824", 0.3),
        along=(x - 0.15, 0, x + 0.15, 0),
        rough=0.05,
    )
    stage.area(
        stripe, np.concatenate([front * [0.97, 1] + [0.03 * x, 0.02], (front * [0.95, 1] + [0.05 * x, 0.032])[::-1]])
    )


def candle(stage: Stage, x: float, y: float) -> None:
    """Lit when it is dark."""
    brass = stage.thing("thing", "e6c77a", "6f4f24", along=(x - 0.05, 0, x + 0.05, 0), rough=0.05)
    shadow(stage, x + 0.06, y + 0.005, 0.1, 0.02)
    stage.oval(brass, x, y, 0.062, 0.018)
    stage.box(brass, x - 0.012, y - 0.06, x + 0.012, y)
    stage.oval(brass, x, y - 0.062, 0.03, 0.01)
    stage.box(
        stage.thing(
            "thing",
            "fdf6e0",
            "c9b48a",
            along=(x - 0.02, 0, x + 0.02, 0),
            rough=0.03,
            glow=0.5 if stage.light.dark else 0.0,
        ),
        x - 0.018,
        y - 0.24,
        x + 0.018,
        y - 0.065,
    )
    stage.line(stage.thing("thing", "2a2020"), ((x, y - 0.24), (x + 0.002, y - 0.256)), 0.004)
    if stage.light.dark:
        flame = stage.thing("thing", "fffbe0", "f7a52f", around=(x, y - 0.268, 0.016, 0.034), rough=0, glow=1)
        stage.area(
            flame,
            (
                (x, y - 0.31),
                (x + 0.012, y - 0.272),
                (x + 0.008, y - 0.252),
                (x, y - 0.247),
                (x - 0.008, y - 0.252),
                (x - 0.012, y - 0.272),
            ),
        )
        stage.halo(x, y - 0.27, 0.5, "ffb45f", 0.42)
        stage.halo(x, y - 0.27, 0.09, "ffd890", 0.9)

"""A scene in a room: a table with fruit, a jug of flowers and a candle."""

import numpy as np

from engine.data.drawn.scenes.stage import Colour, Stage, between, tone

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


def shadow(stage: Stage, x: float, y: float, wide: float, high: float) -> None:
    thing = stage.thing("room", "3a2c34", "a08f84", around=(x, y, 1.15 * wide, 1.15 * high), rough=0.05)
    stage.oval(thing, x, y, wide, high)


def ball(stage: Stage, colour: Colour, x: float, y: float, wide: float, high: float, rough: float = 0.06) -> None:
    """Round things: light from the upper left, the core of the shade, and a little light that the table throws back."""
    rim = stage.thing(
        "thing",
        between(colour, "1a1020", 0.35),
        between(colour, "f0c8a0", 0.22),
        around=(x - 0.1 * wide, y - 0.1 * high, 1.2 * wide, 1.2 * high),
        rough=rough,
    )
    body = stage.thing(
        "thing",
        between(colour, "fff0b8", 0.32),
        between(colour, "1a1020", 0.42),
        around=(x - 0.35 * wide, y - 0.4 * high, 1.5 * wide, 1.5 * high),
        rough=rough,
    )
    stage.oval(rim, x, y, wide, high)
    stage.oval(body, x - 0.04 * wide, y - 0.05 * high, 0.95 * wide, 0.94 * high)
    at_x, at_y = x - 0.36 * wide, y - 0.42 * high
    stage.oval(
        stage.thing(
            "thing", "fffaf0", between(colour, "fff0c0", 0.4), around=(at_x, at_y, 0.24 * wide, 0.2 * high), rough=0
        ),
        at_x,
        at_y,
        0.2 * wide,
        0.15 * high,
    )


def fruit(stage: Stage, kind: int, x: float, y: float, big: float) -> None:
    """0 apple, 1 orange, 2 pear, 3 lemon, 4 plum, 5 grapes; in autumn the orange is a pumpkin and the lemon a chestnut."""
    luck = stage.luck
    tint = ("c8322f", "f0922a", "b8bf4a", "f4d03a", "5a3a78", "7a4f9a")[kind]
    if stage.autumn:
        tint = ("a83a2a", "e0762a", "c9a03f", "7a3f24", "4a2f5a", "5f2f4f")[kind]
    shadow(stage, x + 0.55 * big, y + 0.82 * big, 1.25 * big, 0.28 * big)
    stalk = stage.thing("thing", "5a4228")
    if kind == 5:
        for aside, up in (
            (-0.9, 0.75),
            (-0.3, 0.8),
            (0.3, 0.8),
            (0.9, 0.72),
            (-0.6, 0.3),
            (0, 0.35),
            (0.6, 0.3),
            (-0.3, -0.12),
            (0.32, -0.1),
            (0, -0.5),
        ):
            ball(stage, tint, x + aside * 0.66 * big, y + up * 0.66 * big, 0.36 * big, 0.36 * big)
        stage.line(stalk, ((x, y - 0.5 * big), (x + 0.2 * big, y - 0.95 * big)), 0.007)
    elif kind == 2:
        ball(stage, tint, x, y + 0.25 * big, 0.78 * big, 0.72 * big)
        ball(stage, tint, x + 0.05 * big, y - 0.5 * big, 0.43 * big, 0.5 * big)
        stage.oval(
            stage.thing(
                "thing",
                between(tint, "fff0b8", 0.22),
                between(tint, "1a1020", 0.36),
                along=(x - 0.5 * big, 0, x + 0.62 * big, 0),
                rough=0.06,
            ),
            x + 0.02 * big,
            y - 0.22 * big,
            0.5 * big,
            0.42 * big,
        )
        stage.line(stalk, ((x + 0.06 * big, y - 0.95 * big), (x + 0.16 * big, y - 1.25 * big)), 0.009)
    elif kind == 1 and stage.autumn:
        for aside in (-0.62, 0.62, -0.34, 0.34, 0):
            ball(
                stage,
                between(tint, "6a2f18", 0.25 * abs(aside)),
                x + aside * big,
                y + 0.1 * big,
                0.55 * big,
                0.76 * big,
            )
        stage.line(stage.thing("thing", "6f7a3a"), ((x, y - 0.6 * big), (x + 0.1 * big, y - 0.9 * big)), 0.018)
    else:
        ball(
            stage,
            tint,
            x,
            y,
            big * (1.12 if kind == 3 else 1),
            big * (0.82 if kind in (3, 4) else 0.94),
            rough=0.1 if kind in (1, 3) else 0.06,
        )
        if kind in (0, 4):
            stage.line(stalk, ((x, y - 0.72 * big), (x + 0.12 * big, y - 1.15 * big)), 0.008)
            leaf = stage.thing("thing", "8fb54a", "3f6f34", along=(x, 0, x + 0.6 * big, 0), rough=0.08)
            stage.area(
                leaf,
                (
                    (x + 0.08 * big, y - 0.95 * big),
                    (x + 0.35 * big, y - 1.2 * big),
                    (x + 0.72 * big, y - 1.08 * big),
                    (x + 0.4 * big, y - 0.9 * big),
                ),
            )
    luck.random()


def jug(stage: Stage, x: float, edge: float) -> None:
    """A glazed jug with a bunch of flowers, or of autumn leaves and berries."""
    luck = stage.luck
    foot, glaze = edge + 0.13, ("3f6f9a", "e6e0d2", "5f8a7a", "b8623f")[luck.integers(4)]
    shadow(stage, x + 0.11, foot - 0.01, 0.2, 0.032)
    turn = np.linspace(0, 1, 24)
    half = 0.052 + 0.055 * np.sin(np.pi * np.clip(1.15 * (1 - turn), 0, 1)) ** 1.3 + 0.012 * (turn > 0.93)
    level = foot - 0.25 * turn
    green = ("3f7a45", "8fb85f") if not stage.autumn else ("7a6a2f", "c9a54a")
    stem = stage.thing("thing", green[0], rough=0.06)
    heads = luck.normal(0, 1, (13, 2))
    heads /= np.maximum(1, np.linalg.norm(heads, axis=1, keepdims=True) / 1.3)
    spots = np.stack([x + 0.115 * heads[:, 0], edge - 0.3 + 0.1 * heads[:, 1]], -1)
    leaves = luck.uniform(-1, 1, (26, 3))
    for at_x, at_y in spots.tolist():
        stage.line(stem, ((at_x, at_y), (x + 0.3 * (at_x - x), edge - 0.1)), 0.005)
    for across, up, lean in leaves.tolist():
        at_x, at_y, long = x + 0.17 * across, edge - 0.25 + 0.12 * up, 0.075
        leaf = stage.thing(
            "thing",
            green[1],
            between(green[0], "0f2018", 0.3),
            along=(at_x - 0.04, at_y, at_x + 0.05, at_y + 0.03),
            rough=0.08,
            texture="fine",
        )
        to = np.array([np.cos(2 * lean - 1.57), np.sin(2 * lean - 1.57)])
        over, start = np.array([-to[1], to[0]]), np.array([at_x, at_y])
        stage.area(
            leaf,
            (
                start,
                start + 0.4 * long * to + 0.22 * long * over,
                start + long * to,
                start + 0.4 * long * to - 0.22 * long * over,
            ),
        )
    tints = (
        ("f0566a", "f7a83f", "f4e7ef", "c86fc0", "f7d84a", "6f8fe0")
        if not stage.autumn
        else ("c8442a", "e8922f", "f0c04a", "8a2f3a", "d9652a", "a86f2f")
    )
    for number in np.argsort(spots[:, 1]).tolist():
        flower(
            stage, tints[number % 6], *spots[number].tolist(), 0.034 + 0.014 * (number % 3) / 2, 6 + number % 3, number
        )
    body = stage.thing(
        "thing",
        between(glaze, "ffffff", 0.35),
        between(glaze, "10101c", 0.5),
        along=(x - 0.09, foot - 0.25, x + 0.1, foot - 0.1),
        rough=0.04,
    )
    stage.area(body, np.concatenate([np.stack([x - half, level], -1), np.stack([x + half, level], -1)[::-1]]))
    stage.oval(body, x, foot, float(half[0]), 0.014)
    band = stage.thing(
        "thing",
        between(glaze, "fff0d0", 0.6),
        between(glaze, "2a2030", 0.35),
        along=(x - 0.09, 0, x + 0.1, 0),
        rough=0.04,
    )
    for share in (0.3, 0.62):
        wide, y = float(np.interp(share, turn, half)), foot - 0.25 * share
        across = np.linspace(-1, 1, 15)
        arc = np.stack([x + wide * across, y + 0.014 * np.sqrt(1 - across**2)], -1)
        stage.area(band, np.concatenate([arc, arc[::-1] + [0, 0.014]]))
    stage.oval(
        stage.thing(
            "thing",
            "ffffff",
            between(glaze, "ffffff", 0.3),
            around=(x - 0.05, foot - 0.12, 0.02, 0.05),
            rough=0,
            glow=0.2,
        ),
        x - 0.05,
        foot - 0.12,
        0.011,
        0.036,
    )


def flower(stage: Stage, tint: str, x: float, y: float, big: float, petals: int, spin: float) -> None:
    outer = stage.thing(
        "thing", between(tint, "40102a", 0.35), between(tint, "ffffff", 0.1), around=(x, y, big, big), rough=0.06
    )
    inner = stage.thing(
        "thing",
        between(tint, "40102a", 0.2),
        between(tint, "ffffff", 0.4),
        around=(x, y, 0.7 * big, 0.7 * big),
        rough=0.06,
    )
    for thing, reach, size, shift in ((outer, 0.62, 0.38, 0.0), (inner, 0.36, 0.27, 0.5)):
        for petal in range(petals):
            turn = spin + 6.2832 * (petal + shift) / petals
            stage.oval(
                thing,
                x + reach * big * np.cos(turn),
                y + 0.9 * reach * big * np.sin(turn),
                size * big,
                0.9 * size * big,
            )
    stage.oval(
        stage.thing(
            "thing", "f9e08a", "b8762a", around=(x - 0.004, y - 0.005, 0.3 * big, 0.3 * big), rough=0.1, texture="fine"
        ),
        x,
        y,
        0.22 * big,
        0.2 * big,
    )


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

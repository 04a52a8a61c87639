"""Fruit on a table, each with its shadow."""

from engine.data.drawn.scenes.stage import Colour, Stage, between


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
        grapes(stage, tint, stalk, x, y, big)
    elif kind == 2:
        pear(stage, tint, stalk, x, y, big)
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


def pear(stage: Stage, tint: str, stalk: int, x: float, y: float, big: float) -> None:
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


def grapes(stage: Stage, tint: str, stalk: int, x: float, y: float, big: float) -> None:
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

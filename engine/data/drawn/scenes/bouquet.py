"""A jug on a table, with a bunch of flowers or of autumn leaves."""

import numpy as np

from engine.data.drawn.scenes.fruit import shadow
from engine.data.drawn.scenes.stage import Stage, between


def jug(stage: Stage, x: float, edge: float) -> None:
    """A glazed jug with a bunch of flowers, or of autumn leaves and berries."""
    luck = stage.luck
    foot, glaze = edge + 0.13, ("3f6f9a", "e6e0d2", "5f8a7a", "b8623f")[luck.integers(4)]
    shadow(stage, x + 0.11, foot - 0.01, 0.2, 0.032)
    turn = np.linspace(0, 1, 24)
    half = 0.052 + 0.055 * np.sin(np.pi * np.clip(1.15 * (1 - turn), 0, 1)) ** 1.3 + 0.012 * (turn > 0.93)
    level = foot - 0.25 * turn
    bunch(stage, x, edge)
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


def bunch(stage: Stage, x: float, edge: float) -> None:
    """Stems, leaves, and the flowers from the back to the front."""
    luck = stage.luck
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

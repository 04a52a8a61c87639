"""A village street under the open sky, from back to front."""

from engine.data.drawn.scenes.buildings import lane_house
from engine.data.drawn.scenes.parts import clouds, hills, petals_of, sky, tree
from engine.data.drawn.scenes.stage import Stage, between


def village(stage: Stage) -> None:
    """A village street that runs towards a church; gardens, trees and lanterns on both sides."""
    luck = stage.luck
    horizon = luck.uniform(0.5, 0.56)
    sky(stage, horizon, luck.uniform(0.12, 0.88), luck.uniform(0.1, 0.18))
    clouds(stage, luck.integers(3, 6), 0.1, horizon - 0.18)
    grass = ("8fbf62", "4f8a3f") if not stage.autumn else ("c9a456", "8f7038")
    hills(stage, horizon - 0.08, 0.05, *grass, haze=0.5, label="mountain")
    hills(stage, horizon - 0.035, 0.03, *grass, haze=0.3, label="mountain")
    for at in luck.uniform(0.02, 0.98, 9).tolist():
        tree(stage, at, horizon + 0.01, luck.uniform(0.06, 0.1), int(luck.integers(4)), haze=0.32, boughs=3, tufts=3)
    stage.box(
        stage.thing("ground", *grass, along=(0, horizon, 0, 1), rough=0.09, texture="leafy"), -0.05, horizon, 1.05, 1.05
    )
    church(stage, horizon)
    street(stage, horizon)
    edges = [7.6, 5.7, 4.3, 3.2, 2.4, 1.75]
    plans = [(side, near, far) for far, near in zip(edges, edges[1:], strict=False) for side in (-1, 1)]
    for side, near, far in plans:
        gap = luck.uniform(0.08, 0.2) * (far - near)
        kind, garden = luck.random(), luck.random(2)
        if kind < 0.8:
            lane_house(stage, side, near + gap, far - 0.3 * gap, horizon)
        else:
            tree(
                stage,
                0.5 + side * 0.62 / near,
                horizon + 0.5 / near,
                0.85 / near,
                int(luck.integers(4)),
                haze=0.05 * near,
            )
        x, y = 0.5 + side * (0.34 + 0.06 * garden[0]) / near, horizon + 0.5 / near
        beside_the_road(stage, garden[1] < 0.5, side, near, x, y)
    petals = petals_of(stage)
    for number, (aside, near) in enumerate(luck.random((110, 2)).tolist()):
        depth = 1 / (0.16 + 0.84 * near)
        lane = (0.36 + 0.1 * aside if depth > 1.4 else 0.36 + 0.5 * aside) * (1 if number % 2 else -1)
        stage.oval(
            petals[number % 4],
            0.5 + lane / depth,
            horizon + (0.5 - 0.02 * aside) / depth,
            0.0065 / depth,
            0.005 / depth,
        )


def church(stage: Stage, horizon: float) -> None:
    walls = stage.thing("house", "efe6d6", "a89a98", along=(0.46, 0, 0.56, 0), haze=0.25)
    at = 0.5 + stage.luck.uniform(-0.05, 0.05)
    spire = stage.thing("house", "6f5a6a", "40384e", along=(at - 0.03, 0, at + 0.03, 0), haze=0.25)
    stage.box(walls, at - 0.06, horizon - 0.06, at + 0.07, horizon + 0.01)
    stage.area(
        spire,
        (
            (at - 0.02, horizon - 0.06),
            (at - 0.005, horizon - 0.1),
            (at + 0.06, horizon - 0.1),
            (at + 0.075, horizon - 0.06),
        ),
    )
    stage.box(walls, at - 0.045, horizon - 0.16, at - 0.005, horizon + 0.01)
    stage.area(spire, ((at - 0.05, horizon - 0.158), (at - 0.025, horizon - 0.27), (at, horizon - 0.158)))


def street(stage: Stage, horizon: float) -> None:
    """Paving that narrows towards the horizon, with ruts."""
    paving = stage.thing("road", "c9b8a4", "8f8078", along=(0, horizon, 0, 1), rough=0.13, texture="level")
    bend = stage.luck.uniform(-0.03, 0.03)
    stage.area(
        paving,
        (
            (0.497 + bend, horizon + 0.004),
            (0.503 + bend, horizon + 0.004),
            (0.58, horizon + 0.09),
            (0.88, 1.05),
            (0.12, 1.05),
            (0.42, horizon + 0.09),
        ),
    )
    rut = stage.thing("road", "a89886", "77695f", along=(0, horizon, 0, 1), rough=0.1, texture="level")
    for lane in (-0.5, -0.25, 0.25, 0.5):
        stage.area(
            rut,
            (
                (0.5 + 0.15 * lane, horizon + 0.09),
                (0.5 + 0.16 * lane, horizon + 0.09),
                (0.5 + 0.62 * lane + 0.008, 1.05),
                (0.5 + 0.62 * lane - 0.008, 1.05),
            ),
        )


def beside_the_road(stage: Stage, lantern: bool, side: int, near: float, x: float, y: float) -> None:
    """A lantern, or a bush."""
    if lantern:
        post, glass = (
            stage.thing("thing", "3a3a44"),
            stage.thing("thing", "ffe6a0" if stage.light.dark else "d8dde0", glow=1),
        )
        stage.line(post, ((x, y), (x, y - 0.42 / near)), 0.014 / near)
        stage.oval(glass, x, y - 0.45 / near, 0.026 / near, 0.034 / near)
        if stage.light.dark:
            stage.halo(x, y - 0.45 / near, 0.22 / near, "ffb658", 0.8)
    else:
        bush = "4f8a45" if not stage.autumn else "b5652c"
        thing = stage.thing(
            "tree",
            between(bush, "f0e08a", 0.3),
            between(bush, "14301f", 0.4),
            along=(x, y - 0.12 / near, x, y),
            rough=0.2,
            texture="leafy",
        )
        for puff in (-1, 0, 1):
            stage.oval(
                thing,
                x + side * 0.05 / near + 0.045 * puff / near,
                y - 0.04 / near,
                0.05 / near,
                (0.055 - 0.012 * abs(puff)) / near,
            )

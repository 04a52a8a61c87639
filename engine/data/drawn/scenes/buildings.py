"""What people build into a scene: houses, towers and boats."""

from collections.abc import Callable

import numpy as np

from engine.data.drawn.scenes.stage import Stage, between

WALLS = ("f1e3c6", "e9b99a", "d98a6a", "a9c3c9", "f3d58e", "c9c2b4", "b5cfa8", "e8d2d2", "c76a55")
ROOFS = ("a5482f", "8a3f36", "5f5a66", "b8643a", "6f4a3f")


def window(stage: Stage, lit: bool, panes: list, halo: float = 0.0) -> None:
    """Windows as (left, top, right, bottom), dark by day and often lit when it is dark outside."""
    shine = lit and stage.light.dark
    low, high = panes[0][1], panes[-1][3]
    if shine:
        thing = stage.thing("house", "ffe9a3", "f2a23f", along=(0, low, 0, high), rough=0.03, glow=1)
    else:
        thing = stage.thing("house", "8fa9b8", "33465a", along=(0, low, 0.02, high + 1e-3), rough=0.04)
    for left, top, right, bottom in panes:
        stage.box(thing, left, top, right, bottom)
    if shine and halo:
        left, top, right, bottom = panes[0]
        stage.halo((left + right) / 2, (top + bottom) / 2, halo, "ffb050", 0.35)


def town_house(stage: Stage, left: float, foot: float, wide: float, tall: float, haze: float = 0.0) -> None:
    """A narrow house front with a gable and rows of windows."""
    luck = stage.luck
    wall, roof = WALLS[luck.integers(9)], ROOFS[luck.integers(5)]
    style, columns, floors = luck.integers(3), max(2, round(wide / 0.036)), max(2, round(tall / 0.068))
    lit = luck.random((floors, columns)) < 0.55
    top = foot - tall
    front = stage.thing(
        "house",
        wall,
        between(wall, "5f4a4a", 0.25),
        along=(left, top, left + wide, foot + 0.1),
        rough=0.05,
        texture="upright",
        haze=haze,
    )
    cover = stage.thing(
        "house",
        between(roof, "ffffff", 0.12),
        between(roof, "221a22", 0.25),
        along=(left, 0, left + wide, 0),
        rough=0.1,
        texture="level",
        haze=haze,
    )
    stage.box(front, left, top, left + wide, foot)
    gable(stage, int(style), front, cover, left, top, wide)
    stage.box(cover, left + 0.72 * wide, top - 0.6 * wide, left + 0.82 * wide, top - 0.25 * wide)
    trim = stage.thing("house", between(wall, "ffffff", 0.6), rough=0.02, haze=haze)
    high, broad = tall / floors, wide / columns
    for state in (False, True):
        panes = []
        for floor in range(floors):
            for column in range(columns):
                if lit[floor, column] == state and (floor < floors - 1 or column != columns // 2):
                    at_x, at_y = left + (column + 0.24) * broad, top + (floor + 0.2) * high
                    panes.append((at_x, at_y, at_x + 0.52 * broad, at_y + 0.58 * high))
        if panes:
            for pane in panes:
                stage.box(trim, pane[0] - 0.003, pane[1] - 0.003, pane[2] + 0.003, pane[3] + 0.004)
            window(stage, state, panes)
    door = left + (columns // 2 + 0.2) * broad
    stage.box(
        stage.thing("house", ("5a2f2a", "2f4a5a", "3f4a2f")[luck.integers(3)], rough=0.1, haze=haze),
        door,
        foot - 0.72 * high,
        door + 0.6 * broad,
        foot,
    )


def gable(stage: Stage, style: int, front: int, cover: int, left: float, top: float, wide: float) -> None:
    """0 pointed, 1 cut off, 2 in steps."""
    middle = left + wide / 2
    if style == 0:
        stage.area(front, ((left, top + 1e-3), (middle, top - 0.55 * wide), (left + wide, top + 1e-3)))
        for end in (left - 0.004, left + wide + 0.004):
            stage.line(cover, ((end, top + 0.006), (middle, top - 0.57 * wide)), 0.008)
    elif style == 1:
        stage.area(
            cover,
            (
                (left - 0.004, top + 1e-3),
                (left + 0.16 * wide, top - 0.42 * wide),
                (left + 0.84 * wide, top - 0.42 * wide),
                (left + wide + 0.004, top + 1e-3),
            ),
        )
        stage.box(front, middle - 0.13 * wide, top - 0.3 * wide, middle + 0.13 * wide, top)
    else:
        for part in range(4):
            stage.box(
                front, left + 0.13 * part * wide, top - 0.15 * (part + 1) * wide, left + wide - 0.13 * part * wide, top
            )


def lane_house(stage: Stage, side: int, near: float, far: float, horizon: float) -> None:
    """A house beside the road, seen in perspective: `near` and `far` are the depths of its two corners."""
    luck = stage.luck

    def at(depth: float, lane: float, up: float) -> tuple[float, float]:
        return 0.5 + side * lane / depth, horizon + (0.5 - up) / depth

    wall, roof = WALLS[luck.integers(9)], ROOFS[luck.integers(5)]
    tall, road, out = luck.uniform(0.48, 0.75), luck.uniform(0.4, 0.46), 1.2
    pitch, haze = luck.uniform(0.28, 0.42), min(0.45, 0.07 * near)
    lit = luck.random(8) < 0.6
    (left, top), (right, _) = at(near, road, tall), at(near, out, tall)
    front = stage.thing(
        "house",
        wall,
        between(wall, "6a5560", 0.22),
        along=(left, top, left, at(near, road, 0)[1]),
        rough=0.06,
        haze=haze,
    )
    flank = stage.thing(
        "house",
        between(wall, "4a4462", 0.3),
        between(wall, "3a3450", 0.5),
        along=(left, 0, at(far, road, 0)[0], 0),
        rough=0.07,
        haze=haze,
    )
    tiles = stage.thing(
        "house",
        between(roof, "ffffff", 0.1),
        between(roof, "2a2030", 0.35),
        along=(left, top - 0.3 / near, left, top),
        rough=0.16,
        texture="level",
        haze=haze,
    )
    ridge_near, ridge_far = at(near, (road + out) / 2, tall + pitch), at(far, (road + out) / 2, tall + pitch)
    stage.area(flank, (at(near, road, 0), at(near, road, tall), at(far, road, tall), at(far, road, 0)))
    stage.area(
        tiles, (at(near - 0.04, road - 0.03, tall - 0.03), ridge_near, ridge_far, at(far, road - 0.03, tall - 0.03))
    )
    stage.area(front, (at(near, road, 0), at(near, road, tall), ridge_near, at(near, out, tall), at(near, out, 0)))
    if luck.random() < 0.5:  # timber frame
        timber(stage, at, near, road, out, tall, ridge_near, haze)
    edge = stage.thing("house", between(roof, "2a2030", 0.3), haze=haze)
    stage.line(edge, (at(near, road - 0.03, tall - 0.03), ridge_near, at(near, out + 0.03, tall - 0.03)), 0.02 / near)
    lane_windows(stage, at, near, far, road, out, tall, lit, haze)
    left, right = sorted((at(near, road + 0.31, 0)[0], at(near, road + 0.49, 0)[0]))
    stage.box(
        stage.thing("house", ("6a3a2f", "2f5068", "3f5a3a")[luck.integers(3)], rough=0.1),
        left,
        at(near, 0, 0.3)[1],
        right,
        at(near, 0, 0)[1],
    )


def lane_windows(
    stage: Stage,
    at: Callable[[float, float, float], tuple[float, float]],
    near: float,
    far: float,
    road: float,
    out: float,
    tall: float,
    lit: np.ndarray,
    haze: float,
) -> None:
    """Five on the front, two on the flank."""
    trim = stage.thing("house", "f4efe4", rough=0.02, haze=haze)
    for number, (lane, up) in enumerate(((0.18, 0.55), (0.5, 0.55), (0.82, 0.55), (0.18, 0.12), (0.82, 0.12))):
        lane = road + (lane - 0.1) * (out - road)
        left_top, right_low = at(near, lane, tall * (up + 0.3)), at(near, lane + 0.16, tall * up + 0.02)
        left, right = sorted((left_top[0], right_low[0]))
        margin = 0.012 / near
        stage.box(trim, left - margin, left_top[1] - margin, right + margin, right_low[1] + margin)
        window(stage, bool(lit[number]), [(left, left_top[1], right, right_low[1])], halo=0.12 / near)
    for number, share in enumerate((0.25, 0.7)):
        one, two = near + (far - near) * (share - 0.13), near + (far - near) * (share + 0.13)
        shine = bool(lit[5 + number]) and stage.light.dark
        pane = stage.thing(
            "house", "ffd98a" if shine else "3f4f63", glow=1.0 if shine else 0.0, haze=0 if shine else haze
        )
        stage.area(pane, (at(one, road, 0.2), at(one, road, 0.42), at(two, road, 0.42), at(two, road, 0.2)))


def timber(
    stage: Stage,
    at: Callable[[float, float, float], tuple[float, float]],
    near: float,
    road: float,
    out: float,
    tall: float,
    ridge_near: tuple[float, float],
    haze: float,
) -> None:
    """The beams of a frame, on the front of a house."""
    beam = stage.thing("house", "6a4a3a", rough=0.1, texture="upright", haze=haze)
    span = out - road
    for (lane, up), (lane_to, up_to) in (
        ((0, 0.48), (1, 0.48)),
        ((0, 1), (1, 1)),
        ((0.01, 0), (0.01, 1)),
        ((0.34, 0), (0.34, 1)),
        ((0.68, 0), (0.68, 1)),
        ((0.01, 0.48), (0.34, 0)),
        ((1, 0.48), (0.68, 0)),
    ):
        stage.line(
            beam,
            (at(near, road + lane * span, up * tall), at(near, road + lane_to * span, up_to * tall)),
            0.024 / near,
        )
    stage.line(beam, (at(near, road + 0.5 * span, tall), ridge_near), 0.024 / near)


def tower(stage: Stage, x: float, line: float, wide: float, tall: float, shape: int, haze: float, layer: int) -> None:
    luck = stage.luck
    wall = ("8fa3b8", "c9a58f", "6f8aa5", "d6c7a8", "a8776a", "5f8088")[luck.integers(6)]
    top = line - tall
    front = stage.thing(
        "house",
        between(wall, "ffffff", 0.2),
        between(wall, "2a2f48", 0.35),
        along=(x, top, x + wide, line),
        rough=0.05,
        texture="upright",
        haze=haze,
    )
    side = stage.thing(
        "house",
        between(wall, "1f2540", 0.45),
        between(wall, "161c34", 0.6),
        along=(0, top, 0, line),
        rough=0.05,
        haze=haze,
    )
    split = x + wide * 0.68
    stage.box(side, split, top, x + wide, line)
    stage.box(front, x, top, split, line)
    if shape == 0:
        stage.box(front, x + 0.2 * wide, top - 0.03, x + 0.6 * wide, top)
        stage.line(side, ((x + 0.4 * wide, top - 0.03), (x + 0.4 * wide, top - 0.09)), 0.005)
    elif shape == 1:
        stage.area(front, ((x, top + 1e-3), (x + 0.5 * wide, top - 0.06), (split, top + 1e-3)))
        stage.area(side, ((x + 0.5 * wide, top - 0.06), (x + wide, top + 1e-3), (split, top + 1e-3)))
    elif shape == 2:
        stage.box(side, x + 0.15 * wide, top - 0.018, x + 0.5 * wide, top)
    lit = luck.random(4) * 0.45 + 0.2
    columns, floors = max(2, round(wide * 46)), max(3, round(tall * 30))
    if layer == 0:
        return
    on = luck.random((floors, columns)) < lit[0]
    broad, high = (split - x) / columns, tall / floors
    dark = stage.thing("house", between(wall, "20304a", 0.55), rough=0.03, haze=haze)
    shine = (
        stage.thing("house", "ffe6a0", "ffc56a", along=(0, top, 0, line), rough=0.03, glow=1, haze=0.5 * haze)
        if stage.light.dark
        else dark
    )
    for floor in range(floors):
        y = top + (floor + 0.3) * high
        if layer == 1:
            stage.box(dark, x + 0.15 * broad, y, split - 0.15 * broad, y + 0.38 * high)
        for column in range(columns):
            if layer == 2 or on[floor, column]:
                left = x + (column + 0.22) * broad
                stage.box(shine if on[floor, column] else dark, left, y, left + 0.56 * broad, y + 0.46 * high)


def boat(stage: Stage, x: float, line: float, big: float, hull: str, sail: str, lean: int) -> None:
    """A sailing boat whose hull touches the water at `line`, its reflection below it."""
    band = stage.thing(
        "boat",
        between(hull, "ffffff", 0.25),
        between(hull, "101828", 0.45),
        along=(x, line - 0.1 * big, x, line + 0.01),
        rough=0.06,
        texture="level",
    )
    wood, white = stage.thing("boat", "7a5638", rough=0.08), stage.thing("boat", "f4efe2", rough=0.04)
    cloth = stage.thing(
        "boat",
        sail,
        between(sail, "8f7f86", 0.45),
        along=(x - 0.2 * big * lean, 0, x + 0.22 * big * lean, 0),
        rough=0.05,
        texture="upright",
    )
    deck, bow = line - 0.085 * big, lean * big
    stage.line(wood, ((x, deck), (x, line - 0.82 * big)), max(0.004, 0.014 * big))
    stage.area(
        cloth,
        (
            (x + 0.02 * bow, line - 0.78 * big),
            (x + 0.05 * bow, line - 0.16 * big),
            (x + 0.37 * bow, line - 0.18 * big),
            (x + 0.2 * bow, line - 0.5 * big),
        ),
    )
    stage.area(
        cloth,
        (
            (x - 0.02 * bow, line - 0.72 * big),
            (x - 0.03 * bow, line - 0.17 * big),
            (x - 0.3 * bow, line - 0.13 * big),
            (x - 0.18 * bow, line - 0.4 * big),
        ),
    )
    stage.line(wood, ((x, line - 0.14 * big), (x + 0.38 * bow, line - 0.16 * big)), 0.01 * big)
    stage.area(
        band,
        (
            (x - 0.42 * bow, deck - 0.03 * big),
            (x + 0.36 * bow, deck),
            (x + 0.3 * bow, line),
            (x - 0.27 * bow, line + 0.012 * big),
        ),
    )
    stage.line(white, ((x - 0.42 * bow, deck - 0.03 * big), (x + 0.36 * bow, deck)), 0.014 * big)
    stage.box(white, x - 0.02 * big, deck - 0.06 * big, x + 0.19 * big, deck + 0.004)
    stage.box(
        stage.thing("boat", "ffd98a" if stage.light.dark else "4a6478", glow=1.0 if stage.light.dark else 0.0),
        x + 0.02 * big,
        deck - 0.045 * big,
        x + 0.13 * big,
        deck - 0.015 * big,
    )

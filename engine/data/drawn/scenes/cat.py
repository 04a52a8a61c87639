"""A scene in a room: a cat on a window sill. What belongs to the cat is told apart from the room and the garden."""

import numpy as np

from engine.data.drawn.scenes.parts import clouds, hills, sky, tree
from engine.data.drawn.scenes.stage import Stage, between, tone

LAMP_LIGHT = tone("b58f86")  # what is left of a room's colours in the evening
COATS = (
    ("e59a4a", "a85a24", "fbe6cc"),  # ginger
    ("9aa0a8", "565c68", "eef0f2"),  # grey
    ("c4a684", "6f5236", "f6ead8"),  # brown
    ("565260", "24222c", "f4f1ee"),  # black and white
)
IRISES = ("8fbf4a", "d9a52f", "5fa8c4", "c4b83a")


def cat(stage: Stage) -> None:
    """A cat looks at you from a window sill; behind it the garden, the time of day and of year."""
    luck = stage.luck
    horizon = 0.56
    sky(stage, horizon, luck.choice([luck.uniform(0.24, 0.34), luck.uniform(0.66, 0.76)]), 0.16)
    clouds(stage, 3, 0.12, 0.34)
    grass = ("8fbf62", "4f8a3f") if not stage.autumn else ("cfa456", "8f7038")
    hills(stage, horizon - 0.08, 0.04, *grass, haze=0.5, label="mountain")
    hills(stage, horizon, 0.03, *grass, haze=0.15)
    for at in (0.2, 0.36, 0.64, 0.8):
        tree(
            stage,
            at + luck.normal(0, 0.03),
            horizon + 0.07,
            luck.uniform(0.14, 0.3),
            int(luck.integers(4)),
            haze=0.15,
            tufts=4,
        )
    stage.falls = LAMP_LIGHT if stage.light.dark else stage.falls
    room(stage)
    coat, dark, pale = COATS[luck.integers(4)]
    x = 0.5 + luck.normal(0, 0.025)
    sitting(stage, x, coat, dark, pale)
    face(stage, x, 0.395, coat, dark, pale, IRISES[luck.integers(4)])


def room(stage: Stage) -> None:
    """The wall around a window, its frame, curtains, sill and a pot of flowers."""
    luck = stage.luck
    paper = ("c9d6c4", "e6c9b0", "c9cfe0", "e8d9b5")[luck.integers(4)]
    wall = stage.thing("room", paper, between(paper, "4a4058", 0.4), along=(0, 0, 1, 1), rough=0.03)
    for left, top, right, bottom in ((-1, -1, 0.1, 2), (0.9, -1, 2, 2), (-1, -1, 2, 0.055), (-1, 0.8, 2, 2)):
        stage.box(wall, left, top, right, bottom)
    frame = stage.thing("room", "fbf7ee", "c9c2b6", along=(0, 0, 1, 1), rough=0.03, texture="upright")
    shade = stage.thing("room", "a8a098", rough=0.03)
    for left, top, right, bottom in (
        (0.085, 0.04, 0.125, 0.82),
        (0.875, 0.04, 0.915, 0.82),
        (0.085, 0.04, 0.915, 0.075),
        (0.485, 0.04, 0.515, 0.82),
        (0.1, 0.3, 0.9, 0.32),
    ):
        stage.box(shade, left + 0.005, top + 0.005, right + 0.006, bottom + 0.006)
        stage.box(frame, left, top, right, bottom)
    tint = ("c8553f", "3f6f8f", "d9a03f", "7f5a8a")[luck.integers(4)]
    for side in (-1, 1):
        for fold in range(5):
            inner, outer = 0.5 + side * (0.31 + 0.032 * fold), 0.5 + side * (0.31 + 0.032 * (fold + 1))
            low_in, low_out = 0.5 + side * (0.345 + 0.028 * fold), 0.5 + side * (0.345 + 0.028 * (fold + 1))
            cloth = stage.thing(
                "room",
                between(tint, "fff4e0", 0.3),
                between(tint, "201830", 0.42),
                along=(inner, 0, outer, 0),
                rough=0.05,
                texture="upright",
            )
            stage.area(
                cloth,
                (
                    (inner, 0.02),
                    (outer, 0.02),
                    (outer + side * 0.01, 0.4),
                    (low_out, 0.83),
                    (low_in, 0.83),
                    (inner + side * 0.012, 0.4),
                ),
            )
    rod = stage.thing("room", "a5835a", "5f452e", along=(0, 0.01, 0, 0.035), rough=0.06, texture="level")
    stage.box(rod, -0.05, 0.012, 1.05, 0.034)
    sill = stage.thing("room", "f2e8d8", "b5a590", along=(0, 0.815, 0, 0.9), rough=0.05, texture="level")
    stage.box(sill, -0.05, 0.815, 1.05, 0.885)
    stage.box(
        stage.thing("room", "94836f", "6f6050", along=(0, 0.885, 0, 0.92), rough=0.05, texture="level"),
        -0.05,
        0.885,
        1.05,
        0.915,
    )
    flower_pot(stage)


def flower_pot(stage: Stage) -> None:
    luck = stage.luck
    at = 0.5 + luck.choice([-1, 1]) * luck.uniform(0.3, 0.34)
    pot = stage.thing("thing", "d98a5f", "8a4630", along=(at - 0.05, 0, at + 0.06, 0), rough=0.07)
    green = "4f8f45" if not stage.autumn else "8a8a3f"
    stem = stage.thing(
        "thing",
        between(green, "d9e890", 0.3),
        between(green, "10281f", 0.45),
        along=(at - 0.06, 0.6, at + 0.06, 0.8),
        rough=0.12,
        texture="leafy",
    )
    petals = ("f2607f", "f7c948") if not stage.autumn else ("d9652a", "a8442f")
    for number, (aside, up) in enumerate(luck.normal(0, 1, (16, 2)).clip(-1.6, 1.6).tolist()):
        stage.oval(stem, at + 0.03 * aside, 0.7 + 0.022 * up, 0.021, 0.014)
        if number % 2:
            bloom_x, bloom_y = at + 0.034 * aside, 0.672 + 0.026 * up
            petal = stage.thing(
                "thing",
                between(petals[number // 2 % 2], "ffffff", 0.25),
                petals[number // 2 % 2],
                around=(bloom_x, bloom_y, 0.018, 0.018),
                rough=0.05,
            )
            for turn in np.linspace(0, 6.283, 6)[:5].tolist():
                stage.oval(petal, bloom_x + 0.009 * np.cos(turn), bloom_y + 0.009 * np.sin(turn), 0.0075)
            stage.oval(stage.thing("thing", "fbe6a0"), bloom_x, bloom_y, 0.005)
    stage.area(pot, ((at - 0.046, 0.735), (at + 0.046, 0.735), (at + 0.034, 0.835), (at - 0.034, 0.835)))
    stage.box(pot, at - 0.052, 0.722, at + 0.052, 0.748)


def fur(
    stage: Stage, things: list[int], x: float, y: float, wide: float, high: float, long: float, count: int, lean: float
) -> None:
    """Hairs over an oval: they lie away from the nose, and hang more the larger `lean` is."""
    throws = stage.luck.random((count, 4))
    turn, away = 6.2832 * throws[:, 0], np.sqrt(throws[:, 1]) * 1.0
    at = np.stack([x + wide * away * np.cos(turn), y + high * away * np.sin(turn)], -1)
    way = np.stack([np.cos(turn) * away, np.sin(turn) * away + lean], -1)
    way = way / (np.linalg.norm(way, axis=1, keepdims=True) + 1e-6) + 0.35 * (throws[:, 2:] - 0.5)
    order = np.argsort(at[:, 1])
    for number, (one, other) in enumerate(zip(at[order].tolist(), (at + way * long)[order].tolist(), strict=True)):
        stage.line(things[number % len(things)], (one, other), 0.0032)


def coat_of(stage: Stage, coat: str, dark: str, pale: str, x: float, y: float, wide: float, high: float) -> list[int]:
    """Hairs of three tones, all lighter towards the window and darker below."""
    ends = (x - wide, y - high, x + 0.7 * wide, y + high)
    return [
        stage.thing("animal", between(one, "ffffff", 0.12), between(one, dark, 0.62), along=ends, rough=0.06)
        for one in (coat, between(coat, pale, 0.3), between(coat, dark, 0.35))
    ]


def sitting(stage: Stage, x: float, coat: str, dark: str, pale: str) -> None:
    luck = stage.luck
    side = luck.choice([-1, 1])
    hairs = coat_of(stage, coat, dark, pale, x, 0.66, 0.2, 0.24)
    body = hairs[0]
    bend = np.linspace(0, 1, 44)
    tail = np.stack(
        [x + side * (0.13 + 0.2 * np.sin(2.6 * bend) ** 0.8), 0.83 + 0.06 * bend - 0.02 * np.sin(5 * bend)], -1
    )
    tail[:, 0] -= side * 0.1 * np.clip(bend - 0.7, 0, 1)
    for (at_x, at_y), wide in zip(tail.tolist(), np.linspace(0.037, 0.025, 44).tolist(), strict=True):
        stage.oval(body, at_x, at_y, wide)
    for number, (at_x, at_y) in enumerate(tail.tolist()):
        if number % 9 == 5:
            stage.oval(hairs[2], at_x, at_y, 0.012, 0.03)
    stage.oval(body, x, 0.72, 0.185, 0.145)
    stage.oval(body, x, 0.6, 0.135, 0.17)
    for flank in (-1, 1):
        stage.oval(body, x + flank * 0.12, 0.77, 0.085, 0.095)
    fur(stage, hairs, x, 0.66, 0.16, 0.19, 0.03, 420, 0.9)
    bib = [
        stage.thing("animal", pale, between(pale, dark, 0.4), along=(x - 0.06, 0.52, x + 0.06, 0.86), rough=0.05),
        stage.thing("animal", between(pale, coat, 0.3), rough=0.05),
    ]
    stage.oval(bib[0], x, 0.61, 0.07, 0.1)
    fur(stage, bib, x, 0.6, 0.07, 0.1, 0.032, 130, 1.2)
    for leg in (-1, 1):
        limb = stage.thing(
            "animal",
            between(coat, "ffffff", 0.12),
            between(coat, dark, 0.55),
            along=(x + leg * 0.055 - 0.05, 0, x + leg * 0.055 + 0.05, 0),
            rough=0.06,
        )
        stage.area(
            limb, ((x + leg * 0.02, 0.64), (x + leg * 0.09, 0.62), (x + leg * 0.088, 0.84), (x + leg * 0.022, 0.84))
        )
        paw = stage.thing("animal", pale, between(pale, dark, 0.4), along=(0, 0.82, 0, 0.875), rough=0.04)
        stage.oval(paw, x + leg * 0.056, 0.852, 0.047, 0.026)
        for toe in (-0.014, 0.012):
            stage.line(
                stage.thing("animal", between(pale, dark, 0.65)),
                ((x + leg * 0.056 + toe, 0.855), (x + leg * 0.056 + toe, 0.874)),
                0.003,
            )


def face(stage: Stage, x: float, y: float, coat: str, dark: str, pale: str, iris: str) -> None:
    luck = stage.luck
    hairs = coat_of(stage, coat, dark, pale, x, y, 0.17, 0.15)
    inner = stage.thing("animal", "e8a8a0", between("b86f70", dark, 0.4), along=(0, y - 0.22, 0, y - 0.08), rough=0.06)
    for side in (-1, 1):
        tip = (x + side * 0.135, y - 0.225)
        stage.area(hairs[2], ((x + side * 0.035, y - 0.11), tip, (x + side * 0.165, y - 0.02)))
        stage.area(hairs[0], ((x + side * 0.045, y - 0.105), tip, (x + side * 0.15, y - 0.03)))
        stage.area(inner, ((x + side * 0.07, y - 0.1), (x + side * 0.126, y - 0.19), (x + side * 0.142, y - 0.05)))
    stage.oval(hairs[0], x, y, 0.168, 0.138)
    for side in (-1, 1):
        stage.oval(hairs[0], x + side * 0.09, y + 0.045, 0.09, 0.082)
    fur(stage, hairs, x, y, 0.165, 0.135, 0.026, 420, 0.15)
    stripe = stage.thing("animal", between(dark, coat, 0.12), rough=0.08)
    for aside, top in ((-0.042, 0.02), (0, 0), (0.042, 0.02)):
        stage.area(
            stripe,
            (
                (x + 0.9 * aside - 0.008, y - 0.125 + top),
                (x + 0.9 * aside + 0.008, y - 0.125 + top),
                (x + 0.55 * aside + 0.002, y - 0.055),
            ),
        )
    for side in (-1, 1):
        for level in (0.0, 0.035):
            stage.area(
                stripe,
                (
                    (x + side * 0.162, y - 0.012 + level),
                    (x + side * 0.155, y + 0.008 + level),
                    (x + side * 0.1, y + 0.014 + level),
                ),
            )
    muzzle = stage.thing("animal", pale, between(pale, dark, 0.22), along=(0, y, 0, y + 0.13), rough=0.04)
    soft = stage.thing("animal", between(pale, coat, 0.25), rough=0.04)
    stage.area(muzzle, ((x - 0.012, y - 0.05), (x + 0.012, y - 0.05), (x + 0.04, y + 0.05), (x - 0.04, y + 0.05)))
    stage.oval(muzzle, x, y + 0.1, 0.045, 0.032)
    for side in (-1, 1):
        stage.oval(muzzle, x + side * 0.04, y + 0.066, 0.05, 0.037)
    fur(stage, [muzzle, soft], x, y + 0.07, 0.07, 0.03, 0.014, 60, 0.4)
    line = stage.thing("animal", "3a2428", rough=0)
    for side in (-1, 1):
        eye(stage, x + side * 0.073, y - 0.012, side, iris, line)
    stage.area(
        stage.thing("animal", "e08f8a", "b05a60", along=(0, y + 0.03, 0, y + 0.06), rough=0.03),
        ((x - 0.02, y + 0.034), (x + 0.02, y + 0.034), (x + 0.006, y + 0.054), (x - 0.006, y + 0.054)),
    )
    stage.line(line, ((x, y + 0.052), (x, y + 0.068)), 0.004)
    for side in (-1, 1):
        stage.line(line, ((x, y + 0.068), (x + side * 0.014, y + 0.08), (x + side * 0.034, y + 0.078)), 0.004)
        whisker = stage.thing("animal", "fffdf6", rough=0)
        for rise in luck.normal(0, 0.006, 3).cumsum() + [-0.022, 0.004, 0.03]:
            start = (x + side * 0.05, y + 0.066 + 0.3 * rise)
            stage.line(
                whisker,
                (start, (x + side * 0.13, y + 0.062 + 0.9 * rise), (x + side * 0.215, y + 0.075 + 1.7 * rise)),
                0.0026,
            )


def eye(stage: Stage, at: float, level: float, side: int, iris: str, line: int) -> None:
    wide = 0.55 if not stage.light.dark else 0.85  # pupils open in the dark
    turn = np.linspace(0, np.pi, 12)
    upper = np.stack([at - 0.041 * np.cos(turn) * side, level + 0.008 * np.cos(turn) - 0.031 * np.sin(turn)], -1)
    lower = np.stack([at - 0.041 * np.cos(turn) * side, level + 0.008 * np.cos(turn) + 0.026 * np.sin(turn)], -1)
    almond = np.concatenate([upper, lower[::-1]])
    middle = np.array([at, level])
    stage.area(line, middle + (almond - middle) * 1.16)
    stage.area(
        stage.thing(
            "animal",
            between(iris, "fff8c8", 0.45),
            between(iris, "20301f", 0.35),
            around=(at, level + 0.012, 0.036, 0.036),
            rough=0.05,
            glow=0.3,
        ),
        almond,
    )
    stage.oval(stage.thing("animal", "120f14", rough=0), at, level, 0.017 * wide, 0.026)
    stage.oval(stage.thing("animal", "ffffff", rough=0, glow=0.7), at - 0.009, level - 0.011, 0.006)

"""Every part of a cartoon face, upright: head, eyes, mouth, hair, hat and clothes. Parts that move are flip-books."""

import math

import numpy as np
from PIL import Image, ImageChops, ImageFilter

from engine.data.drawn.cartoon.hair import HAIR_STYLES, hair
from engine.data.drawn.cartoon.paper import FINE, Paper, cut, mirrored, points_of

MOODS = 41  # pages of the flip-books that a smile turns
LIDS = 17  # pages of those that an eye turns

HEAD = "32,13.5 40.5,15.5 46,22 47,31 45.4,40.5 40,48.5 32,52"
HAT_EDGE = "32,-2 60,-2 66,20 58,27 50,22 32,19.5"  # above it, hair is under the hat


def drawings() -> dict[str, list[Image.Image]]:
    """Every part, upright: for each the pages of its flip-book."""
    cap, head = hat(), Paper().whole(HEAD)
    clothes = Paper().whole("32,55 39,55 39,55 47,57 55,60 59.5,66 60,72 32,72").oval(32, 53.5, 7.4, 5.2, 0)
    collar = cut(Paper().oval(32, 54, 9.2, 6.8), clothes)
    lenses, rims = Paper().ovals(39, 34, 5.4, 5.2, 26), Paper().ovals(39, 34, 6.3, 6.1).ovals(39, 34, 5, 4.8, 0)
    blush = Paper().ovals(21.4, 40.2, 3.1, 2.2)
    blush.sheet = blush.sheet.filter(ImageFilter.BoxBlur(0.9 * FINE))
    pages = {
        "halo": [Paper().oval(32, 33, 27, 27)],
        "neck": [Paper().whole("32,44 38,44 38,52 39,57 32,60")],
        "neck shade": [Paper().whole("32,44 38,44 38,52.5 32,57", 190)],
        "clothes": [clothes],
        "clothes shade": [collar.strokes("46.6,68 45.4,61", 1, 0.5)],
        "head": [Paper().whole(HEAD).ovals(47.2, 34.5, 3, 4.2)],
        "bald shine": [Paper().stroke("21.5,22 24.5,18.4 29,16.6", 1.9, 1.6).oval(32, 16.3, 0.9, 0.8)],
        "blush": [cut(blush, head)],
        "beard": [beard()],
        "nose": [Paper().blob("30,39.2 32,36.5 34,39.2 33.2,40.6 30.8,40.6", 200)],
        "iris": [Paper().ovals(39, 33.6, 2.7, 2.9)],
        "glint": [Paper().oval(25.8, 32.7, 0.9, 0.9).oval(39.8, 32.7, 0.9, 0.9)],
        "lenses": [lenses.stroke("22,33.4 24.4,30.4", 1.1, ink=120).stroke("36,33.4 38.4,30.4", 1.1, ink=120)],
        "frames": [rims.stroke("30.6,33.2 32,32.5 33.4,33.2", 1.2).strokes("45,32.6 48.5,31.6", 1.2)],
        "hat": [cap],
        "hat shade": [cut(hat_ribs(), cap)],
        "hat light": [Paper().oval(32, 5, 4.1, 4).stroke("19.6,14.6 22,11.2 25,9.3", 1.6, ink=110)],
    }
    books = (
        [eyes(openness) for openness in np.linspace(0, 1, LIDS)],
        [mouth_and_brows(mood) for mood in np.linspace(-1, 1, MOODS)],
    )
    for book in books:
        pages |= {name: [page[name] for page in book] for name in book[0]}
    for name in ("hair behind", "hair", "hair shine", "hair strands", "face shade"):
        pages[name] = []
    below_hat = Paper().blob([(-9, -9), (73, -9), (73, 73), (-9, 73)]).whole(HAT_EDGE, 0)
    for style in HAIR_STYLES:
        front, behind, shine, strands = hair(style)
        for with_hat in (False, True):
            kept = cut(front, below_hat) if with_hat else front
            pages["hair"].append(kept)
            pages["hair behind"].append(cut(behind, below_hat) if with_hat else behind)
            pages["hair shine"].append(cut(shine, kept))
            pages["hair strands"].append(cut(strands, kept))
            pages["face shade"].append(face_shade(head, [kept, cap] if with_hat else [kept]))
    return {name: [paper.sheet for paper in papers] for name, papers in pages.items()}


def face_shade(head: Paper, above: list[Paper]) -> Paper:
    """Shade on the side away from the light, in the ears, and where hair or hat throw a shadow on the forehead."""
    away = ImageChops.invert(Paper().oval(29.2, 30, 17.2, 24).sheet).point(lambda ink: ink * 0.55)
    for paper in above:
        thrown = ImageChops.offset(paper.sheet, 0, round(1.8 * FINE)).point(lambda ink: ink * 0.75)
        away = ImageChops.lighter(away, thrown)
    shade = Paper()
    shade.sheet.paste(ImageChops.multiply(away, head.sheet))
    return shade.ovals(47.8, 34.7, 1.5, 2.5, 190)


def beard() -> Paper:
    jaw, cheek = "47.4,31 47.3,40 43.6,48.6 38,53 32,54.6", "45.6,30 44.6,37 40,40.2 35.5,40.6 32,41.6"
    return Paper().blob(points_of(jaw) + mirrored(jaw)[-2::-1] + mirrored(cheek) + points_of(cheek)[-2::-1])


def hat() -> Paper:
    dome = Paper().whole("32,5.4 42,7.8 48.6,15 49.6,21 32,21").oval(32, 5, 4.1, 4)
    return dome.whole("32,16.4 48.5,18.6 50.8,21.2 50,25 47.6,25.8 32,23")


def hat_ribs() -> Paper:
    ribs = Paper().stroke("15,19 23,17 32,16.4 41,17 49,19", 0.9)
    for x in np.linspace(-15, 15, 11):
        sag = 0.011 * x * x
        ribs.stroke([(32 + 1.04 * x, 17.2 + sag), (32 + 1.12 * x, 23 + sag)], 0.8)
    return ribs


def eyes(openness: float) -> dict[str, Paper]:
    """Eyes, from closed (0) to wide open (1): the upper lid slides from the lower lid to the socket's rim."""
    turn = np.linspace(math.pi, 0, 17)
    across, up = 39 + 3.7 * np.cos(turn), np.sin(turn)
    lower, rim = 34 + 3.4 * up, 34 - 4.6 * up
    upper = lower + (rim - lower) * openness
    upper, lower, rim = (list(zip(across, line, strict=True)) for line in (upper, lower, rim))
    return {
        "eye": Paper().blobs(upper + lower[::-1]) if openness > 0 else Paper(),
        "eyelid": Paper().blobs(rim + upper[::-1], 150) if openness < 1 else Paper(),
        "lashes": Paper().strokes(upper, 1.2),
    }


def mouth_and_brows(mood: float) -> dict[str, Paper]:
    """Mouth and brows, from a frown (-1) to a grin (1) that shows teeth and tongue."""
    across = np.linspace(-1, 1, 17)
    x = 32 + across * (4.6 + 0.3 * abs(mood) + 2.8 * max(mood, 0))
    curve = 44.3 + math.sin(math.pi / 2 * mood) * (1.3 - 3 * across**2)
    gape = 4.5 * max((mood - 0.2) / 0.8, 0) ** 0.8
    top, bottom = curve - 0.35 * gape * (1 - across**2), curve + gape * (1 - np.abs(across) ** 2.6)
    rim = bottom + (2.1 - 0.9 * max(mood, 0)) * np.cos(math.pi / 2 * across)
    lines = (top, bottom, rim, top + 0.4, top + 0.42 * (bottom - top), bottom - 0.3)
    upper, lower, lip, gum, bite, floor = (list(zip(x, line, strict=True)) for line in lines)
    lift, inner = 0.9 * mood, -0.5 * mood if mood > 0 else -1.5 * mood
    brow = [(35.4, 28 + inner - lift), (39.5, 26.2 - 1.2 * lift), (44, 27.8 - 0.7 * lift)]
    tongue = Paper().oval(32, lower[8][1] + 0.6, 3.6, 2.4)
    return {
        "brows": Paper().strokes(brow, 2, 1.3),
        "lips in beard": Paper().blob(upper + lip[::-1]).stroke(upper, 3.2).stroke(lower, 3.2),
        "lips": Paper().blob(lower + lip[-2:0:-1]),
        "mouth": Paper().blob(upper + lower[::-1]).stroke(upper, 1.3).stroke(lower, 1.3),
        "teeth": Paper().blob(gum[1:-1] + bite[-2:0:-1]) if mood > 0.3 else Paper(),
        "tongue": cut(tongue, Paper().blob(upper + floor[::-1])) if mood > 0.45 else Paper(),
    }

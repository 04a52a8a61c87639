"""Built-in picture set `faces`: 64x64 cartoon faces whose every attribute is known.

A face is a collage. Each part (hair, hat, mouth ...) is cut once from a large sheet, and parts that move are flip-books
with one sheet per position. To draw a face is to look up, for each pixel, where it falls on the tilted sheets, and to
lay one coloured part over the other. Attributes are drawn independently, so that none can be guessed from another.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

import numpy as np
from PIL import Image, ImageChops, ImageDraw, ImageFilter

from engine.core.errors import Trouble


@dataclass(frozen=True)
class Attribute:
    """One thing that varies. `words` say what the two ends look like; a choice is a number into `choices`."""

    name: str
    kind: Literal["number", "yes or no", "choice"]
    low: float = 0
    high: float = 1
    usual: float = 0
    words: tuple[str, str] = ("", "")
    choices: tuple[str, ...] = ()
    share: float = 0.5  # of all faces that say yes
    favour: float = 1  # above 1, faces crowd towards the high end


def _choice(name: str, *choices: str, usual: int = 0) -> Attribute:
    return Attribute(name, "choice", high=len(choices) - 1, usual=usual, choices=choices)


ATTRIBUTES = {
    "smile": Attribute("smile", "number", -1, 1, 0.3, ("frown", "grin")),
    "glasses": Attribute("glasses", "yes or no", words=("no glasses", "glasses"), share=0.4),
    "hair_style": _choice("hair style", "bald", "short", "spiky", "curly", "bob", "long", "bun", "pigtails", usual=1),
    "hair_colour": _choice("hair colour", "black", "brown", "red", "blond", "grey", usual=1),
    "skin": Attribute("skin", "number", 0, 1, 0.3, ("pale", "dark")),
    "beard": Attribute("beard", "yes or no", words=("no beard", "beard"), share=0.35),
    "hat": Attribute("hat", "yes or no", words=("no hat", "hat"), share=0.35),
    "eye_openness": Attribute("eye openness", "number", 0, 1, 0.75, ("closed", "wide open"), favour=2),
    "gaze": Attribute("gaze", "number", -1, 1, 0, ("looks left", "looks right")),
    "tilt": Attribute("head tilt", "number", -1, 1, 0, ("leans left", "leans right")),
    "clothes": _choice("clothes", "navy", "brick", "mustard", "teal", "plum", usual=3),
    "background": _choice("background", "cream", "peach", "rose", "sage", "sky", "lilac"),
}

SIDE = 64  # all lengths below are pixels of a picture this large
FINE = 12  # points of a sheet per pixel
SHEET = SIDE * FINE
PIVOT = (32, 53)  # the head turns about the neck
LEAN = 0.15  # radians at full tilt
MOODS = 41  # pages of the flip-books that a smile turns
LIDS = 17  # pages of those that an eye turns
BLOCK = 256  # faces drawn from one random stream


def _colours(*codes: str) -> np.ndarray:
    return np.array([[int(code[i : i + 2], 16) for i in (0, 2, 4)] for code in codes], np.float32)


SKIN = _colours("ffe0c8", "f8c8a4", "e8aa7c", "c98a5a", "9c6340", "80503b")
HAIR = _colours("2f2833", "5c3825", "cf5b28", "edbf62", "aaa6b0")
CLOTHES = _colours("3d5078", "c8553d", "e3a23a", "2f8580", "83527f")
BACKGROUND = _colours("f4e3c3", "f8c79c", "ee9fb0", "b7d0ae", "a9cfe0", "c7bce4")
WHITE, DARK, LIP, MOUTH, TONGUE, BLUSH = _colours("ffffff", "33262b", "c4505a", "76222f", "e77a7a", "ef6f62")


def make(count: int, seed: int) -> tuple[np.ndarray, dict[str, np.ndarray]]:
    """uint8 (count, 64, 64, 3) and for each attribute float32 (count,). A longer set begins with the shorter one."""
    if count < 1:
        raise Trouble(f"{count} faces were asked for.", "Ask for 1 or more.")
    blocks = [_draw_lots(np.random.default_rng([seed, block])) for block in range(-(-count // BLOCK))]
    values = {name: np.concatenate([block[name] for block in blocks])[:count] for name in ATTRIBUTES}
    return paint(values, SIDE), values


def draw(attributes: Mapping[str, float], size: int = SIDE) -> np.ndarray:
    """One face, uint8 (size, size, 3). What is not given is as usual."""
    if not 16 <= size <= 512:
        raise Trouble(f"A face {size} pixels wide cannot be drawn.", "Ask for 16 to 512 pixels.")
    for name, value in attributes.items():
        _check(name, value)
    values = {name: attributes.get(name, attribute.usual) for name, attribute in ATTRIBUTES.items()}
    return paint({name: np.array([value], np.float32) for name, value in values.items()}, size)[0]


def _check(name: str, value: float) -> None:
    if name not in ATTRIBUTES:
        raise Trouble(f"Faces have no attribute '{name}'.", f"They have: {', '.join(ATTRIBUTES)}.")
    attribute = ATTRIBUTES[name]
    if not isinstance(value, (int, float, np.number)):
        raise Trouble(f"'{name}' is {value!r}, which is not a number.", "Give each attribute a number.")
    inside = attribute.low <= value <= attribute.high
    if attribute.kind == "choice" and not (inside and value == int(value)):
        known = ", ".join(f"{number} {choice}" for number, choice in enumerate(attribute.choices))
        raise Trouble(f"'{name}' is {value}, which is none of its choices.", f"Choose from: {known}.")
    if attribute.kind == "yes or no" and value not in (0, 1):
        raise Trouble(f"'{name}' is {value}, but it is a yes or no.", f"Give 0 ({attribute.words[0]}) or 1.")
    if not inside:
        ends = f"{attribute.low} ({attribute.words[0]}) to {attribute.high} ({attribute.words[1]})"
        raise Trouble(f"'{name}' is {value}, which is out of range.", f"It goes from {ends}.")


def _draw_lots(chance: np.random.Generator) -> dict[str, np.ndarray]:
    values = {}
    for name, attribute in ATTRIBUTES.items():
        lot = chance.random(BLOCK)
        if attribute.kind == "choice":
            lot = np.floor(lot * len(attribute.choices))
        elif attribute.kind == "yes or no":
            lot = lot < attribute.share
        else:
            lot = attribute.low + (attribute.high - attribute.low) * (1 - lot**attribute.favour)
        values[name] = lot.astype(np.float32)
    return values


def paint(values: Mapping[str, np.ndarray], size: int) -> np.ndarray:
    """Faces from checked attributes, each float32 (n,): uint8 (n, size, size, 3)."""
    count = len(values["smile"])
    pictures = np.empty((count, size, size, 3), np.uint8)
    at_once = max(1, 32 * SIDE**2 // size**2)  # few enough to stay in the processor's cache
    for start in range(0, count, at_once):
        some = slice(start, start + at_once)
        canvas = _collage({name: value[some] for name, value in values.items()}, size)
        pictures[some] = np.rint(canvas).astype(np.uint8).transpose(1, 2, 0).reshape(-1, size, size, 3)
    return pictures


def _collage(values: Mapping[str, np.ndarray], size: int) -> np.ndarray:
    """From the background to the hat, one part over the other: float32 (3, n, size * size) in 0..255."""
    n, smile = len(values["smile"]), values["smile"]
    whole = {name: value.astype(np.int64) for name, value in values.items() if ATTRIBUTES[name].kind == "choice"}
    skin, skin_shade = _skin(values["skin"])
    hair, clothes = HAIR[whole["hair_colour"]], CLOTHES[whole["clothes"]]
    background = BACKGROUND[whole["background"]]
    mood = np.rint((smile + 1) / 2 * (MOODS - 1)).astype(np.int64)
    lids = np.rint(values["eye_openness"] * (LIDS - 1)).astype(np.int64)
    style = whole["hair_style"] * 2 + (values["hat"] > 0)
    hat, glasses, beard = (np.flatnonzero(values[name] > 0) for name in ("hat", "glasses", "beard"))

    parts = _parts(size)
    upright = _places(np.zeros(1, np.float32), size)
    tilted = _places(values["tilt"], size)
    canvas = np.repeat(background.T[:, :, None], size * size, axis=2)

    def cover(part: str, page=0, still=False, only=slice(None), shift=0, rows=None) -> np.ndarray:
        sheet = parts[part]
        places = (upright if still else tilted[only])[:, rows or sheet.rows] + shift
        np.clip(places, sheet.start, sheet.start + sheet.length - 1, out=places)  # its first and last rows are empty
        start = np.broadcast_to(page * sheet.length - sheet.start, n)[:, None]
        places += start[:1] if still else start[only]
        return sheet.points.take(places)

    def lay(part: str, colour: np.ndarray, page=0, still=False, only=slice(None), shift=0, strength=1.0, inside=None):
        rows = parts[part].rows
        opaque = cover(part, page, still, only, shift) * np.reshape(np.float32(strength) / 255, (-1, 1))
        if inside:
            opaque *= cover(*inside, rows=rows) * np.float32(1 / 255)
        colour = np.broadcast_to(colour, (n, 3))[only]
        for channel in range(3):
            under = canvas[channel, only, rows]
            over = colour[:, channel : channel + 1] - under
            over *= opaque
            over += under
            canvas[channel, only, rows] = over

    lay("halo", background + 0.45 * (WHITE - background), still=True)
    lay("hair behind", hair * 0.8, style)
    lay("neck", skin, still=True)
    lay("neck shade", skin_shade, still=True)
    lay("clothes", clothes, still=True)
    lay("clothes shade", clothes * 0.78, still=True)
    lay("head", skin)
    lay("bald shine", skin + 0.45 * (WHITE - skin), only=np.flatnonzero(style == 0))
    lay("face shade", skin_shade, style)
    lay("blush", BLUSH + 0.3 * (skin - BLUSH), strength=0.4 + 0.35 * np.maximum(smile, 0))
    lay("beard", hair * 0.9, only=beard)
    lay("lips in beard", skin + 0.45 * (LIP - skin), mood, only=beard)
    lay("lips", skin + 0.5 * (LIP - skin), mood)
    lay("mouth", MOUTH, mood)
    lay("teeth", WHITE, mood)
    lay("tongue", TONGUE, mood)
    lay("nose", skin_shade * 0.92)
    lay("eyelid", skin_shade, lids)
    lay("eye", WHITE, lids)
    shift = -np.rint(values["gaze"] * 1.7 * FINE).astype(np.int64)[:, None]
    lay("iris", DARK, shift=shift, inside=("eye", lids))
    lay("glint", WHITE, shift=shift, inside=("eye", lids))
    lay("lashes", DARK, lids)
    lay("hair", hair, style)
    lay("hair shine", hair + 0.3 * (WHITE - hair), style)
    lay("hair strands", hair * 0.74, style)
    lay("brows", hair * 0.72, mood)
    lay("lenses", WHITE, only=glasses)
    lay("frames", DARK, only=glasses)
    lay("hat", clothes, only=hat)
    lay("hat shade", clothes * 0.74, only=hat)
    lay("hat light", clothes + 0.5 * (WHITE - clothes), only=hat)
    return canvas


def _skin(tone: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The skin's colour in light and in shade, each (n, 3)."""
    place = tone * (len(SKIN) - 1)
    lower = np.minimum(place.astype(np.int64), len(SKIN) - 2)
    light = SKIN[lower] + (SKIN[lower + 1] - SKIN[lower]) * (place - lower)[:, None]
    return light, light * np.array([0.86, 0.74, 0.70], np.float32)


def _places(tilt: np.ndarray, size: int) -> np.ndarray:
    """For each picture and pixel, which point of a sheet lies there when the head leans: int64 (n, size * size)."""
    y, x = ((np.mgrid[:size, :size].reshape(2, 1, -1) + 0.5) * (SIDE / size)).astype(np.float32)
    x, y, angle = x - PIVOT[0], y - PIVOT[1], tilt[:, None] * np.float32(LEAN)
    across, down = x * np.cos(angle) + y * np.sin(angle) + PIVOT[0], y * np.cos(angle) - x * np.sin(angle) + PIVOT[1]
    across, down = (np.clip(line * FINE, 0, SHEET - 1).astype(np.int64) for line in (across, down))
    return down * SHEET + across


@dataclass(frozen=True)
class Part:
    """A flip-book of sheets, cut down to the rows that the part can reach."""

    points: np.ndarray  # uint8, page after page
    start: int  # the first point kept of each sheet
    length: int  # points per page
    rows: slice  # pixels of a picture where the part may appear, whatever the tilt


@lru_cache(maxsize=2)
def _parts(size: int) -> dict[str, Part]:
    return {name: _part(pages, size) for name, pages in _drawings().items()}


def _part(pages: list[Image.Image], size: int) -> Part:
    """Soften the edges by one pixel of the picture to come, and keep only the rows that matter."""
    boxes = np.array([page.getbbox() for page in pages if page.getbbox()]) / FINE
    (left, top), (right, bottom) = boxes[:, :2].min(0), boxes[:, 2:].max(0)
    sway = max(PIVOT[0] - left, right - PIVOT[0]) * math.sin(LEAN) + 2  # how far a leaning head lifts or drops it
    first = max(0, math.floor((top - sway) * size / SIDE))
    last = min(size, math.ceil((bottom + sway) * size / SIDE))
    pixel = FINE * SIDE / size
    margin = math.ceil(pixel)
    start, stop = max(0, int(top * FINE) - margin - 1), min(SHEET, int(bottom * FINE) + margin + 1)
    points = np.zeros((len(pages), stop - start, SHEET), np.uint8)
    for page, kept in zip(pages, points, strict=True):
        if box := page.getbbox():  # blurring only where something is drawn halves the time this takes
            left, top, right, bottom = box
            left, top = max(0, left - margin), max(start, top - margin)
            right, bottom = min(SHEET, right + margin), min(stop, bottom + margin)
            soft = page.crop((left, top, right, bottom)).filter(ImageFilter.BoxBlur((pixel - 1) / 2))
            kept[top - start : bottom - start, left:right] = np.asarray(soft)
    return Part(points.ravel(), start * SHEET, (stop - start) * SHEET, slice(first * size, last * size))


Points = str | list  # an outline, as (x, y) pairs or as text: "x,y x,y ..."


class Paper:
    """A sheet to cut a part from. What is drawn covers, in ink from 0 (nothing) to 255 (all)."""

    def __init__(self):
        self.sheet = Image.new("L", (SHEET, SHEET))
        self.pen = ImageDraw.Draw(self.sheet)

    def oval(self, x: float, y: float, wide: float, high: float, ink: int = 255) -> "Paper":
        self.pen.ellipse([FINE * (x - wide), FINE * (y - high), FINE * (x + wide), FINE * (y + high)], fill=ink)
        return self

    def ovals(self, x: float, y: float, wide: float, high: float, ink: int = 255) -> "Paper":
        return self.oval(x, y, wide, high, ink).oval(SIDE - x, y, wide, high, ink)

    def blob(self, outline: Points, ink: int = 255) -> "Paper":
        """A smooth closed outline. A point given twice is a corner."""
        self.pen.polygon([(FINE * x, FINE * y) for x, y in _smooth(_points(outline), closed=True)], fill=ink)
        return self

    def blobs(self, outline: Points, ink: int = 255) -> "Paper":
        return self.blob(outline, ink).blob(_mirrored(outline), ink)

    def whole(self, right: Points, ink: int = 255) -> "Paper":
        """A symmetric outline from its right half, given from the top of the axis to its bottom."""
        return self.blob(_points(right) + _mirrored(right)[-2:0:-1], ink)

    def stroke(self, line: Points, width: float, end: float | None = None, ink: int = 255) -> "Paper":
        """A smooth line with round ends that grows or thins from `width` to `end`."""
        path = _smooth(_points(line), closed=False)
        for (x, y), wide in zip(path, np.linspace(width, end or width, len(path)), strict=True):
            self.oval(x, y, wide / 2, wide / 2, ink)
        return self

    def strokes(self, line: Points, width: float, end: float | None = None, ink: int = 255) -> "Paper":
        return self.stroke(line, width, end, ink).stroke(_mirrored(line), width, end, ink)


def _points(outline: Points) -> list:
    if isinstance(outline, str):
        return [tuple(float(number) for number in pair.split(",")) for pair in outline.split()]
    return list(outline)


def _mirrored(outline: Points) -> list:
    return [(SIDE - x, y) for x, y in _points(outline)]


def _smooth(points: list, closed: bool) -> np.ndarray:
    """A Catmull-Rom curve through the points."""
    p = np.array([points[-1], *points, *points[:2]] if closed else [points[0], *points, points[-1]])
    a, b, c, d = (p[k : len(p) - 3 + k, None] for k in range(4))
    t = np.linspace(0, 1, 14, endpoint=False)[None, :, None]
    curve = b + 0.5 * t * (c - a + t * (2 * a - 5 * b + 4 * c - d + t * (3 * (b - c) + d - a)))
    return curve.reshape(-1, 2) if closed else np.concatenate([curve.reshape(-1, 2), p[-1:]])


def _drawings() -> dict[str, list[Image.Image]]:
    """Every part, upright: for each the pages of its flip-book."""
    hat, head = _hat(), Paper().whole(HEAD)
    clothes = Paper().whole("32,55 39,55 39,55 47,57 55,60 59.5,66 60,72 32,72").oval(32, 53.5, 7.4, 5.2, 0)
    collar = _cut(Paper().oval(32, 54, 9.2, 6.8), clothes)
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
        "blush": [_cut(blush, head)],
        "beard": [_beard()],
        "nose": [Paper().blob("30,39.2 32,36.5 34,39.2 33.2,40.6 30.8,40.6", 200)],
        "iris": [Paper().ovals(39, 33.6, 2.7, 2.9)],
        "glint": [Paper().oval(25.8, 32.7, 0.9, 0.9).oval(39.8, 32.7, 0.9, 0.9)],
        "lenses": [lenses.stroke("22,33.4 24.4,30.4", 1.1, ink=120).stroke("36,33.4 38.4,30.4", 1.1, ink=120)],
        "frames": [rims.stroke("30.6,33.2 32,32.5 33.4,33.2", 1.2).strokes("45,32.6 48.5,31.6", 1.2)],
        "hat": [hat],
        "hat shade": [_cut(_hat_ribs(), hat)],
        "hat light": [Paper().oval(32, 5, 4.1, 4).stroke("19.6,14.6 22,11.2 25,9.3", 1.6, ink=110)],
    }
    books = (
        [_eyes(openness) for openness in np.linspace(0, 1, LIDS)],
        [_mood(mood) for mood in np.linspace(-1, 1, MOODS)],
    )
    for book in books:
        pages |= {name: [page[name] for page in book] for name in book[0]}
    for name in ("hair behind", "hair", "hair shine", "hair strands", "face shade"):
        pages[name] = []
    below_hat = Paper().blob([(-9, -9), (73, -9), (73, 73), (-9, 73)]).whole(HAT_EDGE, 0)
    for style in ATTRIBUTES["hair_style"].choices:
        front, behind, shine, strands = _hair(style)
        for with_hat in (False, True):
            kept = _cut(front, below_hat) if with_hat else front
            pages["hair"].append(kept)
            pages["hair behind"].append(_cut(behind, below_hat) if with_hat else behind)
            pages["hair shine"].append(_cut(shine, kept))
            pages["hair strands"].append(_cut(strands, kept))
            pages["face shade"].append(_face_shade(head, [kept, hat] if with_hat else [kept]))
    return {name: [paper.sheet for paper in papers] for name, papers in pages.items()}


def _cut(paper: Paper, along: Paper) -> Paper:
    """What of a paper lies on another."""
    cut = Paper()
    cut.sheet.paste(ImageChops.multiply(paper.sheet, along.sheet))
    return cut


HEAD = "32,13.5 40.5,15.5 46,22 47,31 45.4,40.5 40,48.5 32,52"
HAT_EDGE = "32,-2 60,-2 66,20 58,27 50,22 32,19.5"  # above it, hair is under the hat


def _face_shade(head: Paper, above: list[Paper]) -> Paper:
    """Shade on the side away from the light, in the ears, and where hair or hat throw a shadow on the forehead."""
    away = ImageChops.invert(Paper().oval(29.2, 30, 17.2, 24).sheet).point(lambda ink: ink * 0.55)
    for paper in above:
        thrown = ImageChops.offset(paper.sheet, 0, round(1.8 * FINE)).point(lambda ink: ink * 0.75)
        away = ImageChops.lighter(away, thrown)
    shade = Paper()
    shade.sheet.paste(ImageChops.multiply(away, head.sheet))
    return shade.ovals(47.8, 34.7, 1.5, 2.5, 190)


def _beard() -> Paper:
    jaw, cheek = "47.4,31 47.3,40 43.6,48.6 38,53 32,54.6", "45.6,30 44.6,37 40,40.2 35.5,40.6 32,41.6"
    return Paper().blob(_points(jaw) + _mirrored(jaw)[-2::-1] + _mirrored(cheek) + _points(cheek)[-2::-1])


def _hat() -> Paper:
    dome = Paper().whole("32,5.4 42,7.8 48.6,15 49.6,21 32,21").oval(32, 5, 4.1, 4)
    return dome.whole("32,16.4 48.5,18.6 50.8,21.2 50,25 47.6,25.8 32,23")


def _hat_ribs() -> Paper:
    ribs = Paper().stroke("15,19 23,17 32,16.4 41,17 49,19", 0.9)
    for x in np.linspace(-15, 15, 11):
        sag = 0.011 * x * x
        ribs.stroke([(32 + 1.04 * x, 17.2 + sag), (32 + 1.12 * x, 23 + sag)], 0.8)
    return ribs


def _eyes(openness: float) -> dict[str, Paper]:
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


def _mood(mood: float) -> dict[str, Paper]:
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
        "tongue": _cut(tongue, Paper().blob(upper + floor[::-1])) if mood > 0.45 else Paper(),
    }


def _hair(style: str) -> tuple[Paper, Paper, Paper, Paper]:
    """What of a hair style hangs before the face, what behind it, where it shines, and its darker strands."""
    front, behind, shine, strands = Paper(), Paper(), Paper(), Paper()
    if style in ("short", "bob", "long", "bun", "pigtails"):
        shine.stroke("20,18 23.5,14 29,11.8", 1.7).oval(32, 11.4, 0.9, 0.9)
    if style == "short":
        outer = "17.6,33 16.4,33 15,29 14.6,22 17.5,14.5 24,10 33,8.6 42,11 48,17 49.5,25 48,32 "
        front.blob(outer + "46.6,33 46,27.5 43.4,23.5 36,22.2 29,19.6 25,16.4 25,16.4 20.6,21 18.4,26")
    elif style == "spiky":
        front.whole("32,10 42,11.5 48.4,19 48.8,27 47,31.5 45.6,25 40,21 32,20")
        tufts = "18,23 11.5,25 18,19 10.5,15.5 21,15 15,7.5 26,13 23.5,3.6 32,12 33,2.4 "
        tufts += "38,13 42,4 43,15 49.5,8.6 46,19 53.5,16 46,24 52.8,25.5 "
        tufts += "22,19 20.4,25.4 28,18 25.5,24.6 34,18 32,25 40,18 38.6,24 44,20 44,25.6"
        ends = _points(tufts)
        for (x, y), (tip_x, tip_y) in zip(ends[::2], ends[1::2], strict=True):
            bend = (x + tip_x + 0.24 * (tip_y - y)) / 2, (y + tip_y - 0.24 * (tip_x - x)) / 2
            front.stroke([(x, y), bend, (tip_x, tip_y)], 8 if tip_y < 20 else 6, 0.9)
    elif style == "curly":
        front.oval(32, 14, 9, 9)
        behind.oval(32, 27, 19, 19)
        for turn in np.linspace(-1, 1, 10):
            front.oval(32 + 16.5 * math.sin(1.75 * turn), 26 - 13.5 * math.cos(1.75 * turn), 5.4, 5.4)
        for turn in np.linspace(-1, 1, 13):
            behind.oval(32 + 18.5 * math.sin(2.25 * turn), 27 - 15.5 * math.cos(2.25 * turn), 5.6, 5.6)
        for x, y in _points("20,20 26,18 32.5,17.5 39,18.4 44,21"):
            front.oval(x, y, 4.2, 4.2)
        for x, y in _points("19,22.5 25,19.5 32,19.8 39,19.8 45,22.5 22,15.5 29,14 36,14 42.5,16"):
            strands.stroke([(x - 2, y - 0.6), (x - 0.6, y + 0.9), (x + 1.2, y + 0.8), (x + 2, y - 0.9)], 0.5, 0.8)
        shine.stroke("18,17 20,14.6 23,13.4", 1.5).stroke("29,10.4 32,9.6 35,10.2", 1.5)
    elif style == "bob":
        front.whole("32,8.4 43,11 49.6,19 51,31 50.6,42 48,46.5 45,45 45.6,38 45.6,29 43.6,24.6 38,25.6 32,25.8")
        behind.whole("32,9 44,12 50.5,24 51,40 48.5,47.6 32,49")
        for x in (23.5, 28, 34, 39.5):
            strands.stroke([(32 + (x - 32) * 0.94, 20.5), (x, 26)], 0.3, 1)
    elif style == "long":
        outer = "32,8.2 43,10.6 49.8,19 51.2,32 52.6,45 54.4,55 52.6,60.5 47,61 "
        front.whole(outer + "44.2,55 45.8,48 47.4,40 46.6,30 42.5,22.5 36,17.5 32,14 32,14")
        behind.whole("32,9 44,12 50.5,24 52,44 51,58 32,60")
    elif style == "bun":
        front.whole("32,9.2 42,11.2 48.4,18 49,26 47.4,32 46.6,32 45.6,25.5 40.5,19.4 32,17.6")
        behind.oval(32, 7, 7.4, 6.4)
    elif style == "pigtails":
        front.whole("32,8.8 42,11 48.8,18 49.6,27 47.6,31 46.2,27 42,21 36.5,18 32,13.5 32,13.5")
        behind.blobs("48,27 53.5,25.5 58.5,30 60,39 57,48 53,51.5 53.4,45 50.5,38")
    return front, behind, shine, strands

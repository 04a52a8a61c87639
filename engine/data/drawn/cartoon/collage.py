"""Faces as collages: for each pixel is looked up where it falls on the tilted sheets, and one coloured part laid over the other."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from PIL import Image, ImageFilter

from engine.data.drawn.cartoon.features import LIDS, MOODS, drawings
from engine.data.drawn.cartoon.paper import FINE, SHEET, SIDE

PIVOT = (32, 53)  # the head turns about the neck
LEAN = 0.15  # radians at full tilt


def _colours(*codes: str) -> np.ndarray:
    return np.array([[int(code[i : i + 2], 16) for i in (0, 2, 4)] for code in codes], np.float32)


SKIN = _colours("ffe0c8", "f8c8a4", "e8aa7c", "c98a5a", "9c6340", "80503b")
HAIR = _colours("2f2833", "5c3825", "cf5b28", "edbf62", "aaa6b0")
CLOTHES = _colours("3d5078", "c8553d", "e3a23a", "2f8580", "83527f")
BACKGROUND = _colours("f4e3c3", "f8c79c", "ee9fb0", "b7d0ae", "a9cfe0", "c7bce4")
WHITE, DARK, LIP, MOUTH, TONGUE, BLUSH = _colours("ffffff", "33262b", "c4505a", "76222f", "e77a7a", "ef6f62")


def paint(values: Mapping[str, np.ndarray], size: int) -> np.ndarray:
    """Faces from checked attributes, each float32 (n,): uint8 (n, size, size, 3)."""
    count = len(values["smile"])
    pictures = np.empty((count, size, size, 3), np.uint8)
    at_once = max(1, 32 * SIDE**2 // size**2)  # few enough to stay in the processor's cache
    for start in range(0, count, at_once):
        some = slice(start, start + at_once)
        canvas = collage({name: value[some] for name, value in values.items()}, size)
        pictures[some] = np.rint(canvas).astype(np.uint8).transpose(1, 2, 0).reshape(-1, size, size, 3)
    return pictures


class Collage:
    """Faces that grow part by part. `canvas` is float32 (3, n, size * size) in 0..255."""

    def __init__(self, background: np.ndarray, tilt: np.ndarray, size: int):
        self.n, self.parts = len(tilt), _parts(size)
        self.upright = places(np.zeros(1, np.float32), size)
        self.tilted = places(tilt, size)
        self.canvas = np.repeat(background.T[:, :, None], size * size, axis=2)

    def cover(self, part: str, page=0, still=False, only=slice(None), shift=0, rows=None) -> np.ndarray:
        """How much of each pixel a part covers, in 0..255."""
        sheet = self.parts[part]
        places = (self.upright if still else self.tilted[only])[:, rows or sheet.rows] + shift
        np.clip(places, sheet.start, sheet.start + sheet.length - 1, out=places)  # its first and last rows are empty
        start = np.broadcast_to(page * sheet.length - sheet.start, self.n)[:, None]
        places += start[:1] if still else start[only]
        return sheet.points.take(places)

    def lay(
        self, part: str, colour: np.ndarray, page=0, still=False, only=slice(None), shift=0, strength=1.0, inside=None
    ):
        """A part over what is there: on the faces `only`, and within another part if `inside` names one and its page."""
        rows = self.parts[part].rows
        opaque = self.cover(part, page, still, only, shift) * np.reshape(np.float32(strength) / 255, (-1, 1))
        if inside:
            opaque *= self.cover(*inside, rows=rows) * np.float32(1 / 255)
        colour = np.broadcast_to(colour, (self.n, 3))[only]
        for channel in range(3):
            under = self.canvas[channel, only, rows]
            over = colour[:, channel : channel + 1] - under
            over *= opaque
            over += under
            self.canvas[channel, only, rows] = over


def collage(values: Mapping[str, np.ndarray], size: int) -> np.ndarray:
    """From the background to the hat, one part over the other: float32 (3, n, size * size) in 0..255."""
    smile = values["smile"]
    whole = {name: values[name].astype(np.int64) for name in ("hair_style", "hair_colour", "clothes", "background")}
    skin, skin_shade = skin_of(values["skin"])
    hair, clothes = HAIR[whole["hair_colour"]], CLOTHES[whole["clothes"]]
    background = BACKGROUND[whole["background"]]
    mood = np.rint((smile + 1) / 2 * (MOODS - 1)).astype(np.int64)
    lids = np.rint(values["eye_openness"] * (LIDS - 1)).astype(np.int64)
    style = whole["hair_style"] * 2 + (values["hat"] > 0)
    hat, glasses, beard = (np.flatnonzero(values[name] > 0) for name in ("hat", "glasses", "beard"))
    face = Collage(background, values["tilt"], size)
    lay = face.lay
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
    return face.canvas


def skin_of(tone: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The skin's colour in light and in shade, each (n, 3)."""
    place = tone * (len(SKIN) - 1)
    lower = np.minimum(place.astype(np.int64), len(SKIN) - 2)
    light = SKIN[lower] + (SKIN[lower + 1] - SKIN[lower]) * (place - lower)[:, None]
    return light, light * np.array([0.86, 0.74, 0.70], np.float32)


def places(tilt: np.ndarray, size: int) -> np.ndarray:
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
    return {name: _part(pages, size) for name, pages in drawings().items()}


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

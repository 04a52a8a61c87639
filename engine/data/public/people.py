"""Pictures with one face each, all laid out alike, and pictures without any: to learn where a face's eyes are.

The photographs are CelebA's, whole, as it aligns them: 89 x 109 pixels, with both eyes at fixed places. Drawn faces are laid out
like them. Landscapes, paintings and drawn scenes show nobody.
"""

import csv
import zipfile
from pathlib import Path

import numpy as np
from PIL import Image

from engine.core.errors import Trouble
from engine.data import cache, unpaired
from engine.data.drawn import faces
from engine.data.drawn.scenes import names, scenes
from engine.data.pictures import Pictures
from engine.data.public import downloads, sets

NAME = "people"

WIDTH, HEIGHT = 89, 109

EYES = ((34.75, 55.75), (54.0, 55.75))
"""Where the eyes are, (across, down) in pixels: left and right as one looks at the picture."""

CLASSES = ("nobody", "photographed face", "drawn face")

PHOTOS, PHOTOS_HELD_OUT = 4_000, 500
DRAWN, DRAWN_HELD_OUT = 800, 100
SCENES, SCENES_HELD_OUT = 200, 20
CUTS = 4
"""Pictures of nobody that are cut from each landscape or scene."""

_DRAWN_SCALE, _DRAWN_AT = 88 / 64, (0.37, 9.55)
"""What lays a drawn face's eyes, (25, 33.6) and (39, 33.6) of 64, where a photographed face has its own."""

UPRIGHT = 0.4
"""Heads that lean further than this have their eyes elsewhere."""


def load() -> Pictures:
    recipe = (PHOTOS, PHOTOS_HELD_OUT, DRAWN, DRAWN_HELD_OUT, SCENES, SCENES_HELD_OUT, CUTS, sets.FACES.sha256)
    return cache.kept(NAME, recipe, ("engine.data.drawn.faces", "engine.data.public.sets", __name__), _load)


def _load() -> Pictures:
    archive = downloads.find(sets.FACES)
    if not archive:
        raise Trouble(
            "The photographs of faces are not on this computer.", "Put celeba9k_89x109.zip into ATELIER_DATA."
        )
    lands = unpaired.load("monet")
    known, asked = _photographs(archive, PHOTOS, PHOTOS_HELD_OUT)
    drawn = _drawn(DRAWN + DRAWN_HELD_OUT)
    empty = _nobody([*lands.a, *lands.b], range(SCENES))
    empty_asked = _nobody([*lands.a_held_out, *lands.b_held_out], range(SCENES, SCENES + SCENES_HELD_OUT))
    train, held_out = (empty, known, drawn[:DRAWN]), (empty_asked, asked, drawn[DRAWN:])
    labels = [np.repeat(np.arange(len(CLASSES)), [len(part) for part in split]) for split in (train, held_out)]
    return Pictures(NAME, np.concatenate(train), np.concatenate(held_out), *labels, classes=CLASSES)


def _photographs(archive: Path, count: int, held_out: int) -> tuple[np.ndarray, np.ndarray]:
    """The first ones, and the last ones, which the other lessons hold out, too."""
    with zipfile.ZipFile(archive) as members:
        table = list(csv.reader(members.read("list_attr.csv").decode().splitlines()))[1:]

        def read(rows: list[list[str]]) -> np.ndarray:
            found = []
            for row in rows:
                with members.open(row[0]) as file, Image.open(file) as picture:
                    found.append(np.array(picture.convert("RGB")))
            return np.stack(found)

        return read(table[:count]), read(table[-held_out:])


def _drawn(count: int) -> np.ndarray:
    """Drawn faces whose heads stand upright. Beyond their edges the paper goes on."""
    made, about = faces.make(3 * count, 90_000)
    upright = made[np.abs(about["tilt"]) < UPRIGHT][:count]
    side = round(64 * _DRAWN_SCALE)
    left, top = (round(at) for at in _DRAWN_AT)
    found = []
    for face in upright:
        large = np.array(Image.fromarray(face).resize((side, side), Image.Resampling.BICUBIC))
        room = ((top, HEIGHT - top - side), (left, WIDTH - left - side), (0, 0))
        found.append(np.pad(large, room, mode="edge"))
    return np.stack(found)


def _nobody(pictures: list[np.ndarray], seeds: range) -> np.ndarray:
    """Pieces of pictures that show no face, from near and from afar."""
    dice = np.random.default_rng(seeds.start)
    sorts = list(names.SCENES)
    drawn = [scenes.make(sorts[seed % len(sorts)], 256, 90_000 + seed) for seed in seeds]
    found = []
    for picture in [*pictures, *drawn]:
        for _ in range(CUTS):
            wide = int(dice.integers(WIDTH, 200))
            tall = round(wide * HEIGHT / WIDTH)
            top, left = dice.integers(0, 256 - tall + 1), dice.integers(0, 256 - wide + 1)
            piece = Image.fromarray(picture[top : top + tall, left : left + wide])
            found.append(np.array(piece.resize((WIDTH, HEIGHT), Image.Resampling.BICUBIC)))
    return np.stack(found)

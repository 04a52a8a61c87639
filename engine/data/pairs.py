"""Pictures in pairs: what a network is given, and what it shall make of it. Label maps and facades, edges and pictures, grey and colour.

Some sets come with their pairs, some are drawn with them, and two are made from any pictures at all. A reader's own pairs are
kept at ATELIER_HOME/pairs/<id>/*.png, each file one pair side by side.
"""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from engine.core import desks
from engine.core.errors import Trouble
from engine.data import cache, cards, library
from engine.data.drawn.scenes.names import OUTDOORS
from engine.data.public.downloads import Source

if TYPE_CHECKING:
    from numpy import ndarray

    from engine.data.pictures import Pictures

OWN = "own"

FACADES = Source(
    "facades500_512x256.zip",
    (),
    25880191,
    "38410220f5bcacf53e134aa246e65971c037f2408908e852ccabdb8ed5116bdf",
    licence="CC BY-SA",
    from_whom="Radim Tyleček and Radim Šára, CMP, Czech Technical University",
)


@dataclass(frozen=True)
class About:
    """A set of pairs in words: what is given, and what is to be made of it."""

    title: str
    given: str
    wanted: str
    words: str
    built_in: bool = True


SETS = {
    "facades": About(
        "Facades",
        "label maps",
        "photographs of facades",
        "Photographs of house fronts, each with a map that says where wall, windows and doors are.",
        built_in=False,
    ),
    "scenes": About(
        "Drawn scenes",
        "label maps",
        "drawn scenes",
        "Harbours, lakes, streets and hills that Atelier draws, each with a map of what stands where.",
    ),
    "edges": About(
        "Edges to pictures", "edges", "pictures", "Lines where a picture changes: the network has to fill in the rest."
    ),
    "grey": About("Grey to colour", "grey pictures", "coloured pictures", "Pictures that have lost their colours."),
}

MADE = ("edges", "grey")
"""Sets that are made from other pictures."""

FACADE_LABELS = {
    "background": (0, 0, 222),
    "wall": (0, 48, 255),
    "window": (0, 128, 255),
    "door": (0, 207, 255),
    "cornice": (32, 255, 223),
    "sill": (112, 255, 143),
    "balcony": (191, 255, 64),
    "blind": (255, 240, 0),
    "ornament": (255, 159, 0),
    "moulding": (255, 80, 0),
    "pillar": (255, 0, 0),
    "shop": (175, 0, 0),
}
"""What a facade's label map shows, and in which colour, as measured in the flat places of the maps: the palette to draw one with."""

SCENE_LABELS = {
    "sky": (120, 180, 240),
    "cloud": (245, 245, 250),
    "sun or moon": (255, 220, 60),
    "water": (30, 90, 190),
    "ground": (110, 180, 70),
    "road": (150, 140, 130),
    "mountain": (130, 110, 160),
    "tree": (20, 100, 40),
    "house": (200, 80, 60),
    "boat": (250, 140, 30),
    "animal": (160, 60, 160),
    "thing": (60, 60, 60),
    "room": (230, 200, 170),
}
"""The same for drawn scenes, in the order of `scenes.LABELS`."""

SIDE = 128
"""Pixels of the drawn scenes."""

EACH, EACH_HELD_OUT = 80, 8
"""Scenes of each of the five kinds."""

HELD_OUT = 10
"""Of this many pairs of a reader's own, one is held out."""

FEWEST = 8
"""Pairs that a network can learn from, with one held out."""

KEPT_SIDE = 256
"""Pixels of a side of a reader's own pairs."""


@dataclass(frozen=True)
class Pairs:
    """Pictures uint8 (n, h, w, 3): the given ones, and at the same place of the other array the wanted ones."""

    name: str
    given: "ndarray"
    wanted: "ndarray"
    given_held_out: "ndarray"
    wanted_held_out: "ndarray"
    names: tuple[str, str]


def standing(name: str) -> Literal["ready", "missing"]:
    from engine.data.public import downloads

    return "ready" if SETS[name].built_in or downloads.find(FACADES) else "missing"


def load(name: str, source: str = "scenes", own: str = "", count: int = 500) -> Pairs:
    """The pairs of this name. Edges and grey pictures are made of `source`: scenes, faces or an album; 'own' takes an id."""
    if name == OWN:
        return _kept_pairs(own)
    if name not in SETS:
        raise Trouble(f"There are no pairs called '{name}'.", f"The sets are: {', '.join(SETS)}, {OWN}.")
    about = SETS[name]
    if name in MADE:
        make = edges if name == "edges" else grey
        wanted, wanted_held_out = _any(source, count)
        return Pairs(name, make(wanted), wanted, make(wanted_held_out), wanted_held_out, (about.given, about.wanted))
    if name == "facades":
        kept = cache.kept("pairs-facades", (FACADES.sha256,), (__name__,), _facades)
    else:
        kept = cache.kept(
            "pairs-scenes", (SIDE, EACH, EACH_HELD_OUT), ("engine.data.drawn.scenes.scenes", __name__), _scenes
        )
    return _split(name, kept.train[:count], kept.held_out, (about.given, about.wanted))


def _split(name: str, train: "ndarray", held_out: "ndarray", names: tuple[str, str]) -> Pairs:
    """Pairs that lie side by side in one picture each."""
    half = train.shape[2] // 2
    return Pairs(
        name, *(part for split in (train, held_out) for part in (split[:, :, :half], split[:, :, half:])), names=names
    )


def _any(source: str, count: int) -> "tuple[ndarray, ndarray]":
    if source == "scenes":
        pairs = load("scenes", count=count)
        return pairs.wanted, pairs.wanted_held_out
    if source == "faces" or source.startswith(cards.ALBUM):
        pictures = library.load(source, count)
        return pictures.train, pictures.held_out[:100]
    raise Trouble(
        f"There are no pictures called '{source[:60]}' to make pairs of.",
        f"Choose scenes, faces, or {cards.ALBUM}ID for pictures of your own.",
    )


def grey(pictures: "ndarray") -> "ndarray":
    """uint8 (n, h, w, 3) without its colours, still with three channels."""
    import numpy as np

    light = pictures.astype(np.float32) @ np.array([0.299, 0.587, 0.114], np.float32)
    return np.repeat(light.round().astype(np.uint8)[..., None], 3, 3)


def edges(pictures: "ndarray") -> "ndarray":
    """Black lines on white, where light changes clearly from pixel to pixel (Sobel's filter)."""
    import numpy as np

    found = []
    for picture in pictures:
        light = np.pad(picture.astype(np.float32) @ np.array([0.299, 0.587, 0.114], np.float32), 1, mode="edge")
        down = light[2:] - light[:-2]
        right = light[:, 2:] - light[:, :-2]
        down = down[:, :-2] + 2 * down[:, 1:-1] + down[:, 2:]
        right = right[:-2] + 2 * right[1:-1] + right[2:]
        # Never fainter than this, or the grain of a quiet picture would become lines.
        strong = np.hypot(down, right)
        ink = strong > max(70.0, float(np.quantile(strong, 0.85)))
        found.append(np.repeat(np.where(ink, 0, 255).astype(np.uint8)[..., None], 3, 2))
    return np.stack(found)


def coloured(labels: "ndarray", palette: dict[str, tuple[int, int, int]]) -> "ndarray":
    """Numbers of labels (..., h, w) -> the map as a picture uint8 (..., h, w, 3)."""
    import numpy as np

    return np.array(list(palette.values()), np.uint8)[labels]


def labels_of(picture: "ndarray", palette: dict[str, tuple[int, int, int]]) -> "ndarray":
    """A label map's numbers, uint8 (h, w), from a picture whose colours may have suffered: each pixel counts as the nearest one."""
    import numpy as np

    known = np.array(list(palette.values()), np.float32)
    flat = picture.reshape(-1, 3).astype(np.float32)
    far = (known**2).sum(1) - 2 * flat @ known.T  # and |flat|², which is the same for all
    return far.argmin(1).astype(np.uint8).reshape(picture.shape[:2])


def likeness(picture: "ndarray", palette: dict[str, tuple[int, int, int]]) -> float:
    """The share of a picture's pixels whose colour is one of the palette's, as exactly as JPEG leaves it."""
    import numpy as np

    far = picture.astype(np.float32) - coloured(labels_of(picture, palette), palette)
    return float((np.square(far).sum(2) < CLOSE**2).mean())


CLOSE = 24
"""Levels by which JPEG may move a colour."""


def _facades() -> "Pictures":
    import zipfile

    import numpy as np
    from PIL import Image, ImageFilter

    from engine.data import unpaired
    from engine.data.pictures import Pictures
    from engine.data.public import art, downloads

    path = downloads.find(FACADES)
    if path is None:
        raise unpaired.absence("Photographs of facades and their label maps", FACADES)

    def opened(content: bytes) -> np.ndarray:
        both = np.array(art.opened(content))
        if both.shape != (256, 512, 3):
            raise ValueError("its pictures are not all 512x256")
        # JPEG has blurred the map: its colours go back to the palette, and single pixels to their neighbours.
        numbers = Image.fromarray(labels_of(both[:, 256:], FACADE_LABELS)).filter(ImageFilter.ModeFilter(3))
        return np.concatenate([coloured(np.asarray(numbers), FACADE_LABELS), both[:, :256]], 1)

    try:
        with zipfile.ZipFile(path) as members:
            names = sorted(name for name in members.namelist() if name.endswith(".jpg"))
            train, held_out = (
                np.stack([opened(members.read(name)) for name in names if name.startswith(split)])
                for split in ("train/", "val/")
            )
    except (OSError, ValueError, KeyError, zipfile.BadZipFile) as error:
        raise Trouble(f"{path.name} could not be read: {error}.", "Put a fresh copy in its place.") from error
    return Pictures("facades", train, held_out)


def _scenes() -> "Pictures":
    import numpy as np

    from engine.data.drawn.scenes import scenes
    from engine.data.pictures import Pictures

    def drawn(seeds: range) -> np.ndarray:
        found = []
        for seed in seeds:
            for name in OUTDOORS:
                picture, labels = scenes.labelled(name, SIDE, seed)
                found.append(np.concatenate([coloured(labels, SCENE_LABELS), picture], 1))
        return np.stack(found)

    dice = np.random.default_rng(0)
    train = drawn(range(5_000, 5_000 + EACH))
    return Pictures("scenes", train[dice.permutation(len(train))], drawn(range(6_000, 6_000 + EACH_HELD_OUT)))


def from_folder(folder: str | Path, size: int = KEPT_SIDE) -> "Iterator[tuple[ndarray, ndarray]]":
    """Pairs in a folder: files that are twice as wide as high, given left and wanted right; or two folders `a` and `b` in it,
    in which a pair has one name."""
    from engine.data.uploads import intake

    folder = Path(folder)
    if not folder.is_dir():
        raise Trouble(f"There is no folder '{folder}'.", "Check the spelling, or give the full path.")

    def opened(file: Path) -> "ndarray":
        return intake.open_picture(file.read_bytes(), file.name, shortest=size)

    if (folder / "a").is_dir() and (folder / "b").is_dir():
        wanted = {file.stem: file for file in sorted((folder / "b").iterdir()) if file.is_file()}
        for file in sorted((folder / "a").iterdir()):
            if file.stem in wanted:
                yield intake.square(opened(file), size), intake.square(opened(wanted[file.stem]), size)
        return
    for file in sorted(file for file in folder.iterdir() if file.is_file()):
        yield halves(opened(file), file.name, size)


def halves(both: "ndarray", name: str, size: int = KEPT_SIDE) -> "tuple[ndarray, ndarray]":
    """A pair side by side in one picture, given left and wanted right, as two squares."""
    from engine.data.uploads import intake

    height, width = both.shape[:2]
    if not side_by_side(both):
        raise Trouble(
            f"'{intake.shown(name)}' is {width} × {height} pixels, which is no pair side by side.",
            "Give pictures twice as wide as high, or two folders called a and b with the same names in both.",
        )
    return intake.square(both[:, : width // 2], size), intake.square(both[:, width // 2 :], size)


def side_by_side(picture: "ndarray") -> bool:
    """Whether it is twice as wide as high: two squares, it seems."""
    height, width = picture.shape[:2]
    return abs(width - 2 * height) <= 2


def save(pairs: "list[tuple[ndarray, ndarray]]") -> str:
    """Keep pairs of squares, uint8 (size, size, 3) each, and return their id: the same pairs have the same one."""
    import numpy as np

    from engine.data.uploads import albums

    if len(pairs) < FEWEST:
        raise Trouble(f"{len(pairs)} pairs were found; a network needs at least {FEWEST}.", "Add more pairs.")
    joined = [np.concatenate(pair, 1) for pair in pairs]
    names = [albums.content_hash(one) for one in joined]
    id = hashlib.sha256("".join(sorted(names)).encode()).hexdigest()[:32]
    with albums.writing("pairs") as parent:
        if (parent / id).is_dir() and len(list((parent / id).glob("*.png"))) == len(set(names)):
            return id
        files = {f"{name}.png": albums.png(one) for name, one in zip(names, joined, strict=True)}
        albums.check_room(parent, sum(map(len, files.values())))
        (parent / id).mkdir(exist_ok=True)
        for name, content in files.items():
            albums.put(parent / id / name, content)
    return id


def kept() -> dict[str, int]:
    """The ids of a reader's own pairs, newest first, and how many each has."""
    folders = [one for one in (desks.here() / "pairs").glob("*") if re.fullmatch(r"[0-9a-f]{32}", one.name)]
    folders.sort(key=lambda one: one.stat().st_mtime, reverse=True)
    return {one.name: len(list(one.glob("*.png"))) for one in folders}


def _kept_pairs(id: str) -> Pairs:
    import numpy as np

    from engine.data.uploads import intake

    folder = desks.here() / "pairs" / id
    if not re.fullmatch(r"[0-9a-f]{32}", id) or not folder.is_dir():
        raise Trouble(
            f"There are no pairs '{intake.shown(id)}' here." if id else "Your own pairs are not chosen yet.",
            "Give a folder of pairs: python -m engine train pix2pix --pairs FOLDER.",
        )
    from PIL import Image

    try:
        found = np.stack([np.array(Image.open(file, formats=["PNG"])) for file in sorted(folder.glob("*.png"))])
    except (OSError, ValueError, SyntaxError):
        raise Trouble("Your pairs are damaged on the disk.", "Take the folder in again.") from None
    held_out = max(1, len(found) // HELD_OUT)
    return _split(OWN, found[held_out:], found[:held_out], ("given", "wanted"))

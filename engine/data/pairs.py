"""Pictures in pairs: what a network is given, and what it shall make of it. Label maps and facades, edges and pictures, grey and colour.

Some sets come with their pairs, some are drawn with them, and two are made from any pictures at all. A reader's own pairs are in
`uploads.own_pairs`.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from engine.core.errors import Trouble
from engine.data import cache, cards, library
from engine.data.drawn.scenes.names import OUTDOORS
from engine.data.label_colours import FACADE_LABELS, SCENE_LABELS, coloured, labels_of
from engine.data.public.downloads import Source
from engine.data.uploads import own_pairs

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

SIDE = 128
"""Pixels of the drawn scenes."""

EACH, EACH_HELD_OUT = 80, 8
"""Scenes of each of the five kinds."""


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
        return _split(OWN, *own_pairs.pictures_of(own), names=("given", "wanted"))
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

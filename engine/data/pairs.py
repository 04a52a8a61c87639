"""Pictures in pairs: what a network is given, and what it shall make of it. Label maps and facades, edges and pictures, grey and colour.

Some sets come with their pairs, some are drawn with them, and two are made from any pictures at all. A reader's own pairs are in
`uploads.own_pairs`.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from engine.core import settings
from engine.core.errors import Trouble
from engine.data import cache, cards, library
from engine.data.drawn.scenes.names import OUTDOORS
from engine.data.label_colours import FACADE_LABELS, SCENE_LABELS, coloured, labels_of
from engine.data.public.source import Source
from engine.data.uploads import own_pairs
from engine.language.words import _

if TYPE_CHECKING:
    from pathlib import Path

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
    "night": About(
        "Day and night of the same scene",
        "scenes by day",
        "the same scenes by night",
        "Each drawn scene twice, under two lights: here day and night come as pairs, which no photographer could take.",
    ),
    "map": About(
        "From above and as a map",
        "pictures from above",
        "maps of them",
        "Fields, woods, water, streets and houses that Atelier draws from above, each with the map of that very land.",
    ),
    "edges": About(
        "Edges to pictures", "edges", "pictures", "Lines where a picture changes: the network has to fill in the rest."
    ),
    "grey": About("Grey to colour", "grey pictures", "coloured pictures", "Pictures that have lost their colours."),
    "blur": About(
        "Blurred to sharp",
        "blurred pictures",
        "sharp pictures",
        "Pictures out of focus: what is lost has to be invented, and many sharp pictures would fit.",
    ),
    "coarse": About(
        "Coarse to fine",
        "pictures of few pixels",
        "pictures of many pixels",
        "Pictures with a quarter of the pixels on each side, enlarged again: the detail is gone.",
    ),
}

MADE = ("edges", "grey", "blur", "coarse")
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


def standing(name: str) -> Literal["ready", "download", "missing"]:
    """As `library.standing`."""
    from engine.data.public import downloads, translation

    if SETS[name].built_in or downloads.find(FACADES) or downloads.find(translation.FACADES):
        return "ready"
    return "missing" if settings.offline() else "download"


def source_of(name: str) -> Source | None:
    """What can be fetched for this set, if anything can."""
    from engine.data.public import translation

    return translation.FACADES if name == "facades" else None


def load(name: str, source: str = "scenes", own: str = "", count: int = 500) -> Pairs:
    """The pairs of this name. What is MADE is made of `source`: scenes, faces or an album; 'own' takes an id."""
    if name == OWN:
        return _split(OWN, *own_pairs.pictures_of(own), names=("given", "wanted"))
    if name not in SETS:
        raise Trouble(
            _("There are no pairs called '{name}'.", name=name),
            _("The sets are: {names}, {own}.", names=", ".join(SETS), own=OWN),
        )
    about = SETS[name]
    if name in MADE:
        make = MAKE[name]
        wanted, wanted_held_out = _any(source, count)
        return Pairs(name, make(wanted), wanted, make(wanted_held_out), wanted_held_out, (about.given, about.wanted))
    if name == "facades":
        kept = _facades_kept()
    else:
        drawer = "engine.data.drawn.above" if name == "map" else "engine.data.drawn.scenes.scenes"
        kept = cache.kept(f"pairs-{name}", (SIDE, EACH, EACH_HELD_OUT), (drawer, __name__), lambda: _joined(name))
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
        _("There are no pictures called '{source}' to make pairs of.", source=source[:60]),
        _("Choose scenes, faces, or {album}ID for pictures of your own.", album=cards.ALBUM),
    )


def grey(pictures: "ndarray") -> "ndarray":
    """uint8 (n, h, w, 3) without its colours, still with three channels."""
    import numpy as np

    light = pictures.astype(np.float32) @ np.array([0.299, 0.587, 0.114], np.float32)
    return np.repeat(light.round().astype(np.uint8)[..., None], 3, 3)


def blurred(pictures: "ndarray") -> "ndarray":
    """Out of focus: each point is spread over some pixels, more where pictures are larger."""
    import numpy as np
    from PIL import Image, ImageFilter

    haze = ImageFilter.GaussianBlur(pictures.shape[1] / 40)
    return np.stack([np.asarray(Image.fromarray(picture).filter(haze)) for picture in pictures])


COARSE = 4
"""How many pixels side by side become one."""


def coarse(pictures: "ndarray") -> "ndarray":
    """A quarter of the pixels on each side, each of them the mean of those that it stands for, enlarged again."""
    import numpy as np
    from PIL import Image

    found = []
    for picture in pictures:
        height, width = picture.shape[:2]
        small = Image.fromarray(picture).resize(
            (max(1, width // COARSE), max(1, height // COARSE)), Image.Resampling.BOX
        )
        found.append(np.asarray(small.resize((width, height), Image.Resampling.NEAREST)))
    return np.stack(found)


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


MAKE = {"edges": edges, "grey": grey, "blur": blurred, "coarse": coarse}


def _facades_kept() -> "Pictures":
    """From the copy with clean maps where it is here, else as the authors of pix2pix publish them."""
    from engine.data.public import downloads, failures, translation

    for source, read in ((FACADES, _facades), (translation.FACADES, _published)):
        path = downloads.find(source)
        if path:
            known = source.sha256 or downloads.recorded(source)
            return cache.kept(
                "pairs-facades", (known,), (__name__,), lambda path=path, read=read: translation.read(path, read)
            )
    raise failures.absence("Photographs of facades and their label maps", translation.FACADES)


def _published(path: "Path") -> "Pictures":
    import numpy as np

    from engine.data.pictures import Pictures
    from engine.data.public import translation

    splits = translation.facades(path)
    train, held_out = (
        np.stack([np.concatenate([_clean(one[:, :256]), one[:, 256:]], 1) for one in split]) for split in splits
    )
    return Pictures("facades", train, held_out)


def _clean(labels: "ndarray") -> "ndarray":
    """JPEG has blurred the map: its colours go back to the palette, and single pixels to their neighbours."""
    import numpy as np
    from PIL import Image, ImageFilter

    numbers = Image.fromarray(labels_of(labels, FACADE_LABELS)).filter(ImageFilter.ModeFilter(3))
    return coloured(np.asarray(numbers), FACADE_LABELS)


def _facades(path: "Path") -> "Pictures":
    import zipfile

    import numpy as np

    from engine.data.pictures import Pictures
    from engine.data.public import art

    def opened(content: bytes) -> np.ndarray:
        both = np.array(art.opened(content))
        if both.shape != (256, 512, 3):
            raise ValueError("its pictures are not all 512x256")
        return np.concatenate([_clean(both[:, 256:]), both[:, :256]], 1)

    with zipfile.ZipFile(path) as members:
        names = sorted(name for name in members.namelist() if name.endswith(".jpg"))
        train, held_out = (
            np.stack([opened(members.read(name)) for name in names if name.startswith(split)])
            for split in ("train/", "val/")
        )
    return Pictures("facades", train, held_out)


def _joined(name: str) -> "Pictures":
    """Drawn pairs, each side by side in one picture, those to learn from in random order."""
    import numpy as np

    from engine.data.pictures import Pictures

    def drawn(seeds: range) -> np.ndarray:
        return np.stack([np.concatenate(pair(name, SIDE, kind, seed), 1) for seed in seeds for kind in OUTDOORS])

    dice = np.random.default_rng(0)
    train = drawn(range(5_000, 5_000 + EACH))
    return Pictures(name, train[dice.permutation(len(train))], drawn(range(6_000, 6_000 + EACH_HELD_OUT)))


def pair(name: str, side: int, kind: str, seed: int) -> "tuple[ndarray, ndarray]":
    """One drawn pair: what is given, and what shall be made of it. `kind`: which scene."""
    from engine.data.drawn import above
    from engine.data.drawn.scenes import scenes

    if name == "night":
        return scenes.make(kind, side, seed), scenes.make(kind, side, seed, "night")
    if name == "map":
        return above.make(side, len(OUTDOORS) * seed + OUTDOORS.index(kind))
    picture, labels = scenes.labelled(kind, side, seed)
    return coloured(labels, SCENE_LABELS), picture

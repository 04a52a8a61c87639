"""Pairs of domains without pairs of pictures: some pictures here, other pictures there, and no two that belong together.

What Atelier draws, it draws from other seeds on either side: a street by night is no street of the side by day.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from engine.core import settings
from engine.core.errors import Trouble
from engine.data import cache, cards, library
from engine.data.drawn.scenes.names import OUTDOORS
from engine.data.public import failures
from engine.data.public.source import Source
from engine.language.words import _

if TYPE_CHECKING:
    from numpy import ndarray

    from engine.data.pictures import Pictures

OWN = "own"


@dataclass(frozen=True)
class About:
    """Two domains in words. `a` and `b` are what each shows, in the plural; `words` is one sentence for a learner."""

    title: str
    a: str
    b: str
    words: str
    built_in: bool = True
    showable: bool = True
    """False: its pictures may be learnt from, but only what models make of them may be shown in the repository."""


DOMAINS = {
    "monet": About(
        "Photographs and Monet",
        "photographs",
        "paintings by Monet",
        "Photographs of landscapes and paintings by Claude Monet: the famous pair of CycleGAN.",
        built_in=False,
        showable=False,
    ),
    "day-night": About(
        "Day and night",
        "scenes by day",
        "scenes by night",
        "Drawn harbours, lakes and streets by day and by night: light turns, the scene stays.",
    ),
    "summer-autumn": About(
        "Summer and autumn",
        "scenes in summer",
        "scenes in autumn",
        "Drawn trees, lakes and villages in two seasons: only what grows changes its colour.",
    ),
    "smile": About(
        "Smiling and serious",
        "serious faces",
        "smiling faces",
        "Cartoon faces that smile and others that do not: a shape must change, and nothing else.",
    ),
    "painterly": About(
        "Scenes and paintings of scenes",
        "scenes",
        "paintings of scenes",
        "Drawn scenes, and others that Atelier has painted with brush strokes.",
    ),
    "fruits": About(
        "Apples and oranges",
        "apples",
        "oranges",
        "Drawn fruits on a table: the same shape, another skin. The first pair of many courses, without a download.",
    ),
    "monet2photo": About(
        "Monet and photographs, all of them",
        "paintings by Monet",
        "photographs",
        "The set of the paper: a thousand paintings and thousands of photographs, of which 500 each are learnt from.",
        built_in=False,
        showable=False,
    ),
    "apple2orange": About(
        "Apples and oranges (photographs)",
        "apples",
        "oranges",
        "Photographs of apples and of navel oranges, from the paper: 500 of each are learnt from.",
        built_in=False,
        showable=False,
    ),
    "horse2zebra": About(
        "Horses and zebras",
        "horses",
        "zebras",
        "Photographs of horses and of zebras, from the paper: 500 of each are learnt from.",
        built_in=False,
        showable=False,
    ),
}

SIDE = 128
"""Pixels of the drawn scenes; faces have 64."""

EACH, EACH_HELD_OUT = 40, 6
"""Scenes of each of the five kinds on either side."""

FACES, FACES_HELD_OUT = 400, 40
SERIOUS, SMILING = 0.05, 0.6
"""How much a face smiles, from -1 to 1: serious at most, smiling at least."""

MONET_HELD_OUT = 30, 40
"""Paintings and photographs that no model learns from: the first by name, and their names are hashes."""


@dataclass(frozen=True)
class Domains:
    """Pictures uint8 (n, h, w, 3) of both domains, those to learn from and those held out; what each shows, in words."""

    name: str
    a: "ndarray"
    b: "ndarray"
    a_held_out: "ndarray"
    b_held_out: "ndarray"
    names: tuple[str, str]


def standing(name: str) -> Literal["ready", "download", "missing"]:
    """As `library.standing`."""
    if DOMAINS[name].built_in:
        return "ready"
    from engine.data.public import downloads

    source = source_of(name)
    if downloads.find(source):
        return "ready"
    return "download" if source.urls and not settings.offline() else "missing"


def source_of(name: str) -> Source:
    """The file of a set that is not drawn."""
    from engine.data.public import art, translation

    return art.MONET if name == "monet" else translation.ZIPS[name]


def load(name: str, a: str = "", b: str = "") -> Domains:
    """The domains of this name; 'own' takes the ids of two albums."""
    if name == OWN:
        return _own(a, b)
    if name not in DOMAINS:
        raise Trouble(
            _("There are no domains called '{name}'.", name=name),
            _("The domains are: {join}, {OWN}.", join=", ".join(DOMAINS), OWN=OWN),
        )
    if not DOMAINS[name].built_in and standing(name) != "ready":
        raise absence_of(name)
    make = _MAKE.get(name) or (lambda: _fetched(name))
    modules = _MODULES.get(name, ("engine.data.public.translation",))
    pictures = cache.kept(f"domains-{name}", (EACH, EACH_HELD_OUT, FACES, *_recipe(name)), modules, make)
    sides = [
        (split[labels == side]).copy()
        for split, labels in (
            (pictures.train, pictures.train_labels),
            (pictures.held_out, pictures.held_out_labels),
        )
        for side in (0, 1)
    ]
    about = DOMAINS[name]
    return Domains(name, *sides, names=(about.a, about.b))


def _recipe(name: str) -> tuple:
    if DOMAINS[name].built_in:
        return (SIDE, FACES_HELD_OUT, SERIOUS, SMILING)
    from engine.data.public import downloads

    source = source_of(name)
    return (source.sha256 or downloads.recorded(source), *MONET_HELD_OUT)


def _own(a: str, b: str) -> Domains:
    from engine.data.uploads import albums

    if not a or not b:
        raise Trouble(
            "Your own domains need two collections of pictures.",
            "Give both: --a FOLDER --b FOLDER, or the ids of two albums.",
        )
    one, other = (albums.load(id.removeprefix(cards.ALBUM)) for id in (a, b))
    title, other_title = (albums.album_card(id.removeprefix(cards.ALBUM)).title for id in (a, b))
    return Domains(OWN, one.train, other.train, one.held_out, other.held_out, (title, other_title))


def _joined(name: str, a: "ndarray", b: "ndarray", a_held_out: "ndarray", b_held_out: "ndarray") -> "Pictures":
    import numpy as np

    from engine.data.pictures import Pictures

    (train, train_labels), (held_out, held_out_labels) = (
        (np.concatenate(sides), np.repeat([0, 1], [len(side) for side in sides]))
        for sides in ((a, b), (a_held_out, b_held_out))
    )
    return Pictures(name, train, held_out, train_labels, held_out_labels, (DOMAINS[name].a, DOMAINS[name].b))


def _fetched(name: str) -> "Pictures":
    """A set of the paper on CycleGAN."""
    from engine.data.public import downloads, translation

    path = downloads.find(source_of(name))
    assert path, f"{name} has just gone"
    return _joined(name, *translation.read(path, translation.heaps))


def _monet() -> "Pictures":
    import numpy as np

    from engine.data.public import art, downloads, translation

    path = downloads.find(art.MONET)
    assert path, "it has just gone"
    paintings, photographs = (np.stack(one) for one in translation.read(path, art.domains))
    held_paintings, held_photographs = MONET_HELD_OUT
    return _joined(
        "monet",
        photographs[held_photographs:],
        paintings[held_paintings:],
        photographs[:held_photographs],
        paintings[:held_paintings],
    )


def absence_of(name: str) -> Trouble:
    about = DOMAINS[name]
    both = _("{one} and {other}", one=_(about.a), other=_(about.b))
    return failures.absence(both[0].upper() + both[1:], source_of(name))


def drawn(seeds: range, light: str = "day", season: str = "summer") -> "ndarray":
    """Outdoor scenes, one of each kind for each seed."""
    import numpy as np

    from engine.data.drawn.scenes import scenes

    return np.stack([scenes.make(name, SIDE, seed, light, season) for seed in seeds for name in OUTDOORS])


def samples(name: str) -> "tuple[ndarray, ndarray]":
    """A few pictures of each side of what Atelier draws, without drawing the whole set: uint8 (n, h, w, 3)."""
    import numpy as np

    one, other = (range(seeds.start, seeds.start + 2) for seeds in _seeds()[:2])
    if name == "day-night":
        return drawn(one, "day"), drawn(other, "night")
    if name == "summer-autumn":
        return drawn(one), drawn(other, season="autumn")
    if name == "fruits":
        from engine.data.drawn import fruits

        return fruits.both(SIDE, range(6), range(6, 12))
    if name == "painterly":
        from engine.data.drawn import painterly

        return drawn(one), np.stack([painterly.painted(scene, seed) for seed, scene in enumerate(drawn(other))])
    from engine.data.drawn import faces as drawn_faces

    pictures, attributes = drawn_faces.make(80, library.DRAWN_SEED)
    return pictures[attributes["smile"] <= SERIOUS], pictures[attributes["smile"] >= SMILING]


def _seeds() -> tuple[range, range, range, range]:
    """Of A, of B, and of what is held out of each. No two sides share one."""
    starts = (1_000, 2_000, 3_000, 4_000)
    counts = (EACH, EACH, EACH_HELD_OUT, EACH_HELD_OUT)
    a, b, a_held_out, b_held_out = (range(start, start + count) for start, count in zip(starts, counts, strict=True))
    return a, b, a_held_out, b_held_out


def _day_night() -> "Pictures":
    lights = ("day", "night", "day", "night")
    return _joined("day-night", *(drawn(seeds, light) for seeds, light in zip(_seeds(), lights, strict=True)))


def _summer_autumn() -> "Pictures":
    seasons = ("summer", "autumn", "summer", "autumn")
    sides = (drawn(seeds, season=season) for seeds, season in zip(_seeds(), seasons, strict=True))
    return _joined("summer-autumn", *sides)


def _painterly() -> "Pictures":
    import numpy as np

    from engine.data.drawn import painterly

    sides = [drawn(seeds) for seeds in _seeds()]
    for side in (1, 3):
        sides[side] = np.stack([painterly.painted(scene, seed) for seed, scene in enumerate(sides[side])])
    return _joined("painterly", *sides)


FRUITS, FRUITS_HELD_OUT = 120, 12


def _apples_and_oranges() -> "Pictures":
    from engine.data.drawn import fruits

    learnt, more = 2 * FRUITS, FRUITS_HELD_OUT
    a, b = fruits.both(SIDE, range(FRUITS), range(FRUITS, learnt))
    held_out = fruits.both(SIDE, range(learnt, learnt + more), range(learnt + more, learnt + 2 * more))
    return _joined("fruits", a, b, *held_out)


def _smile() -> "Pictures":
    from engine.data.drawn import faces as drawn_faces

    pictures, attributes = drawn_faces.make(6 * (FACES + FACES_HELD_OUT), library.DRAWN_SEED)
    mood = attributes["smile"]
    serious, smiling = pictures[mood <= SERIOUS], pictures[mood >= SMILING]
    sides = [side[:-FACES_HELD_OUT][:FACES] for side in (serious, smiling)]
    return _joined("smile", *sides, serious[-FACES_HELD_OUT:], smiling[-FACES_HELD_OUT:])


_MAKE: "dict[str, Callable[[], Pictures]]" = {
    "monet": _monet,
    "day-night": _day_night,
    "summer-autumn": _summer_autumn,
    "smile": _smile,
    "painterly": _painterly,
    "fruits": _apples_and_oranges,
}

SCENES = "engine.data.drawn.scenes.scenes"

_MODULES = {
    "monet": ("engine.data.public.art",),
    "day-night": (SCENES,),
    "summer-autumn": (SCENES,),
    "smile": ("engine.data.drawn.faces",),
    "painterly": (SCENES, "engine.data.drawn.painterly"),
    "fruits": ("engine.data.drawn.fruits", "engine.data.unpaired"),
}
"""Whose text decides whether a kept set is still the right one."""

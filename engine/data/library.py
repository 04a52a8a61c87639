"""The one entrance to all picture sets: what there is, whether it is on this machine, and `load`.

Drawn and decoded sets are kept uncompressed in ATELIER_HOME/cache/pictures, so that the next load takes milliseconds.
That costs disk beside any download: glyphs 9 MB, frogs 18, MNIST and Fashion-MNIST 55 each, faces-photo 111,
faces and shapes 135 each, CIFAR-10 184, art 230. One file per set; deleting the folder loses nothing but time.
"""

import ast
import hashlib
import os
import uuid
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from filelock import FileLock

from engine import settings, spelling
from engine.configs_points import SHAPES
from engine.data import downloads
from engine.errors import Trouble

if TYPE_CHECKING:  # both bring numpy, which a page that only lists the sets does not need
    from numpy import ndarray

    from engine.data.pictures import Pictures
    from engine.data.points import Points
    from engine.data.real import Way

ALBUM = "album:"  # then the id of a reader's own pictures
DRAWN = 10_000  # pictures of a built-in set; more are drawn when asked for
DRAWN_HELD_OUT = 1_000
DRAWN_SEED, HELD_OUT_SEED = 1, 2


@dataclass(frozen=True)
class SetCard:
    """One picture set in words and numbers."""

    name: str
    title: str
    words: str
    """One sentence for a learner."""
    size: int
    """Height in pixels; the width is the same."""
    channels: int
    count: int
    """Pictures to learn from."""
    held_out: int
    """Further pictures, kept for testing."""
    classes: int
    licence: str
    from_whom: str
    download_bytes: int
    """0 where nothing can be downloaded."""
    built_in: bool
    showable: bool = True
    """False: its pictures may be learnt from, but only what models make of them may be shown."""


SETS = {
    "glyphs": SetCard(
        name="glyphs",
        title="Glyphs",
        words="Digits and capital letters in many handwritings, drawn by Atelier itself.",
        size=28,
        channels=1,
        count=DRAWN,
        held_out=DRAWN_HELD_OUT,
        classes=36,
        licence="MIT, like Atelier",
        from_whom="drawn on this machine",
        download_bytes=0,
        built_in=True,
    ),
    "faces": SetCard(
        name="faces",
        title="Cartoon faces",
        words="Cartoon faces drawn by Atelier itself; how much each one smiles, its hair, its hat are known exactly.",
        size=64,
        channels=3,
        count=DRAWN,
        held_out=DRAWN_HELD_OUT,
        classes=0,
        licence="MIT, like Atelier",
        from_whom="drawn on this machine",
        download_bytes=0,
        built_in=True,
    ),
    "shapes": SetCard(
        name="shapes",
        title="Paper shapes",
        words="One or two paper shapes on a coloured ground, drawn by Atelier itself: what a sentence can tell of them is known exactly.",
        size=64,
        channels=3,
        count=DRAWN,
        held_out=DRAWN_HELD_OUT,
        classes=0,
        licence="MIT, like Atelier",
        from_whom="drawn on this machine",
        download_bytes=0,
        built_in=True,
    ),
    "mnist": SetCard(
        name="mnist",
        title="MNIST",
        words="Handwritten digits from American school pupils and officials: the set on which everyone begins.",
        size=28,
        channels=1,
        count=60_000,
        held_out=10_000,
        classes=10,
        licence="CC BY-SA 3.0",
        from_whom="Yann LeCun, Corinna Cortes and Christopher Burges",
        download_bytes=11_594_722,
        built_in=False,
    ),
    "fashion-mnist": SetCard(
        name="fashion-mnist",
        title="Fashion-MNIST",
        words="Clothes, shoes and bags from a web shop, in the format of MNIST but harder.",
        size=28,
        channels=1,
        count=60_000,
        held_out=10_000,
        classes=10,
        licence="MIT",
        from_whom="Zalando Research",
        download_bytes=30_878_645,
        built_in=False,
    ),
    "cifar10": SetCard(
        name="cifar10",
        title="CIFAR-10",
        words="Tiny colour photographs of ten kinds of animals and vehicles.",
        size=32,
        channels=3,
        count=50_000,
        held_out=10_000,
        classes=10,
        licence="none stated; cite Krizhevsky 2009",
        from_whom="Alex Krizhevsky, University of Toronto",
        download_bytes=170_052_171,
        built_in=False,
    ),
    "frogs": SetCard(
        name="frogs",
        title="CIFAR-10 frogs",
        words=(
            "Tiny colour photographs of frogs, one class of CIFAR-10; "
            "where only the small JPEG copy is on this machine, that one is used, and it is slightly lossy."
        ),
        size=32,
        channels=3,
        count=5_000,
        held_out=1_000,
        classes=1,
        licence="none stated; cite Krizhevsky 2009",
        from_whom="Alex Krizhevsky, University of Toronto",
        download_bytes=170_052_171,
        built_in=False,
    ),
    "faces-photo": SetCard(
        name="faces-photo",
        title="Faces (CelebA)",
        words=(
            "Photographs of faces with 40 marks such as smiling: identifiable people, "
            "for non-commercial research only, so look at what a model makes of them and show no original."
        ),
        size=64,
        channels=3,
        count=8_000,
        held_out=1_000,
        classes=0,
        licence="non-commercial research only; shows identifiable people",
        from_whom="CelebA: Liu, Luo, Wang and Tang, The Chinese University of Hong Kong",
        download_bytes=0,
        built_in=False,
        showable=False,
    ),
    "art": SetCard(
        name="art",
        title="Paintings and photographs",
        words="Squares cut from paintings and photographs of landscapes: from them an eye learns to see as VGG-19 does.",
        size=256,
        channels=3,
        count=872,
        held_out=137,
        classes=2,
        licence="paintings in the public domain; of the photographs none is stated",
        from_whom="paintings from Botticelli to Léger; photographs from Flickr, via the authors of CycleGAN and others",
        download_bytes=5_796_132,
        built_in=False,
        showable=False,
    ),
}


def card(name: str) -> SetCard:
    if name not in SETS:
        raise Trouble(
            f"There is no picture set called '{name}'.",
            f"{spelling.hint(name, SETS)}The sets are: {', '.join(SETS)}. Your own pictures are called {ALBUM}NAME.",
        )
    return SETS[name]


def showable(name: str) -> bool:
    """Whether a set's own pictures may be shown; a reader's album always may."""
    return name not in SETS or SETS[name].showable


def sources(name: str) -> tuple[downloads.Source, ...]:
    """The files to download for a set, or to put into a data folder; none for a built-in set."""
    return () if card(name).built_in else _ways(name)[0].sources


def standing(name: str) -> Literal["ready", "download", "missing"]:
    """ready: can be loaded now. download: can be fetched first. missing: neither, or ATELIER_OFFLINE forbids it."""
    if card(name).built_in or any(_here(way) for way in _ways(name)):
        return "ready"
    fetchable = all(source.urls for source in sources(name)) and not settings.offline()
    return "download" if fetchable else "missing"


def fetch(
    name: str, progress: downloads.Progress | None = None, should_stop: downloads.ShouldStop | None = None
) -> None:
    """Download what the set needs and this machine lacks. `progress` gets bytes here and bytes in all."""
    if standing(name) == "ready":
        return
    wanted = sources(name)
    in_all = sum(source.bytes for source in wanted)
    before = 0
    for source in wanted:

        def report(here: int, _: int, before: int = before) -> None:
            if progress:
                progress(before + here, in_all)

        downloads.fetch(source, report, should_stop)
        before += source.bytes
        report(0, 0, before)


def load(name: str, count: int | None = None, seed: int = 0) -> "Pictures | Points":
    """The pictures of a set; with `count`, only so many to learn from, chosen by `seed`. Held-out ones stay complete.

    A built-in set draws more than its usual number when asked for more; any other gives what it has. The name of a shape
    gives points on the plane.
    """
    if count is not None and count < 1:
        raise Trouble(f"{count} pictures were asked for.", "Ask for 1 or more.")
    if name in SHAPES:
        from engine.data import points

        return points.load(name, count or DRAWN)
    return pictures_of(name, count, seed)


def pictures_of(name: str, count: int | None = None, seed: int = 0) -> "Pictures":
    """`load` for what is no shape."""
    if name.startswith(ALBUM):
        from engine.data import albums

        pictures = albums.load(name.removeprefix(ALBUM))
    elif card(name).built_in:
        pictures = _drawn(name, max(count or 0, DRAWN))
    else:
        pictures = _decoded(name)
    return pictures if count is None else _first(pictures, count, seed)


def held_out(name: str, count: int) -> "tuple[ndarray, ndarray | None, tuple[str, ...]]":
    """The first held-out pictures of a set, with labels and class names. Of a built-in set, no others are drawn: it takes a blink."""
    if name == "glyphs":
        from engine.data import glyphs

        return *glyphs.make(count, HELD_OUT_SEED, glyphs.CLASSES), glyphs.CLASSES
    if name in WITH_ATTRIBUTES:
        return _maker(name).make(count, HELD_OUT_SEED)[0], None, ()
    pictures = pictures_of(name)
    labels = pictures.held_out_labels
    return pictures.held_out[:count], None if labels is None else labels[:count], pictures.classes


def absence(name: str) -> Trouble:
    """What a set that is not here is, how large, from whom, and how to get it."""
    about, wanted = card(name), sources(name)
    size = f"{sum(source.bytes for source in wanted) / 1e6:,.0f} MB"
    what = f"{about.title} is not on this machine: {size} from {about.from_whom}; licence: {about.licence}."
    if strangers := [str(path) for source in wanted for path in downloads.strangers(source)]:
        what += f" A file of the right name but with another content lies at {' and '.join(strangers)}."
    files = listed([source.name for source in wanted])
    by_hand = f"put {files} into a folder named by ATELIER_DATA, or choose a built-in set: glyphs or faces."
    if not all(source.urls for source in wanted):
        return Trouble(what, f"Atelier never downloads it: {by_hand}")
    if settings.offline():
        return Trouble(what, f"ATELIER_OFFLINE forbids downloads: unset it, or {by_hand}")
    return Trouble(
        what, f"Press Download where you choose the pictures, run `python -m engine fetch {name}`, {by_hand}"
    )


MOST_LISTED = 4


def listed(names: list[str]) -> str:
    """A few names in words; of many, the first ones and how many more."""
    if len(names) <= MOST_LISTED:
        return " and ".join(names)
    shown = names[: MOST_LISTED - 1]
    return f"{', '.join(shown)} and {len(names) - len(shown)} more files"


def _drawn(name: str, count: int) -> "Pictures":
    def draw() -> "Pictures":
        from engine.data.pictures import Pictures

        if name == "glyphs":
            from engine.data import glyphs

            train, train_labels = glyphs.make(count, DRAWN_SEED, glyphs.CLASSES)
            held_out, held_out_labels = glyphs.make(DRAWN_HELD_OUT, HELD_OUT_SEED, glyphs.CLASSES)
            return Pictures(name, train, held_out, train_labels, held_out_labels, glyphs.CLASSES)
        train, train_attributes = _maker(name).make(count, DRAWN_SEED)
        held_out, held_out_attributes = _maker(name).make(DRAWN_HELD_OUT, HELD_OUT_SEED)
        return Pictures(
            name, train, held_out, train_attributes=train_attributes, held_out_attributes=held_out_attributes
        )

    if count > DRAWN:  # rare, and could be any number: not worth a file each
        return draw()
    # Pillow draws, so another Pillow may draw otherwise.
    recipe = (count, DRAWN_HELD_OUT, DRAWN_SEED, HELD_OUT_SEED, version("pillow"), _code(name))
    return _kept(name, recipe, draw)


WITH_ATTRIBUTES = ("faces", "shapes")
"""The drawn sets of which everything is known."""


def _maker(name: str) -> Any:
    """The module that draws such a set."""
    from engine.data import faces, shapes

    return {"faces": faces, "shapes": shapes}[name]


def _decoded(name: str) -> "Pictures":
    for way in _ways(name):
        if paths := _here(way):
            recipe = (*(source.sha256 for source in way.sources), _code("real"))
            return _kept(name, recipe, lambda way=way, paths=paths: way.read(*paths))
    raise absence(name)


def _first(pictures: "Pictures", count: int, seed: int) -> "Pictures":
    import numpy as np

    if count >= len(pictures.train):
        return pictures
    chosen = np.random.default_rng(seed).permutation(len(pictures.train))[:count]
    return replace(
        pictures,
        train=pictures.train[chosen],
        train_labels=None if pictures.train_labels is None else pictures.train_labels[chosen],
        train_attributes={name: values[chosen] for name, values in pictures.train_attributes.items()},
    )


def _ways(name: str) -> "tuple[Way, ...]":
    from engine.data import real

    return real.WAYS[name]


def _here(way: "Way") -> list[Path] | None:
    paths = [path for source in way.sources if (path := downloads.find(source))]
    return paths if len(paths) == len(way.sources) else None


@lru_cache
def _code(module: str) -> str:
    """A hash of the text of a module of engine.data and of the neighbours it imports.

    A set that its maker's code would now make differently must not come from the cache.
    """
    digest, todo, seen = hashlib.sha256(), [module], set()
    while todo:
        name = todo.pop()
        file = Path(__file__).with_name(f"{name}.py")
        if name in seen or not file.exists():
            continue
        seen.add(name)
        text = file.read_bytes()
        digest.update(text)
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.ImportFrom) and node.module == "engine.data":
                todo += [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("engine.data."):
                todo.append(node.module.removeprefix("engine.data."))
    return digest.hexdigest()


def kept(name: str, recipe: tuple, modules: tuple[str, ...], make: "Callable[[], Pictures]") -> "Pictures":
    """For sets that are known elsewhere: what `make` gives, kept as long as the recipe and the text of these modules stay."""
    return _kept(name, (*recipe, version("pillow"), *map(_code, modules)), make)


def _kept(name: str, recipe: tuple, make: "Callable[[], Pictures]") -> "Pictures":
    """What `make` gives, kept in one file under the recipe's hash. A damaged file is made anew."""
    key = hashlib.sha256(repr(recipe).encode()).hexdigest()[:24]
    path = settings.home() / "cache" / "pictures" / name / f"{key}.npz"
    if pictures := _restore(name, path):
        return pictures
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with FileLock(path.parent / "lock"):  # several runs may start at once: one makes the set, the others read it
            pictures = _restore(name, path)
            if pictures is None:
                pictures = make()
                _keep(path, pictures)
            return pictures
    except OSError:  # a home that cannot be written costs time, not pictures
        return make()


def _keep(path: Path, pictures: "Pictures") -> None:
    import numpy as np

    arrays: dict[str, Any] = {
        "train": pictures.train,
        "held_out": pictures.held_out,
        "classes": np.array(pictures.classes, dtype=np.str_),
        **{f"train/{name}": values for name, values in pictures.train_attributes.items()},
        **{f"held_out/{name}": values for name, values in pictures.held_out_attributes.items()},
    }
    if pictures.train_labels is not None:
        arrays |= {"train_labels": pictures.train_labels, "held_out_labels": pictures.held_out_labels}
    aside = path.with_name(f"{path.name}.{uuid.uuid4().hex}.aside")
    with suppress(OSError):  # a full disk costs time, not pictures
        try:
            with open(aside, "wb") as file:
                np.savez(file, **arrays)
            os.replace(aside, path)
        finally:
            for old in path.parent.iterdir():  # older recipes, and what a killed process left
                if old.suffix in (".npz", ".aside") and old != path:
                    old.unlink(missing_ok=True)


def _restore(name: str, path: Path) -> "Pictures | None":
    import numpy as np

    from engine.data.pictures import Pictures

    try:
        with np.load(path) as file:
            arrays = dict(file)
        return Pictures(
            name,
            train=arrays["train"],
            held_out=arrays["held_out"],
            train_labels=arrays.get("train_labels"),
            held_out_labels=arrays.get("held_out_labels"),
            classes=tuple(arrays["classes"].tolist()),
            train_attributes=_attributes(arrays, "train/"),
            held_out_attributes=_attributes(arrays, "held_out/"),
        )
    except Exception:  # not there, or damaged in one of many ways: all mean that it has to be made
        return None


def _attributes(arrays: dict, split: str) -> dict:
    return {name.removeprefix(split): values for name, values in arrays.items() if name.startswith(split)}

"""The one entrance to all picture sets: what there is, whether it is on this machine, and `load`.

Drawn and decoded sets are kept uncompressed in ATELIER_HOME/cache/pictures, so that the next load takes milliseconds.
That costs disk beside any download: glyphs and hangul 9 MB each, frogs 18, MNIST and Fashion-MNIST 55 each, faces-photo 111,
faces and shapes 135 each, CIFAR-10 184, art 230. One file per set; deleting the folder loses nothing but time.
"""

from dataclasses import replace
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from engine.core import settings
from engine.core.errors import Trouble
from engine.data.cache import code_of, kept_in
from engine.data.cards import ALBUM, DRAWN, DRAWN_HELD_OUT, SHAPES, card
from engine.data.public import downloads
from engine.data.public.source import Source
from engine.language.words import _

if TYPE_CHECKING:
    from numpy import ndarray

    from engine.data.drawn.points import Points
    from engine.data.pictures import Pictures
    from engine.data.public.sets import Way

DRAWN_SEED, HELD_OUT_SEED = 1, 2


def sources(name: str) -> tuple[Source, ...]:
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

        def report(here: int, _all: int, before: int = before) -> None:
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
        raise Trouble(_("{count} pictures were asked for.", count=count), "Ask for 1 or more.")
    if name in SHAPES:
        from engine.data.drawn import points

        return points.load(name, count or DRAWN)
    return pictures_of(name, count, seed)


def pictures_of(name: str, count: int | None = None, seed: int = 0) -> "Pictures":
    """`load` for what is no shape."""
    if name.startswith(ALBUM):
        from engine.data.uploads import albums

        pictures = albums.load(name.removeprefix(ALBUM))
    elif card(name).built_in:
        pictures = _drawn(name, max(count or 0, DRAWN))
    else:
        pictures = _decoded(name)
    return pictures if count is None else _first(pictures, count, seed)


def held_out(name: str, count: int) -> "tuple[ndarray, ndarray | None, tuple[str, ...]]":
    """The first held-out pictures of a set, with labels and class names. Of a built-in set, no others are drawn: it takes a blink."""
    if name in WRITTEN:
        return *_maker(name).make(count, HELD_OUT_SEED), _maker(name).CLASSES
    if name in WITH_ATTRIBUTES:
        return _maker(name).make(count, HELD_OUT_SEED)[0], None, ()
    pictures = pictures_of(name)
    labels = pictures.held_out_labels
    return pictures.held_out[:count], None if labels is None else labels[:count], pictures.classes


def absence(name: str) -> Trouble:
    """What a set that is not here is, how large, from whom, and how to get it."""
    about, wanted = card(name), sources(name)
    size = f"{sum(source.bytes for source in wanted) / 1e6:,.0f} MB"
    what = _(
        "{title} is not on this machine: {size} from {from_whom}; licence: {licence}.",
        title=_(about.title),
        size=size,
        from_whom=_(about.from_whom),
        licence=_(about.licence),
    )
    if strangers := [str(path) for source in wanted for path in downloads.strangers(source)]:
        what += " " + _(
            "A file of the right name but with another content lies at {places}.", places=_(" and ").join(strangers)
        )
    files = listed([source.name for source in wanted])
    by_hand = _(
        "put {files} into a folder named by ATELIER_DATA, or choose a built-in set: glyphs or faces.", files=files
    )
    if not all(source.urls for source in wanted):
        return Trouble(what, _("Atelier never downloads it: {by_hand}", by_hand=by_hand))
    if settings.offline():
        return Trouble(what, _("ATELIER_OFFLINE forbids downloads: unset it, or {by_hand}", by_hand=by_hand))
    return Trouble(
        what,
        _(
            "Press Download where you choose the pictures, run `python -m engine fetch {name}`, {by_hand}",
            name=name,
            by_hand=by_hand,
        ),
    )


MOST_LISTED = 4


def listed(names: list[str]) -> str:
    """A few names in words; of many, the first ones and how many more."""
    if len(names) <= MOST_LISTED:
        return _(" and ").join(names)
    shown = names[: MOST_LISTED - 1]
    return _("{names} and {n} more files", names=", ".join(shown), n=len(names) - len(shown))


def _drawn(name: str, count: int) -> "Pictures":
    def draw() -> "Pictures":
        from engine.data.pictures import Pictures

        if name in WRITTEN:
            train, train_labels = _maker(name).make(count, DRAWN_SEED)
            held_out, held_out_labels = _maker(name).make(DRAWN_HELD_OUT, HELD_OUT_SEED)
            return Pictures(name, train, held_out, train_labels, held_out_labels, _maker(name).CLASSES)
        train, train_attributes = _maker(name).make(count, DRAWN_SEED)
        held_out, held_out_attributes = _maker(name).make(DRAWN_HELD_OUT, HELD_OUT_SEED)
        return Pictures(
            name, train, held_out, train_attributes=train_attributes, held_out_attributes=held_out_attributes
        )

    if count > DRAWN:  # rare, and could be any number: not worth a file each
        return draw()
    # Pillow draws, so another Pillow may draw otherwise.
    recipe = (count, DRAWN_HELD_OUT, DRAWN_SEED, HELD_OUT_SEED, version("pillow"), code_of(f"engine.data.drawn.{name}"))
    return kept_in(name, recipe, draw)


WRITTEN = ("glyphs", "hangul")
"""The drawn sets of which each picture shows one of some classes."""

WITH_ATTRIBUTES = ("faces", "shapes")
"""The drawn sets of which everything is known."""


def _maker(name: str) -> Any:
    """The module that draws such a set."""
    from engine.data.drawn import faces, glyphs, hangul, shapes

    return {"faces": faces, "glyphs": glyphs, "hangul": hangul, "shapes": shapes}[name]


def _decoded(name: str) -> "Pictures":
    for way in _ways(name):
        if paths := _here(way):
            recipe = (*(source.sha256 for source in way.sources), code_of("engine.data.public.sets"))
            return kept_in(name, recipe, lambda way=way, paths=paths: way.read(*paths))
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
    from engine.data.public import sets

    return sets.WAYS[name]


def _here(way: "Way") -> list[Path] | None:
    paths = [path for source in way.sources if (path := downloads.find(source))]
    return paths if len(paths) == len(way.sources) else None

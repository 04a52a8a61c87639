"""A reader's own pairs, kept at ATELIER_HOME/pairs/<id>/*.png, each file one pair side by side."""

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from engine.core import desks, files
from engine.core.errors import Trouble
from engine.language.words import _

if TYPE_CHECKING:
    from numpy import ndarray

HELD_OUT = 10
"""Of this many pairs of a reader's own, one is held out."""

FEWEST = 8
"""Pairs that a network can learn from, with one held out."""

KEPT_SIDE = 256
"""Pixels of a side of a reader's own pairs."""


def from_folder(folder: str | Path, size: int = KEPT_SIDE) -> "Iterator[tuple[ndarray, ndarray]]":
    """Pairs in a folder: files that are twice as wide as high, given left and wanted right; or two folders `a` and `b` in it,
    in which a pair has one name."""
    from engine.data.uploads import intake

    folder = Path(folder)
    if not folder.is_dir():
        raise Trouble(_("There is no folder '{folder}'.", folder=folder), "Check the spelling, or give the full path.")

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
            _(
                "'{name}' is {width} × {height} pixels, which is no pair side by side.",
                name=intake.shown(name),
                width=width,
                height=height,
            ),
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
        raise Trouble(
            _("{n} pairs were found; a network needs at least {fewest}.", n=len(pairs), fewest=FEWEST),
            "Add more pairs.",
        )
    joined = [np.concatenate(pair, 1) for pair in pairs]
    names = [albums.content_hash(one) for one in joined]
    id = hashlib.sha256("".join(sorted(names)).encode()).hexdigest()[:32]
    with albums.writing("pairs") as parent:
        if (parent / id).is_dir() and len(list((parent / id).glob("*.png"))) == len(set(names)):
            return id
        pngs = {f"{name}.png": albums.png(one) for name, one in zip(names, joined, strict=True)}
        albums.check_room(parent, sum(map(len, pngs.values())))
        files.make_folder(parent / id)
        for name, content in pngs.items():
            files.put(parent / id / name, content)
    return id


def kept() -> dict[str, int]:
    """The ids of a reader's own pairs, newest first, and how many each has."""
    folders = [one for one in (desks.here() / "pairs").glob("*") if re.fullmatch(r"[0-9a-f]{32}", one.name)]
    folders.sort(key=lambda one: one.stat().st_mtime, reverse=True)
    return {one.name: len(list(one.glob("*.png"))) for one in folders}


def pictures_of(id: str) -> "tuple[ndarray, ndarray]":
    """Pairs to learn from and held-out ones, uint8 (n, size, 2 * size, 3): each side by side in one picture."""
    import numpy as np

    from engine.data.uploads import intake

    folder = desks.here() / "pairs" / id
    if not re.fullmatch(r"[0-9a-f]{32}", id) or not folder.is_dir():
        raise Trouble(
            _("There are no pairs '{shown}' here.", shown=intake.shown(id))
            if id
            else "Your own pairs are not chosen yet.",
            "Give a folder of pairs: python -m engine train pix2pix --pairs FOLDER.",
        )
    from PIL import Image

    try:
        found = np.stack([np.array(Image.open(file, formats=["PNG"])) for file in sorted(folder.glob("*.png"))])
    except (OSError, ValueError, SyntaxError):
        raise Trouble("Your pairs are damaged on the disk.", "Take the folder in again.") from None
    held_out = max(1, len(found) // HELD_OUT)
    return found[held_out:], found[:held_out]

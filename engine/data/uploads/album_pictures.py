"""What lies in an album, picture by picture: what its file was called, which look alike, and the album without some of them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np

from engine.core import desks, files
from engine.core.errors import Trouble
from engine.data.uploads import albums
from engine.data.uploads.albums import FEWEST, NAMES, Album
from engine.language.words import _

COARSE = 8
"""Squares across of what two pictures are compared by."""

CLOSE = 5.0
"""Levels of light that squares of two pictures may be apart, on the root of the mean square, if they look alike."""


@dataclass(frozen=True)
class Kept:
    """`key` names it within its album; `name` is its file's, or empty."""

    key: str
    name: str
    picture: np.ndarray


def listed(id: str) -> list[Kept]:
    """The pictures of an album, by the names of their files."""
    albums.album_card(id)  # says what is wrong with one that is not here
    folder = desks.here() / "albums" / id
    names = files.read_object(folder / NAMES)
    found = [
        Kept(file.stem, str(names.get(file.stem, ""))[:80], albums.read(file, id)) for file in folder.glob("*.png")
    ]
    return sorted(found, key=lambda one: (one.name.lower(), one.key))


def alike(pictures: Sequence[np.ndarray]) -> list[int]:
    """For each picture uint8 (s, s, 3) the number of the group that it looks like, from 0; -1 where it is like no other."""
    if not pictures:
        return []
    side = pictures[0].shape[0] // COARSE * COARSE
    cut = np.stack(pictures)[:, :side, :side].astype(np.float32)
    blocks = cut.reshape(len(cut), COARSE, side // COARSE, COARSE, side // COARSE, 3).mean((2, 4)).reshape(len(cut), -1)
    squares = (blocks**2).sum(1)
    far = np.maximum(0, squares[:, None] + squares - 2 * blocks @ blocks.T) / blocks.shape[1]
    groups = [-1] * len(cut)
    for at, row in enumerate(far):
        like = [int(other) for other in np.flatnonzero(row < CLOSE**2) if other != at]
        known = next((groups[other] for other in like if groups[other] >= 0), max(groups) + 1)
        for one in [at, *like] if like else []:
            groups[one] = known if groups[one] < 0 else groups[one]
    return groups


def without(id: str, thrown: Collection[str]) -> Album:
    """The album with these pictures thrown out, under a new id; the old one goes."""
    title = albums.album_card(id).title
    left = [one for one in listed(id) if one.key not in thrown]
    if len(left) < FEWEST:
        raise Trouble(
            _("{n} pictures would be left, and a model needs at least {fewest}.", n=len(left), fewest=FEWEST),
            "Throw out fewer, or bring more pictures first.",
        )
    album = albums.save([one.picture for one in left], title, [one.name for one in left])
    if album.id != id:
        albums.delete(id)
    return album

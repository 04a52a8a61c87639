"""Albums: collections of a reader's own pictures on disk, each under the hash of what it shows.

    albums/<id>/{album.json, names.json, <hash>.png ...}    on the desk (see engine.core.desks)

The same pictures give the same id, so a page's link keeps its meaning and nothing is kept twice. Everything is written
aside and put in place with `os.replace`: a reader never meets half an album.
"""

import errno
import hashlib
import os
import re
import shutil
import tempfile
import time
from collections.abc import Generator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, replace
from io import BytesIO
from pathlib import Path

import numpy as np
from PIL import Image

from engine.core import desks, files, locks
from engine.core.errors import Trouble
from engine.data.pictures import Pictures
from engine.data.uploads.intake import shown
from engine.language.words import _, _n

FEWEST = 8  # pictures that a model can learn from, with some held out
MAX_ALBUMS = 4 * 2**30  # bytes on disk
NAMES = "names.json"  # hash of a picture -> what its file was called
SPARE = 256 * 2**20  # bytes that stay free on the disk, for runs


@dataclass(frozen=True)
class Album:
    """`size` is the side of its square pictures, `stored` its bytes on disk, `created` in seconds since 1970."""

    id: str
    title: str
    count: int
    size: int
    stored: int
    created: float


def save(pictures: Sequence[np.ndarray], title: str, names: Sequence[str] = ()) -> Album:
    """Keep squares of one size, uint8 (size, size, 3), with the `names` of their files where these are known. If they are an album
    already, it only gets the new title."""
    if not pictures:
        raise Trouble("There are no pictures to keep.", "Choose some pictures first.")
    size = pictures[0].shape[0]
    if any(picture.shape != (size, size, 3) or picture.dtype != np.uint8 for picture in pictures):
        raise Trouble("The pictures of an album are squares of one size; these are not.", "Cut them to one size first.")
    by_hash = {content_hash(picture): picture for picture in pictures}
    called = {key: shown(name) for key, name in zip(map(content_hash, pictures), names, strict=False) if name}
    id = hashlib.sha256("".join(sorted(by_hash)).encode()).hexdigest()[:32]
    title = shown(re.sub(r"[/\\]", " ", title)) if title.strip() else "My pictures"
    with writing("albums") as folder:
        known = albums()
        for album in known:
            if album.id == id and len(list((folder / id).glob("*.png"))) == album.count:
                album = replace(album, title=title)
                files.put_json(folder / id / "album.json", asdict(album))
                return album
        shutil.rmtree(folder / id, ignore_errors=True)  # damaged, if it is there at all
        pngs = {f"{key}.png": png(picture) for key, picture in by_hash.items()}
        stored = sum(len(content) for content in pngs.values())
        if sum(album.stored for album in known) + stored > MAX_ALBUMS:
            raise Trouble(
                _(
                    "Own pictures may take {n:.0f} GB on this computer, and these do not fit.",
                    n=MAX_ALBUMS / 2**30,
                ),
                "Delete an album first.",
            )
        check_room(folder, stored)
        album = Album(id, title, len(pngs), size, stored, time.time())
        sweep(folder)
        aside = Path(tempfile.mkdtemp(prefix=".new-", dir=folder))
        try:
            for name, content in pngs.items():
                (aside / name).write_bytes(content)
            files.put_json(aside / "album.json", asdict(album))
            files.put_json(aside / NAMES, called)
            for name in pngs:  # at the end: what is written at one go reaches the disk at one go
                files.sync(aside / name)
            os.replace(aside, folder / id)
            files.settle(folder)
        except OSError:
            if not (folder / id).is_dir():  # somebody else saved the very same album meanwhile: then it is there
                raise
        finally:
            shutil.rmtree(aside, ignore_errors=True)
    return album


def album_card(id: str) -> Album:
    """What is known of an album without opening its pictures."""
    folder = _place(id)
    if not folder.is_dir():
        raise _unknown(id)
    try:
        album = Album(**files.read_object(folder / "album.json"))
    except TypeError:
        raise _damaged(id) from None
    numbers = album.count, album.size, album.stored
    sound = (
        album.id == id
        and isinstance(album.title, str)
        and all(type(number) is int and 0 <= number < 2**53 for number in numbers)
        and isinstance(album.created, float | int)
        and abs(album.created) < 2**53
    )
    if not sound:
        raise _damaged(id)
    return album


def albums() -> list[Album]:
    """All albums, the newest first. A damaged one is left out: opening it says what is wrong."""
    found = []
    for place in (desks.here() / "albums").glob("[0-9a-f]*"):
        try:
            found.append(album_card(place.name))
        except Trouble:
            continue
    return sorted(found, key=lambda album: (-album.created, album.id))


def load(id: str) -> Pictures:
    """An album to learn from. About a tenth is held out, always the same: hashes are as good as dice, and repeatable."""
    album = album_card(id)
    if album.count < FEWEST:
        missing = FEWEST - album.count
        raise Trouble(
            _n(
                "'{title}' holds {n} picture; a model needs at least {fewest}.",
                "'{title}' holds {n} pictures; a model needs at least {fewest}.",
                album.count,
                title=album.title,
                fewest=FEWEST,
            ),
            _n(
                "Add {n} more picture and save the album again.",
                "Add {n} more pictures and save the album again.",
                missing,
            ),
        )
    pictures = [read(file, id) for file in sorted((desks.here() / "albums" / id).glob("*.png"))]
    if len(pictures) != album.count or any(picture.shape != (album.size, album.size, 3) for picture in pictures):
        raise _damaged(id)
    held_out = max(1, round(len(pictures) / 10))
    return Pictures(f"album:{id}", train=np.stack(pictures[held_out:]), held_out=np.stack(pictures[:held_out]))


def delete(id: str) -> None:
    folder = _place(id)
    if not folder.is_dir():
        raise _unknown(id)
    with writing("albums") as parent:
        aside = Path(tempfile.mkdtemp(prefix=".old-", dir=parent))
        try:
            os.replace(folder, aside / id)  # gone at once for every reader, whatever happens to the files
        except FileNotFoundError:  # another tab was quicker
            raise _unknown(id) from None
        finally:
            shutil.rmtree(aside, ignore_errors=True)


def _place(id: str) -> Path:
    """Ids come from links, so from anybody: only hashes get as far as the disk."""
    if not re.fullmatch(r"[0-9a-f]{32}", id):
        raise _unknown(id)
    return desks.here() / "albums" / id


def _unknown(id: str) -> Trouble:
    return Trouble(
        _("There is no album '{shown}' here.", shown=shown(id)), "It may have been deleted. Upload the pictures again."
    )


def _damaged(id: str) -> Trouble:
    return Trouble(_("'{id}' is damaged on the disk.", id=id), "Delete it and upload the pictures again.")


def content_hash(picture: np.ndarray) -> str:
    return hashlib.sha256(repr(picture.shape).encode() + picture.tobytes()).hexdigest()[:32]


def png(picture: np.ndarray) -> bytes:
    stream = BytesIO()
    Image.fromarray(picture).save(stream, "PNG", compress_level=3)
    return stream.getvalue()


def read(file: Path, id: str) -> np.ndarray:
    try:
        with Image.open(file, formats=["PNG"]) as image:
            return np.array(image.convert("RGB"))
    except (OSError, ValueError, SyntaxError):
        raise _damaged(id) from None


def sweep(folder: Path) -> None:
    """What a crash left behind, once it is a day old and surely nobody's work in progress."""
    for left in [*folder.glob(".new-*"), *folder.glob(".old-*"), *folder.glob("*.aside")]:
        with suppress(OSError):
            if time.time() - left.stat().st_mtime > 86_400:
                shutil.rmtree(left) if left.is_dir() else left.unlink()


def check_room(folder: Path, needed: int) -> None:
    desks.check_room(needed)
    if shutil.disk_usage(folder).free < needed + SPARE:
        raise full()


def full() -> Trouble:
    return Trouble("The disk is full, so the pictures were not kept.", "Free some space, then try again.")


@contextmanager
def writing(name: str) -> Generator[Path]:
    """A folder for own pictures, made if need be; what the disk objects to becomes a sentence."""
    folder = desks.here() / name
    try:
        files.make_folder(folder)
        with locks.uploads():
            yield folder
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise full() from None
        advice = "Check that the folder ATELIER_HOME exists and that you may write there."
        raise Trouble("The pictures could not be kept on the disk.", advice) from None

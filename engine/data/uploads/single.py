"""Single pictures of a reader's own: to paint over, to take a style from, to dream in.

    pictures/<id>.png    on the desk (see engine.core.desks)
    pictures/<id>.json   what its reader calls it

The id is the hash of what the picture shows, so a page's link keeps its meaning and nothing is kept twice. A run only
notes the id: as long as the picture is kept, the run can be understood and repeated.
"""

import re
from pathlib import Path, PurePath

import numpy as np
from PIL import Image

from engine.core import desks, files
from engine.core.errors import Trouble
from engine.data.uploads import albums
from engine.data.uploads.intake import shown
from engine.language.words import _

MAX_PICTURES = 512 * 2**20  # bytes on disk
SIDES = 8, 4096  # pixels, the least and the most

UNNAMED = "Your picture"
LONGEST_NAME = 60


def keep(picture: np.ndarray, title: str = "") -> str:
    """Put a picture, uint8 (h, w, 3), on the disk and return its id. What is there already is not written again."""
    if picture.dtype != np.uint8 or picture.ndim != 3 or picture.shape[2] != 3:
        raise Trouble("This is no picture in colour.", "Give red, green and blue for each pixel, from 0 to 255.")
    height, width = picture.shape[:2]
    if not (SIDES[0] <= min(height, width) and max(height, width) <= SIDES[1]):
        raise Trouble(
            _("The picture has {width:,} × {height:,} pixels, which is too few.", width=width, height=height)
            if height * width < 10**4
            else _("The picture has {width:,} × {height:,} pixels, which is too many.", width=width, height=height),
            _("Choose one with {least} to {most:,} pixels on each side.", least=SIDES[0], most=SIDES[1]),
        )
    id = albums.content_hash(picture)
    with albums.writing("pictures") as folder:
        file = folder / f"{id}.png"
        if not file.is_file():
            _put(file, albums.png(picture))
        if title:
            files.put_json(file.with_suffix(".json"), {"title": title[:LONGEST_NAME]})
    return id


def _put(file: Path, content: bytes) -> None:
    if sum(kept.stat().st_size for kept in file.parent.glob("*.png")) + len(content) > MAX_PICTURES:
        raise Trouble(
            _(
                "Single pictures may take {n:.0f} MB on this computer, and this one does not fit.",
                n=MAX_PICTURES / 2**20,
            ),
            "Forget one of your pictures first.",
        )
    albums.check_room(file.parent, len(content))
    albums.sweep(file.parent)
    files.put(file, content)


def check(id: str) -> None:
    """Whether a picture is kept under this id, without opening it."""
    _place(id)


def titled(file: str) -> str:
    """What a picture is called that came in a file of this name."""
    stem = PurePath(file.replace("\\", "/")).stem
    return " ".join("".join(sign if sign.isprintable() else " " for sign in stem).split())[:LONGEST_NAME]


def title(id: str) -> str:
    given = files.read_object(_place(id).with_suffix(".json")).get("title")
    return given[:LONGEST_NAME] if isinstance(given, str) and given else UNNAMED


def picture(id: str) -> np.ndarray:
    """A kept picture, uint8 (h, w, 3)."""
    file = _place(id)
    try:
        with Image.open(file, formats=["PNG"]) as image:
            return np.array(image.convert("RGB"))
    except (OSError, ValueError, SyntaxError):
        raise Trouble(
            _("Your picture '{id}' is damaged on the disk.", id=id), "Forget it and upload it again."
        ) from None


def forget(id: str) -> None:
    file = _place(id)
    with albums.writing("pictures"):
        file.unlink(missing_ok=True)
        file.with_suffix(".json").unlink(missing_ok=True)


def _place(id: str) -> Path:
    """Ids come from links, so from anybody: only hashes get as far as the disk."""
    if re.fullmatch(r"[0-9a-f]{32}", id):
        file = desks.here() / "pictures" / f"{id}.png"
        if file.is_file():
            return file
    raise Trouble(
        _("There is no picture '{shown}' of yours here.", shown=shown(id)), "It may have been deleted. Upload it again."
    )

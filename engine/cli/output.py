"""Where a command puts its pictures and films."""

import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING

from engine.core.errors import Trouble
from engine.language.words import _

if TYPE_CHECKING:
    from numpy import ndarray

PICTURES, FILMS = (".png", ".jpg", ".jpeg", ".webp"), (".gif", ".webp")


def ends_well(file: Path, endings: tuple[str, ...]) -> None:
    if file.suffix.lower() not in endings:
        raise Trouble(
            _("'{name}' does not end as a picture does here.", name=file.name),
            _("End it in one of: {endings}.", endings=", ".join(endings)),
        )


def width(text: str) -> int:
    """Columns of a terminal that it takes: Hangul takes two a letter."""
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)


def padded(text: str, columns: int) -> str:
    return text + " " * (columns - width(text))


def put(file: Path, picture: "ndarray") -> None:
    from PIL import Image

    file.parent.mkdir(parents=True, exist_ok=True)
    Image.fromarray(picture).save(file)

"""Where a command puts its pictures and films."""

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


def put(file: Path, picture: "ndarray") -> None:
    from PIL import Image

    file.parent.mkdir(parents=True, exist_ok=True)
    Image.fromarray(picture).save(file)

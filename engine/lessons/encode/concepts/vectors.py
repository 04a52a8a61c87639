"""The shelf of concept vectors that readers made: one small JSON file each, the same bytes that are exported.

    vectors/<id>.json    on the desk (see engine.core.desks)

An exported file may come back from anywhere, so every field is checked, and the id is never the file's own choice.
"""

import json
import re
import time
import uuid
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from engine.core import desks, files, locks
from engine.core.errors import Trouble
from engine.data.uploads.intake import shown
from engine.language.words import N_, _
from engine.lessons.encode.concepts import directions

FORMAT = "atelier concept vector"
MAX_BYTES = 2**20
MOST_NUMBERS = 4_096
LARGEST = 1e6  # of a vector's numbers: latent codes lie within a few units of 0
MOST_PICTURES = 10**9


@dataclass(frozen=True)
class Kept:
    """A direction in the latent space of `model`, found by one of `concepts.WAYS`."""

    id: str
    name: str
    model: str
    way: str
    numbers: tuple[float, ...]
    having: int
    """How many pictures with the concept it was made from; `lacking` is how many without."""
    lacking: int
    auc: float | None
    """How well it tells held-out pictures apart; None where nothing was held out."""
    made_at: float
    """In seconds since 1970."""

    def vector(self) -> np.ndarray:
        return np.array(self.numbers, np.float32)


def keep(
    name: str,
    model: str,
    way: str,
    vector: np.ndarray | Sequence[float],
    having: int,
    lacking: int,
    auc: float | None = None,
) -> Kept:
    """A new vector on the shelf, made from so many pictures `having` the concept and `lacking` it."""
    numbers = tuple(np.asarray(vector, float).tolist())
    auc = None if auc is None else float(auc)
    return add(Kept(_new_id(), _named(name), model, way, numbers, int(having), int(lacking), auc, time.time()))


def add(kept: Kept) -> Kept:
    """Put a vector on the shelf, such as one that `read` brought back."""
    if not _is_direction(kept.numbers):
        raise Trouble("These numbers are no direction in a latent space.", "Make the vector from other pictures.")
    if not _is_sound(asdict(kept)):
        raise Trouble("This vector does not say how it was made, or says what cannot be.", "Make it again.")
    _write(kept)
    return kept


def kept(model: str) -> list[Kept]:
    """A model's vectors, the newest first. A damaged one is left out: opening it says what is wrong."""
    found = []
    for file in _folder().glob("*.json"):
        try:
            found.append(find(file.stem))
        except Trouble:
            continue
    return sorted((one for one in found if one.model == model), key=lambda one: (-one.made_at, one.id))


def find(id: str) -> Kept:
    place = _place(id)
    try:
        with open(place, "rb") as file:
            return replace(read(file.read(MAX_BYTES + 1)), id=id)
    except FileNotFoundError:
        raise _unknown(id) from None
    except (OSError, Trouble):
        raise Trouble(_("The vector '{id}' is damaged on the disk.", id=id), "Delete it and make it again.") from None


def rename(id: str, name: str) -> Kept:
    with locks.notes():
        renamed = replace(find(id), name=_named(name))
        _write(renamed)
    return renamed


def delete(id: str) -> None:
    try:
        with locks.notes():  # whoever renames it just now would bring it back
            _place(id).unlink()
    except FileNotFoundError:
        raise _unknown(id) from None
    except OSError:
        raise Trouble(
            "The vector could not be deleted.", "Check that you may write to the folder ATELIER_HOME."
        ) from None


def export(kept: Kept) -> bytes:
    """A JSON file that `read` brings back, here or on another computer."""
    about = {"format": FORMAT, **asdict(kept)}
    del about["id"]
    return json.dumps(about, allow_nan=False).encode()


def read(content: bytes, dimensions: int | None = None) -> Kept:
    """An exported vector, under a new id and not yet on the shelf; if `dimensions` is given, its codes must have as many."""
    if len(content) > MAX_BYTES:
        raise Trouble("This file is larger than 1 MB, and a vector's is far smaller.", _OTHER)
    try:
        about = json.loads(content)
    except (ValueError, RecursionError, MemoryError):
        raise _stranger() from None
    if not isinstance(about, dict) or about.get("format") != FORMAT or not _is_sound(about):
        raise _stranger()
    numbers = tuple(float(number) for number in about["numbers"])
    if dimensions not in (None, len(numbers)):
        raise Trouble(
            _(
                "This vector has {n} numbers, and this model's codes have {dimensions}.",
                n=len(numbers),
                dimensions=dimensions,
            ),
            "Choose a vector that was made with this model.",
        )
    return Kept(
        id=_new_id(),
        name=_named(about["name"]),
        model=about["model"],
        way=about["way"],
        numbers=numbers,
        having=about["having"],
        lacking=about["lacking"],
        auc=about["auc"],
        made_at=float(min(about["made_at"], time.time())),
    )


_OTHER = N_("Choose a .json file that was exported here.")


def _stranger() -> Trouble:
    return Trouble("This file is not a vector that Atelier exported, or it is damaged.", _OTHER)


def _is_sound(about: dict[str, Any]) -> bool:
    """Whether a stranger's fields are what an export writes. Comparisons also turn away NaN, and numbers of many digits."""
    get: Any = about.get
    return (
        isinstance(get("name"), str)
        and isinstance(get("model"), str)
        and re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}", get("model")) is not None
        and isinstance(get("way"), str)
        and get("way") in directions.WAYS
        and isinstance(get("numbers"), list | tuple)
        and _is_direction(get("numbers"))
        and all(type(get(side)) is int and 1 <= get(side) <= MOST_PICTURES for side in ("having", "lacking"))
        and "auc" in about
        and (get("auc") is None or (_is_number(get("auc")) and 0 <= get("auc") <= 1))
        and _is_number(get("made_at"))
        and 0 <= get("made_at") <= 1e12
    )


def _is_number(value: Any) -> bool:
    return type(value) in (int, float)


def _is_direction(numbers: Sequence[Any]) -> bool:
    return (
        1 <= len(numbers) <= MOST_NUMBERS
        and all(_is_number(number) and abs(number) <= LARGEST for number in numbers)
        and any(numbers)
    )


def _named(name: str) -> str:
    """A name fit for a page: short, without control characters or Markdown."""
    name = " ".join("".join(c if c.isprintable() else " " for c in re.sub(r"[/\\]", " ", name)).split())
    if not name:
        raise Trouble("The vector has no name.", "Give it one, such as 'my smile'.")
    return shown(name)


def _new_id() -> str:
    return uuid.uuid4().hex[:12]


def _folder() -> Path:
    return desks.here() / "vectors"


def _place(id: str) -> Path:
    """Ids come from links, so from anybody: only those that were given here get as far as the disk."""
    if not re.fullmatch(r"[0-9a-f]{12}", id):
        raise _unknown(id)
    return _folder() / f"{id}.json"


def _unknown(id: str) -> Trouble:
    return Trouble(
        _("There is no vector '{shown}' here.", shown=shown(id)),
        "It may have been deleted. Make it again, or choose another.",
    )


def _write(kept: Kept) -> None:
    try:
        files.make_folder(_folder())
        files.put(_place(kept.id), export(kept))
    except OSError:
        advice = N_("Check that the disk has room and that you may write to the folder ATELIER_HOME.")
        raise Trouble("The vector could not be kept on the disk.", advice) from None

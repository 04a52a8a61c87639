"""What somebody probably meant: the known name that looks most like the one that was typed."""

from collections.abc import Iterable
from difflib import get_close_matches

from engine.language.words import _

ALIKE = 0.6
"""How much of two names has to agree, from 0 to 1."""


def nearest(typed: str, known: Iterable[str], alike: float = ALIKE) -> str | None:
    near = get_close_matches(typed.lower(), list(known), 1, alike)
    return near[0] if near else None


def hint(typed: str, known: Iterable[str]) -> str:
    """The beginning of an advice; nothing where nothing looks like it."""
    return meant(nearest(typed, known))


def meant(near: str | None) -> str:
    """The same for a name that was found already."""
    return _("Did you mean '{near}'? ", near=near) if near else ""

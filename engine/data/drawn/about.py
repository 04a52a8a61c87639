"""What a drawn picture says of itself, and the sizes that may be asked for."""

from collections.abc import Collection
from dataclasses import dataclass

from engine.core.errors import Trouble
from engine.language.words import _

SMALLEST, LARGEST = 16, 2048  # pixels of a side


@dataclass(frozen=True)
class About:
    """A drawn picture in words; `words` is one sentence for a learner."""

    title: str
    words: str


def check_wish(what: str, name: str, known: Collection[str], size: int, seed: int) -> None:
    """For everything drawn in any size and from any seed."""
    if name not in known:
        raise Trouble(
            _("There is no {what} '{name}'.", what=what, name=name), _("Choose one of: {join}.", join=", ".join(known))
        )
    if not SMALLEST <= size <= LARGEST:
        raise Trouble(
            _("A {what} {size} pixels wide cannot be drawn.", what=what, size=size),
            _("Ask for {SMALLEST} to {LARGEST} pixels.", SMALLEST=SMALLEST, LARGEST=LARGEST),
        )
    if seed < 0:
        raise Trouble(
            _("The seed of a {what} is {seed}, which is negative.", what=what, seed=seed), "Give a whole number from 0."
        )

"""Where the pictures come from that a model learnt from."""

from typing import NamedTuple

from engine.data import cards


class Provenance(NamedTuple):
    title: str
    from_whom: str
    licence: str


DRAWN = ("drawn on this machine", "MIT, like Atelier")


def of_library(data: str) -> Provenance:
    about = cards.SETS[data]
    return Provenance(about.title, about.from_whom, about.licence)

"""Where the pictures come from that a model learnt from, whatever list they stand in."""

from typing import NamedTuple

from engine.data import art, domains, kinds, library, pairs


class Provenance(NamedTuple):
    title: str
    from_whom: str
    licence: str


DRAWN = ("drawn on this machine", "MIT, like Atelier")


def of(lesson: str, data: str) -> Provenance:
    """Of the set of this name, in the list from which the lesson takes its pictures."""
    if lesson == "cyclegan":
        about = domains.DOMAINS[data]
        whence = DRAWN if about.built_in else (art.MONET.from_whom, art.MONET.licence)
        return Provenance(about.title, *whence)
    if lesson == "pix2pix":
        about = pairs.SETS[data]
        whence = DRAWN if about.built_in else (pairs.FACADES.from_whom, pairs.FACADES.licence)
        return Provenance(about.title, *whence)
    if data == kinds.NAME:
        title = "Photographs and paintings by Monet and others, and drawn pictures that are neither"
        return Provenance(title, art.MONET.from_whom, art.MONET.licence)
    about = library.SETS[data]
    return Provenance(about.title, about.from_whom, about.licence)

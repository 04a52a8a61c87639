"""How good both directions of a CycleGAN are on held-out pictures, and their contact sheet."""

from collections.abc import Iterable

import numpy as np

from engine.data import gallery as data_gallery
from engine.data import sheets
from engine.data.photo_or_painting import KINDS
from engine.data.unpaired import Domains
from engine.lessons.helpers.guard import model as guard_model
from engine.lessons.paint import fingerprints as paint_fingerprints
from engine.lessons.paint.inputs import Style
from engine.lessons.paint.instant import model as instant_model
from engine.lessons.score import Score, mean_score
from engine.lessons.translate.cyclegan.config import CycleConfig
from engine.lessons.translate.model import Translator
from engine.lessons.translate.scoring import PAINTING, PHOTOGRAPH, apart, distance

SIDE = 192

GIVEN = ("photo:china", "photo:flower", "scene:lake", "scene:village")

CORNERS = (0.0, 1.0)
"""Squares of a photograph are cut from its left and from its right."""


def sheet(both: tuple[Translator, Translator], data: Domains) -> tuple[np.ndarray, str]:
    to_b, to_a = both
    given = []
    for name in GIVEN:
        picture = data_gallery.picture(name, 3 * SIDE // 2 if name.startswith("photo:") else SIDE)
        spare = [length - SIDE for length in picture.shape[:2]]
        for corner in CORNERS if max(spare) > 0 else (0.0,):
            top, left = (max(0, round(corner * one)) for one in spare)
            given.append(picture[top : top + SIDE, left : left + SIDE])
    made = [to_b.translate(one) for one in given]
    back = [to_a.translate(one) for one in made]
    words = f"Above photographs and drawn scenes, below them what they become as {data.names[1]}, and what comes back"
    return sheets.sheet([np.stack(row) for row in (given, made, back)]), words


def measure(both: tuple[Translator, Translator], data: Domains, config: CycleConfig) -> list[Score]:
    """Each direction as a crowd beside held-out pictures of the other side, and what comes back."""
    to_b, to_a = both
    found = []
    ways = (
        (*data.names, to_b, to_a, data.a_held_out, data.b_held_out),
        (*data.names[::-1], to_a, to_b, data.b_held_out, data.a_held_out),
    )
    for kind, (own, name, there, back, given, wanted) in zip((PAINTING, PHOTOGRAPH), ways, strict=True):
        made = [there.translate(one) for one in given]
        words = f"{len(given)} made and {len(wanted)} held-out pictures, in the features of the shipped eye"
        found.append(distance(f"KID, made {name}", made, wanted, f"cubic kernel, jackknife; {words}"))
        found.append(distance(f"KID of {own} as they are", given, wanted, "the same, if nothing is done"))
        if data.name == "monet" and there is to_b:
            painted = [instant_model.load().paint(one, [lilies()]) for one in given]
            found.append(
                distance("KID of instant style", painted, wanted, "the same, painted with Monet's fingerprint")
            )
            found.append(taken("instant style", kind, painted))
        if data.name == "monet":
            found += [taken(f"made {name}", kind, made), taken(f"{own} as they are", kind, given)]
            found.append(taken(f"held-out {name}", kind, wanted))
        again = (back.translate(one) for one in made)
        found.append(apart(f"cycle error, through {name}", given, again, "there and back, levels of light per pixel"))
        same = (there.translate(one) for one in wanted)
        found.append(apart(f"identity error, {name}", wanted, same, "already there, levels of light per pixel"))
    return found


def taken(what: str, kind: int, shown: Iterable[np.ndarray]) -> Score:
    """How often the guard, which took no part in training, takes pictures for this kind."""
    right = np.array([np.argmax(guard_model.look(one)) == kind for one in shown])
    return mean_score(f"{what}: taken for {KINDS[kind]}s", right, "", "share, by the shipped guard", "pictures")


def lilies() -> Style:
    """What a reader without a translator would paint with: Monet's fingerprint."""
    return Style("monet-water-lilies-1", 1.0, None, paint_fingerprints.load("monet-water-lilies-1"))

"""What stands on the easel before painting begins: the content picture, one to four styles, and the areas drawn for them."""

import re
from dataclasses import dataclass

import numpy as np

from engine.core.errors import Trouble
from engine.data import gallery as data_gallery
from engine.language.words import _
from engine.lessons.paint import fingerprints
from engine.lessons.paint.fingerprints import Fingerprint

MOST_STYLES = 4

SCENES = 12
"""Of each kind, for a brush: cut at random they are enough, and drawn in three seconds."""


@dataclass(frozen=True)
class Style:
    """A style and its weight among others: a picture uint8 (h, w, 3), or only the fingerprint of one."""

    reference: str
    weight: float
    picture: np.ndarray | None
    fingerprint: Fingerprint | None

    @property
    def print_alone(self) -> Fingerprint:
        """What is known of a style without a picture."""
        assert self.fingerprint, f"nothing is known of '{self.reference}'"
        return self.fingerprint


@dataclass(frozen=True)
class PaintingInputs:
    """`content` is uint8 (h, w, 3); `areas` uint8 (h, w): 0 stays as it is, k is painted with the k-th style; None: all is painted."""

    content: np.ndarray
    styles: tuple[Style, ...]
    areas: np.ndarray | None


def check_areas(areas: np.ndarray, styles: int) -> None:
    """No area may be drawn for a style that is not there."""
    if areas.max() > styles:
        raise Trouble(
            _(
                "An area is drawn for style {number}, but there are only {styles} styles.",
                number=areas.max(),
                styles=styles,
            ),
            "Add a style, or draw that area with another one.",
        )


def parts(styles: str) -> list[tuple[str, float]]:
    """'a*2+b' -> [('a', 2.0), ('b', 1.0)]."""
    found = []
    for part in styles.split("+"):
        match = re.fullmatch(r"([\w:.-]+)(?:\*(\d+(?:\.\d+)?))?", part.strip())
        if match is None:
            raise Trouble(
                _("'{part}' names no style.", part=part[:60]),
                "Write names joined by +, each with a weight after * if you like.",
            )
        found.append((match[1], float(match[2] or 1)))
    if not 1 <= len(found) <= MOST_STYLES:
        raise Trouble(_("{n} styles were given.", n=len(found)), _("Choose one to {most}.", most=MOST_STYLES))
    if not any(weight > 0 for _name, weight in found):
        raise Trouble("All styles have the weight 0.", "Give at least one of them a weight above 0.")
    return found


def joined(styles: list[tuple[str, float]]) -> str:
    """The inverse of `parts`."""
    return "+".join(name if weight == 1 else f"{name}*{weight:g}" for name, weight in styles)


def style(reference: str, weight: float = 1.0, longest: int | None = None) -> Style:
    """A picture of the gallery, at most as large as wanted, or a painting known by its fingerprint."""
    if ":" in reference:
        return Style(reference, weight, data_gallery.picture(reference, longest), None)
    return Style(reference, weight, None, fingerprints.load(reference))

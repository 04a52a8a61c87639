"""Built-in picture set `faces`: 64x64 cartoon faces whose every attribute is known.

A face is a collage (see `cartoon`): each part (hair, hat, mouth ...) is cut once from a large sheet, and parts that move are
flip-books with one sheet per position. Attributes are drawn independently, so that none can be guessed from another.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np

from engine.core.errors import Trouble
from engine.data.drawn.cartoon.collage import paint
from engine.data.drawn.cartoon.hair import HAIR_STYLES
from engine.data.drawn.cartoon.paper import SIDE
from engine.language.words import _


@dataclass(frozen=True)
class Attribute:
    """One thing that varies. `words` say what the two ends look like; a choice is a number into `choices`."""

    name: str
    kind: Literal["number", "yes or no", "choice"]
    low: float = 0
    high: float = 1
    usual: float = 0
    words: tuple[str, str] = ("", "")
    choices: tuple[str, ...] = ()
    share: float = 0.5  # of all faces that say yes
    favour: float = 1  # above 1, faces crowd towards the high end


def _choice(name: str, *choices: str, usual: int = 0) -> Attribute:
    return Attribute(name, "choice", high=len(choices) - 1, usual=usual, choices=choices)


ATTRIBUTES = {
    "smile": Attribute("smile", "number", -1, 1, 0.3, ("frown", "grin")),
    "glasses": Attribute("glasses", "yes or no", words=("no glasses", "glasses"), share=0.4),
    "hair_style": _choice("hair style", *HAIR_STYLES, usual=1),
    "hair_colour": _choice("hair colour", "black", "brown", "red", "blond", "grey", usual=1),
    "skin": Attribute("skin", "number", 0, 1, 0.3, ("pale", "dark")),
    "beard": Attribute("beard", "yes or no", words=("no beard", "beard"), share=0.35),
    "hat": Attribute("hat", "yes or no", words=("no hat", "hat"), share=0.35),
    "eye_openness": Attribute("eye openness", "number", 0, 1, 0.75, ("closed", "wide open"), favour=2),
    "gaze": Attribute("gaze", "number", -1, 1, 0, ("looks left", "looks right")),
    "tilt": Attribute("head tilt", "number", -1, 1, 0, ("leans left", "leans right")),
    "clothes": _choice("clothes", "navy", "brick", "mustard", "teal", "plum", usual=3),
    "background": _choice("background", "cream", "peach", "rose", "sage", "sky", "lilac"),
}

BLOCK = 256  # faces drawn from one random stream


def make(count: int, seed: int) -> tuple[np.ndarray, dict[str, np.ndarray]]:
    """uint8 (count, 64, 64, 3) and for each attribute float32 (count,). A longer set begins with the shorter one."""
    if count < 1:
        raise Trouble(_("{count} faces were asked for.", count=count), "Ask for 1 or more.")
    blocks = [_draw_lots(np.random.default_rng([seed, block])) for block in range(-(-count // BLOCK))]
    values = {name: np.concatenate([block[name] for block in blocks])[:count] for name in ATTRIBUTES}
    return paint(values, SIDE), values


def draw(attributes: Mapping[str, float], size: int = SIDE) -> np.ndarray:
    """One face, uint8 (size, size, 3). What is not given is as usual."""
    if not 16 <= size <= 512:
        raise Trouble(_("A face {size} pixels wide cannot be drawn.", size=size), "Ask for 16 to 512 pixels.")
    for name, value in attributes.items():
        _check(name, value)
    values = {name: attributes.get(name, attribute.usual) for name, attribute in ATTRIBUTES.items()}
    return paint({name: np.array([value], np.float32) for name, value in values.items()}, size)[0]


def _check(name: str, value: float) -> None:
    if name not in ATTRIBUTES:
        raise Trouble(
            _("Faces have no attribute '{name}'.", name=name), _("They have: {names}.", names=", ".join(ATTRIBUTES))
        )
    attribute = ATTRIBUTES[name]
    if not isinstance(value, (int, float, np.number)):
        raise Trouble(
            _("'{name}' is {value!r}, which is not a number.", name=name, value=value), "Give each attribute a number."
        )
    inside = attribute.low <= value <= attribute.high
    if attribute.kind == "choice" and not (inside and value == int(value)):
        known = ", ".join(f"{number} {choice}" for number, choice in enumerate(attribute.choices))
        raise Trouble(
            _("'{name}' is {value}, which is none of its choices.", name=name, value=value),
            _("Choose from: {known}.", known=known),
        )
    if attribute.kind == "yes or no" and value not in (0, 1):
        raise Trouble(
            _("'{name}' is {value}, but it is a yes or no.", name=name, value=value),
            _("Give 0 ({words}) or 1.", words=attribute.words[0]),
        )
    if not inside:
        ends = f"{attribute.low} ({attribute.words[0]}) to {attribute.high} ({attribute.words[1]})"
        raise Trouble(
            _("'{name}' is {value}, which is out of range.", name=name, value=value),
            _("It goes from {ends}.", ends=ends),
        )


def _draw_lots(chance: np.random.Generator) -> dict[str, np.ndarray]:
    values = {}
    for name, attribute in ATTRIBUTES.items():
        lot = chance.random(BLOCK)
        if attribute.kind == "choice":
            lot = np.floor(lot * len(attribute.choices))
        elif attribute.kind == "yes or no":
            lot = lot < attribute.share
        else:
            lot = attribute.low + (attribute.high - attribute.low) * (1 - lot**attribute.favour)
        values[name] = lot.astype(np.float32)
    return values

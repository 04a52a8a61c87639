"""Marks: what can be said of a picture with yes or no, such as that a face smiles. The labels that concepts are learnt from.

Photographs come with 40 marks that people gave them; some are a matter of taste, and those say so. Cartoon faces know
what they were drawn from, so their marks are true by construction. In sets with classes each class is a mark.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from engine.data.drawn import glyphs, hangul
from engine.data.drawn.shapes import CHOICES
from engine.data.pictures import Pictures
from engine.data.public import sets


@dataclass(frozen=True)
class Mark:
    """`attribute` is the number a picture set keeps for each picture; the mark is whether it is `above` the line."""

    name: str
    title: str
    words: str
    """Fits into "faces with ..."."""
    attribute: str
    above: float = 0.5
    equal: int | None = None
    """For a choice: the number of the one that is meant."""
    reverse: bool = False
    """The attribute tells of the opposite."""


def _choices(attribute: str, *choices: str, first: int = 0) -> tuple[Mark, ...]:
    return tuple(
        Mark(choice.replace(" ", "-"), choice, choice, attribute, equal=number)
        for number, choice in enumerate(choices, first)
    )


PHOTO = (
    Mark("smile", "smile", "a smile", "smiling"),
    Mark("mouth-open", "mouth open", "an open mouth", "mouth slightly open"),
    Mark("glasses", "glasses", "glasses", "eyeglasses"),
    Mark("beard", "beard", "a beard", "no beard", reverse=True),
    Mark("moustache", "moustache", "a moustache", "mustache"),
    Mark("goatee", "goatee", "a goatee", "goatee"),
    Mark("stubble", "stubble", "stubble", "5 o clock shadow"),
    Mark("sideburns", "sideburns", "sideburns", "sideburns"),
    Mark("hat", "hat", "a hat", "wearing hat"),
    Mark("older", "older", "older looks", "young", reverse=True),
    Mark("male", "called male", "the label 'male'", "male"),
    Mark("pale", "pale skin", "pale skin", "pale skin"),
    Mark("blond", "blond hair", "blond hair", "blond hair"),
    Mark("brown-hair", "brown hair", "brown hair", "brown hair"),
    Mark("black-hair", "black hair", "black hair", "black hair"),
    Mark("grey-hair", "grey hair", "grey hair", "gray hair"),
    Mark("fringe", "fringe", "a fringe", "bangs"),
    Mark("bald", "bald", "a bald head", "bald"),
    Mark("receding", "receding hairline", "a receding hairline", "receding hairline"),
    Mark("straight-hair", "straight hair", "straight hair", "straight hair"),
    Mark("wavy-hair", "wavy hair", "wavy hair", "wavy hair"),
    Mark("makeup", "heavy make-up", "heavy make-up", "heavy makeup"),
    Mark("lipstick", "lipstick", "lipstick", "wearing lipstick"),
    Mark("rosy", "rosy cheeks", "rosy cheeks", "rosy cheeks"),
    Mark("cheekbones", "high cheekbones", "high cheekbones", "high cheekbones"),
    Mark("oval", "oval face", "an oval face", "oval face"),
    Mark("chubby", "full face", "a full face", "chubby"),
    Mark("double-chin", "double chin", "a double chin", "double chin"),
    Mark("big-lips", "full lips", "full lips", "big lips"),
    Mark("big-nose", "large nose", "a large nose", "big nose"),
    Mark("pointy-nose", "pointed nose", "a pointed nose", "pointy nose"),
    Mark("narrow-eyes", "narrow eyes", "narrow eyes", "narrow eyes"),
    Mark("bags", "bags under the eyes", "bags under the eyes", "bags under eyes"),
    Mark("arched-brows", "arched eyebrows", "arched eyebrows", "arched eyebrows"),
    Mark("bushy-brows", "bushy eyebrows", "bushy eyebrows", "bushy eyebrows"),
    Mark("earrings", "earrings", "earrings", "wearing earrings"),
    Mark("necklace", "necklace", "a necklace", "wearing necklace"),
    Mark("necktie", "necktie", "a necktie", "wearing necktie"),
    Mark("blurry", "blurry", "a blurry picture", "blurry"),
    Mark("attractive", "called attractive", "the label 'attractive'", "attractive"),
)

CARTOON = (
    Mark("smile", "smile", "a smile", "smile", above=0),
    Mark("glasses", "glasses", "glasses", "glasses"),
    Mark("beard", "beard", "a beard", "beard"),
    Mark("hat", "hat", "a hat", "hat"),
    Mark("dark-skin", "dark skin", "dark skin", "skin"),
    Mark("wide-eyes", "wide eyes", "wide open eyes", "eye_openness"),
    Mark("looks-right", "looks right", "eyes to the right", "gaze", above=0),
    Mark("leans-right", "leans right", "a head that leans right", "tilt", above=0),
    *_choices("hair_colour", "black hair", "brown hair", "red hair", "blond hair", "grey hair"),
    Mark("bald", "bald", "a bald head", "hair_style", equal=0),
    *_choices("hair_style", "short hair", "spiky hair", "curly hair", first=1),
    Mark("bob", "bob", "a bob", "hair_style", equal=4),
    Mark("long-hair", "long hair", "long hair", "hair_style", equal=5),
    Mark("bun", "bun", "a bun", "hair_style", equal=6),
    Mark("pigtails", "pigtails", "pigtails", "hair_style", equal=7),
    *_choices("clothes", "navy clothes", "brick clothes", "mustard clothes", "teal clothes", "plum clothes"),
    *_choices(
        "background",
        "cream background",
        "peach background",
        "rose background",
        "sage background",
        "sky background",
        "lilac background",
    ),
)

SHAPES = tuple(
    Mark(f"{name}={word}".replace(" ", "-"), f"{name.replace('_', ' ')}: {word}", word, name, equal=number)
    for name, words in CHOICES.items()
    for number, word in enumerate(words)
)

LABEL = "label"
"""The attribute that holds the class of a picture, in sets that have classes."""


def _classes(names: Iterable[str]) -> tuple[Mark, ...]:
    """The classes of a set as marks, of which each picture has one."""
    return tuple(Mark(name, name, name, LABEL, equal=number) for number, name in enumerate(names))


MARKS = {
    "faces-photo": PHOTO,
    "faces": CARTOON,
    "shapes": SHAPES,
    "glyphs": _classes(glyphs.CLASSES),
    "hangul": _classes(hangul.CLASSES),
    "mnist": _classes(sets.DIGITS),
    "fashion-mnist": _classes(sets.CLOTHES),
}
"""Picture set -> the marks of its pictures, those that people ask for first."""

SLIDERS = {
    "faces-photo": (
        *("smile", "glasses", "beard", "hat", "older", "pale", "blond", "black-hair"),
        *("grey-hair", "fringe", "makeup", "mouth-open"),
    ),
    "faces": (
        *("smile", "glasses", "beard", "hat", "dark-skin", "wide-eyes", "leans-right", "black-hair"),
        *("red-hair", "blond-hair", "curly-hair", "looks-right"),
    ),
}
"""Picture set -> the marks that the lesson offers first. Marks of taste ("attractive") are measured but not offered."""

PARTS = {"smile": ("mouth-open", "cheekbones")}
"""Mark -> the marks that are a part of it: to smile is to move the mouth and the cheeks. They are not locked with the others."""


def index(name: str, mark: str) -> int:
    """The column of a mark."""
    return [one.name for one in MARKS[name]].index(mark)


def tables(data: Pictures) -> tuple[np.ndarray, np.ndarray]:
    """`table` for the pictures to learn from, and for the held-out ones."""
    if data.train_labels is not None and data.held_out_labels is not None and data.classes:
        return table(data.name, {LABEL: data.train_labels}), table(data.name, {LABEL: data.held_out_labels})
    return table(data.name, data.train_attributes), table(data.name, data.held_out_attributes)


def table(name: str, attributes: Mapping[str, np.ndarray]) -> np.ndarray:
    """bool (n, k): for each picture of the set called `name`, which of its k marks it has."""
    columns = []
    for mark in MARKS[name]:
        values = attributes[mark.attribute]
        having = values == mark.equal if mark.equal is not None else values > mark.above
        columns.append(~having if mark.reverse else having)
    return np.stack(columns, 1)

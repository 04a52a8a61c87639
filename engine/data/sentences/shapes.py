"""Sentences about paper shapes: "a big red circle above a small blue square on green"."""

from collections.abc import Mapping
from random import Random

import numpy as np

from engine.data.drawn.shapes import CHOICES, COLOURS, GROUNDS, SHAPES
from engine.data.sentences.traits import NONE, Place, Trait, says_something
from engine.language.words import N_

SIZE_WORDS = (("small", "little", "tiny"), ("big", "large", "huge"))
SHAPE_WORDS = (("circle", "disc"), *((shape,) for shape in SHAPES[1:]))
COLOUR_WORDS = tuple((colour,) for colour in COLOURS)

TITLES = {
    "layout": N_("How the shapes lie"),
    "first_shape": N_("First shape"),
    "first_colour": N_("Colour of the first"),
    "first_size": N_("Size of the first"),
    "second_shape": N_("Second shape"),
    "second_colour": N_("Colour of the second"),
    "second_size": N_("Size of the second"),
    "ground": N_("Ground"),
}
WORDS = {
    "layout": ((), ("above", "over", "below", "under"), ("left", "right", "of")),
    "first_shape": SHAPE_WORDS,
    "first_colour": COLOUR_WORDS,
    "first_size": SIZE_WORDS,
    "second_shape": SHAPE_WORDS,
    "second_colour": COLOUR_WORDS,
    "second_size": SIZE_WORDS,
    "ground": tuple((ground,) for ground in GROUNDS),
}
TRAITS = tuple(
    Trait(
        name,
        TITLES[name],
        values,
        WORDS[name],
        tuple(f"{name}={value}".replace(" ", "-") for value in values),
        fixed=(0,) if name == "layout" else (),
    )
    for name, values in CHOICES.items()
)
LAYOUT, FIRST, SECOND, GROUND = 0, slice(1, 4), slice(4, 7), 7
ABOVE, LEFT = 1, 2
SWAPS = ((1, 4), (2, 5), (3, 6))
"""Columns whose exchange tells the same things in the other place."""

NEVER = tuple(
    ((f"{place}_colour", colour), (f"{place}_shape", shape))
    for place in ("first", "second")
    for colour, shape in (("red", "star"), ("blue", "heart"), ("yellow", "square"))
)
"""3 of the 30 pairs of colour and shape."""

FILLERS = ("a", "an", "and", "on", "shape")

KIN = {
    **{"ball": "circle", "dot": "circle", "round": "circle", "ring": "circle", "box": "square", "rectangle": "square"},
    **{"pyramid": "triangle", "scarlet": "red", "crimson": "red", "gold": "yellow", "navy": "blue", "violet": "purple"},
    **{"lilac": "purple", "gray": "grey", "dark": "black", "giant": "big", "mini": "small", "beneath": "below"},
    **{"the": "a", "one": "a", "background": "on", "with": "and", "cyan": "blue", "rose": "pink"},
}

PLACES = {"on": Place(GROUNDS, {}, leads=True, put="on")}
"""What a colour is told of, if not of a shape."""

HUES = frozenset((*COLOURS, *GROUNDS))
LOOKS = HUES | {word for words in SIZE_WORDS for word in words}
"""Colours, and all words that say what the thing is like that follows them."""

HEADS = frozenset(("shape", *(word for words in SHAPE_WORDS for word in words)))
"""Things whose order counts; RELATIONS say how they lie."""

OPPOSITES: dict[str, str] = {}
WHY = dict.fromkeys(
    ("two", "three", "four", "many", "several", "2", "3", "4"),
    N_("It draws one or two shapes. For two, say both: 'a red circle and a blue star'."),
)

EXAMPLES = (
    "a big red circle above a small blue square on green",
    "a small white heart left of a big purple star on black",
    "a big yellow triangle on pink",
    "a big red star above a small blue heart on grey",
)

UNTOLD = {**dict.fromkeys((2, 3, 5, 6, GROUND), 0.12), **dict.fromkeys((1, 4), 0.06)}
"""Column -> how often nothing is said of it: colours, sizes and the ground, and now and then what shape it is."""

ONLY_AND = 0.06
"""How often it is not said how two shapes lie."""


def rows(attributes: Mapping[str, np.ndarray]) -> np.ndarray:
    return np.stack([attributes[trait.name] for trait in TRAITS], 1).astype(np.int64)


def hushed(row: np.ndarray, dice: Random) -> np.ndarray:
    """What somebody would tell of it."""
    told = row.copy()
    for column, share in UNTOLD.items():
        if dice.random() < share:
            told[column] = NONE
    if told[LAYOUT] != 0 and dice.random() < ONLY_AND:
        told[LAYOUT] = NONE
    if not says_something(TRAITS, told):
        told[GROUND] = row[GROUND]
    return told


def say(row: np.ndarray, dice: Random | None = None) -> list[str]:
    """A sentence for what is told; without dice, the usual one."""
    first, second = _thing(row[FIRST], dice), _thing(row[SECOND], dice)
    backwards = dice is not None and dice.random() < 0.5
    match row[LAYOUT]:
        case 0:
            words = first
        case 1:
            between = _one(("below", "under") if backwards else ("above", "over"), dice)
            words = [*second, between, *first] if backwards else [*first, between, *second]
        case 2:
            words = [*second, "right", "of", *first] if backwards else [*first, "left", "of", *second]
        case _:
            words = [*first, "and", *second]
    return [*words, "on", GROUNDS[row[GROUND]]] if row[GROUND] != NONE else words


def sayable(row: np.ndarray) -> np.ndarray:
    """The nearest row that sentences tell: each thing has a shape, and of two it is said how they lie."""
    told = row.copy()
    if told[LAYOUT] == NONE:
        told[LAYOUT] = ABOVE if (told[SECOND] != NONE).any() else 0
    if told[FIRST.start] == NONE:
        told[FIRST.start] = 0
    if told[LAYOUT] == 0:
        told[SECOND] = NONE
    elif told[SECOND.start] == NONE:
        told[SECOND.start] = 1
    return told


def silent(row: np.ndarray) -> set[int]:
    """Columns of which there is nothing to tell."""
    return set(range(*SECOND.indices(len(TRAITS)))) if row[LAYOUT] == 0 else set()


def _thing(told: np.ndarray, dice: Random | None) -> list[str]:
    shape, colour, size = told
    words = [_one(SIZE_WORDS[size], dice)] if size != NONE else []
    if colour != NONE:
        words.append(COLOURS[colour])
    words.append(_one(SHAPE_WORDS[shape], dice) if shape != NONE else "shape")
    return ["an" if words[0] == "orange" else "a", *words]


def _one(words: tuple[str, ...], dice: Random | None) -> str:
    return dice.choice(words) if dice else words[0]


def understood(words: list[str]) -> np.ndarray:
    """The row that a sentence tells, as far as it follows the grammar."""
    row = np.full(len(TRAITS), NONE)
    if "on" in words:
        at = words.index("on")
        row[GROUND] = _find(words[at:], TRAITS[GROUND].words)
        words = words[:at]
    split = next((at for at, word in enumerate(words) if word in RELATIONS), None)
    if split is None:
        row[LAYOUT], row[FIRST] = 0, _understood_thing(words)
        return row
    relation, backwards = RELATIONS[words[split]]
    one, other = _understood_thing(words[:split]), _understood_thing(words[split + 1 :])
    row[LAYOUT] = relation
    row[FIRST], row[SECOND] = (other, one) if backwards else (one, other)
    return row


RELATIONS = {
    **{"above": (ABOVE, False), "over": (ABOVE, False), "below": (ABOVE, True), "under": (ABOVE, True)},
    **{"left": (LEFT, False), "right": (LEFT, True), "and": (NONE, False)},
}
"""Word -> the layout, and whether the first is named last."""


def _understood_thing(words: list[str]) -> list[int]:
    return [_find(words, known) for known in (SHAPE_WORDS, COLOUR_WORDS, SIZE_WORDS)]


def _find(words: list[str], known: tuple[tuple[str, ...], ...]) -> int:
    return next((value for value, names in enumerate(known) if set(names) & set(words)), NONE)

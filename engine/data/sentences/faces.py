"""Sentences about cartoon faces: "a smiling person with curly black hair, glasses and a hat in teal on rose"."""

from collections.abc import Mapping
from random import Random

import numpy as np

from engine.data.drawn.faces import ATTRIBUTES
from engine.data.sentences.traits import NONE, Place, Trait, says_something
from engine.language.words import N_

STYLES, HAIR = ATTRIBUTES["hair_style"].choices, ATTRIBUTES["hair_colour"].choices
CLOTHES, GROUNDS = ATTRIBUTES["clothes"].choices, ATTRIBUTES["background"].choices
BALD = STYLES.index("bald")
AS_NOUNS = {"bob": ["a", "bob"], "bun": ["a", "bun"], "pigtails": ["pigtails"]}
"""Styles that stand for the hair itself."""

HARDLY = 0.25
"""A mouth that is curved less than this neither smiles nor frowns: nothing is told of it."""


def _single(words: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    return tuple((word,) for word in words)


TRAITS = (
    Trait("mood", "Mood", ("frowning", "smiling"), (("frowning", "sad"), ("smiling", "happy")), ("smile",)),
    Trait("hair_colour", "Hair colour", HAIR, _single(HAIR), tuple(f"{colour}-hair" for colour in HAIR)),
    Trait(
        "hair_style",
        "Hair style",
        STYLES,
        _single(STYLES),
        ("bald", "short-hair", "spiky-hair", "curly-hair", "bob", "long-hair", "bun", "pigtails"),
        fixed=(BALD,),
    ),
    Trait("glasses", "Glasses", ("no glasses", "glasses"), (("no",), ("glasses",)), ("glasses",)),
    Trait("beard", "Beard", ("no beard", "beard"), (("no",), ("beard",)), ("beard",)),
    Trait("hat", "Hat", ("no hat", "hat"), (("no",), ("hat",)), ("hat",)),
    Trait("clothes", "Clothes", CLOTHES, _single(CLOTHES), tuple(f"{colour}-clothes" for colour in CLOTHES)),
    Trait("ground", "Ground", GROUNDS, _single(GROUNDS), tuple(f"{colour}-background" for colour in GROUNDS)),
)
MOOD, COLOUR, STYLE, GLASSES, BEARD, HAT, DRESS, GROUND = range(8)
SWAPS = ()
NEVER = tuple(
    (("hair_colour", colour), ("hair_style", style))
    for colour, style in (("red", "pigtails"), ("blond", "curly"), ("grey", "spiky"), ("black", "bun"))
)
"""4 of the 35 pairs of hair colour and style."""

FILLERS = ("a", "person", "face", "with", "and", "hair", "in", "on", "no")

PEOPLE = (
    *("woman", "women", "man", "men", "girl", "boy", "he", "she"),
    *("lady", "gentleman", "guy", "child", "kid", "baby"),
)

KIN = {
    **dict.fromkeys((*PEOPLE, "people", "someone", "somebody", "human", "portrait"), "person"),
    **dict.fromkeys(("smile", "smiles", "laugh", "laughs", "laughing", "grin", "grins", "grinning"), "smiling"),
    **dict.fromkeys(("frown", "frowns", "angry", "cross", "scowling"), "frowning"),
    **{"cheerful": "happy", "joyful": "happy", "glad": "happy", "unhappy": "sad", "crying": "sad"},
    **{"hairless": "bald", "sunglasses": "glasses", "eyeglasses": "glasses", "moustache": "beard", "stubble": "beard"},
    **{"ginger": "red", "blonde": "blond", "brunette": "brown", "gray": "grey", "silver": "grey", "dark": "black"},
    **{"cap": "hat", "beanie": "hat", "spectacles": "glasses", "bearded": "beard"},
    **{"wearing": "with", "has": "with", "having": "with", "without": "no", "not": "no"},
    **{"the": "a", "an": "a", "yellow": "mustard", "pink": "rose", "blue": "navy", "green": "sage", "purple": "plum"},
    **{"ponytails": "pigtails", "braids": "pigtails", "straight": "long", "wild": "spiky", "curls": "curly"},
}

OF_HAIR = Place(HAIR, {"yellow": "blond", "gold": "blond", "white": "grey", "orange": "red"})
OF_CLOTHES = {
    **{"red": "brick", "brown": "brick", "orange": "mustard", "yellow": "mustard", "gold": "mustard", "green": "teal"},
    **{
        "blue": "navy",
        "sky": "navy",
        "black": "navy",
        "purple": "plum",
        "lilac": "plum",
        "pink": "plum",
        "rose": "plum",
    },
}
OF_GROUND = {
    **{
        "blue": "sky",
        "navy": "sky",
        "purple": "lilac",
        "plum": "lilac",
        "pink": "rose",
        "green": "sage",
        "teal": "sage",
    },
    **{"yellow": "cream", "white": "cream", "orange": "peach"},
}
PLACES = {
    "in": Place(CLOTHES, OF_CLOTHES, leads=True, put="in"),
    "on": Place(GROUNDS, OF_GROUND, leads=True, put="on"),
    **dict.fromkeys(("hair", "beard", *AS_NOUNS), OF_HAIR),
    "hat": Place(CLOTHES, OF_CLOTHES, put="in", why=N_("A hat has the colour of the clothes.")),
    "glasses": Place((), {}, why=N_("Glasses have no colour of their own.")),
}
"""What a colour is told of. A hat has the colour of the clothes, a beard that of the hair, and glasses have none."""

HUES = frozenset((*HAIR, *CLOTHES, *GROUNDS, *OF_HAIR.near, *OF_CLOTHES, *OF_GROUND))
LOOKS = HUES | set(STYLES) - {"bald", *AS_NOUNS}
"""Colours, and all words that say what the thing is like that follows them."""

HEADS: frozenset[str] = frozenset()
RELATIONS: dict[str, tuple[int, bool]] = {}
"""Things whose order counts, and words for how they lie: of a face all can be told in any order."""

OPPOSITES = {"hair": "bald"}
"""What is so where something is not, beside traits that have just two ways to be."""

WHY = dict.fromkeys(
    PEOPLE,
    N_(
        "These faces were drawn as nobody in particular, neither women nor men, old nor young. Say what can be seen: "
        "'long hair', 'pigtails', 'a beard', 'grey hair'."
    ),
)
"""Strange word -> what helps somebody who wonders why it is not known."""

EXAMPLES = (
    "a smiling person with curly black hair and glasses",
    "a frowning person with a red bun and a hat on sky",
    "a happy bald person with a beard in teal on peach",
    "a smiling person with red pigtails in mustard on sage",
)

UNTOLD = {MOOD: 0.3, COLOUR: 0.15, STYLE: 0.15, DRESS: 0.4, GROUND: 0.4}
UNTOLD_YES, UNTOLD_NO = 0.15, 0.6
"""How often something that is there goes without saying, and how often something that is not."""


def rows(attributes: Mapping[str, np.ndarray]) -> np.ndarray:
    smile, style = attributes["smile"], attributes["hair_style"].astype(int)
    mood = np.where(np.abs(smile) < HARDLY, NONE, (smile > 0).astype(int))
    colour = np.where(style == BALD, NONE, attributes["hair_colour"].astype(int))
    others = [attributes[name].astype(int) for name in ("glasses", "beard", "hat", "clothes", "background")]
    return np.stack([mood, colour, style, *others], 1).astype(np.int64)


def hushed(row: np.ndarray, dice: Random) -> np.ndarray:
    """What somebody would tell of it."""
    told = row.copy()
    for column, share in UNTOLD.items():
        if dice.random() < share:
            told[column] = NONE
    for column in (GLASSES, BEARD, HAT):
        if dice.random() < (UNTOLD_YES if row[column] else UNTOLD_NO):
            told[column] = NONE
    if not says_something(TRAITS, told):
        told[GROUND] = row[GROUND]
    return told


def say(row: np.ndarray, dice: Random | None = None) -> list[str]:
    """A sentence for what is told; without dice, the usual one."""
    mood = (
        [dice.choice(TRAITS[MOOD].words[row[MOOD]]) if dice else TRAITS[MOOD].words[row[MOOD]][0]]
        if row[MOOD] != NONE
        else []
    )
    bald = ["bald"] if row[STYLE] == BALD else []
    parts = [part for part in (_hair(row), *(_thing(row, column) for column in (GLASSES, BEARD, HAT))) if part]
    if dice:
        dice.shuffle(parts)
    words = ["a", *mood, *bald, "person" if dice is None or dice.random() < 0.7 else "face"]
    if parts:
        *before, last = parts
        words += ["with", *(word for part in before for word in part), *(["and"] if before else []), *last]
    words += ["in", CLOTHES[row[DRESS]]] if row[DRESS] != NONE else []
    return [*words, "on", GROUNDS[row[GROUND]]] if row[GROUND] != NONE else words


def sayable(row: np.ndarray) -> np.ndarray:
    """The nearest row that sentences tell: a bald head has no colour of hair."""
    told = row.copy()
    if told[STYLE] == BALD:
        told[COLOUR] = NONE
    return told


def silent(row: np.ndarray) -> set[int]:
    """Columns of which there is nothing to tell."""
    return {COLOUR} if row[STYLE] == BALD else set()


def _hair(row: np.ndarray) -> list[str]:
    colour = [HAIR[row[COLOUR]]] if row[COLOUR] != NONE else []
    if row[STYLE] in (NONE, BALD):
        return [*colour, "hair"] if colour else []
    style = STYLES[row[STYLE]]
    if style in AS_NOUNS:
        *article, noun = AS_NOUNS[style]
        return [*article, *colour, noun]
    return [style, *colour, "hair"]


def _thing(row: np.ndarray, column: int) -> list[str]:
    if row[column] == NONE:
        return []
    noun = TRAITS[column].name
    if not row[column]:
        return ["no", noun]
    return [noun] if noun == "glasses" else ["a", noun]


def understood(words: list[str]) -> np.ndarray:
    """The row that a sentence tells, as far as it follows the grammar."""
    row = np.full(len(TRAITS), NONE)
    for before, word in zip(["", *words], words, strict=False):
        if before == "in" and word in CLOTHES:
            row[DRESS] = CLOTHES.index(word)
        elif before == "on" and word in GROUNDS:
            row[GROUND] = GROUNDS.index(word)
        elif word in HAIR:
            row[COLOUR] = HAIR.index(word)
        elif word in STYLES:
            row[STYLE] = STYLES.index(word)
        elif word in ("glasses", "beard", "hat"):
            row[(GLASSES, BEARD, HAT)[("glasses", "beard", "hat").index(word)]] = int(before != "no")
        else:
            for value, names in enumerate(TRAITS[MOOD].words):
                if word in names:
                    row[MOOD] = value
    return row

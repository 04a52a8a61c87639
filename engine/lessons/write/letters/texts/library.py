"""The texts to learn from: those that this house writes itself, always the same, and a reader's own. Numpy only."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from random import Random

import numpy as np

from engine.core.errors import Trouble
from engine.language.words import _
from engine.lessons.write.letters.texts import english, korean, melodies, own
from engine.lessons.write.letters.texts.grammar import passages

WRITERS: dict[str, tuple[Callable[[Random], str], str]] = {
    "bestiary": (english.beast, "The moon"),
    "rhymes": (english.rhyme, "A little"),
    "recipes": (english.recipe, "Take"),
    "tales-ko": (korean.tale, "옛날 옛날"),
    "recipes-ko": (korean.recipe, "감자"),
    "melodies": (melodies.melody, "X:1\nT:"),
}
"""Text -> what writes a passage of it, and how a sentence in it begins."""

TRAIN_SEED, HELD_OUT_SEED = 1, 2
HELD_OUT = 12_000
"""Letters that are held out of a text of this house; of a reader's own, a tenth."""

MOST_KINDS = 600
"""Different letters that a model may know. Of a text with more, the rarest are left out."""


@dataclass(frozen=True)
class Text:
    """A text in two parts: one to learn from, one never seen."""

    name: str
    train: str
    held_out: str
    opening: str
    """How the machine is asked to begin."""

    @property
    def letters(self) -> str:
        """Every letter that occurs in what is learnt from, in order. A letter's number is its place here."""
        return "".join(sorted(set(self.train)))


def load(name: str, letters: int, kept: str = "") -> Text:
    """A text of this house with so many letters to learn from; "own" is the reader's text `kept`."""
    if name == "own":
        return divided(own.read(kept), letters)
    return _written(name, letters)


@lru_cache(maxsize=8)
def _written(name: str, letters: int) -> Text:
    write, opening = WRITERS[name]
    return Text(name, passages(write, letters, TRAIN_SEED), passages(write, HELD_OUT, HELD_OUT_SEED), opening)


def divided(text: str, letters: int) -> Text:
    """A reader's text: its end is held out, for its beginning is what everybody knows."""
    often = Counter(text)
    if len(often) > MOST_KINDS:
        known = {letter for letter, _count in often.most_common(MOST_KINDS)}
        text = "".join(letter for letter in text if letter in known)
    text = text[: letters + letters // 9]
    held_out = len(text) // 10
    train = text[:-held_out]
    return Text("own", train, text[-held_out:], train[: opening_of(train)])


def opening_of(text: str) -> int:
    """How long the text's first two words are."""
    space = text.find(" ", text.find(" ") + 1)
    return space if 0 < space <= 24 else min(12, len(text))


def numbered(text: str, letters: str) -> np.ndarray:
    """The letters' numbers (n,). One that is not known counts as a space, or else as the first."""
    places = {letter: place for place, letter in enumerate(letters)}
    otherwise = places.get(" ", 0)
    return np.array([places.get(letter, otherwise) for letter in text], np.int64)


def spelt(numbers: np.ndarray, letters: str) -> str:
    if len(numbers) and not 0 <= int(np.max(numbers)) < len(letters):
        raise Trouble(
            _("There is no letter with the number {n}.", n=int(np.max(numbers))), "Take the model's own letters."
        )
    return "".join(letters[int(number)] for number in numbers)

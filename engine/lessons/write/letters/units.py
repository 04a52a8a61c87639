"""What single units stand for: which one counts brackets, which one counts how long the line is. Found by comparing, not by looking.

A unit and a count over the same text are compared by their correlation: 1 or -1 where one rises and falls exactly as the other.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from engine.language.words import N_


@dataclass(frozen=True)
class Find:
    """The unit that follows a count best. `agreement`: their correlation."""

    count: str
    unit: int
    agreement: float


def depth(text: str) -> np.ndarray:
    """After each letter: how many brackets are open."""
    steps = [(letter == "(") - (letter == ")") for letter in text]
    return np.maximum(np.cumsum(steps), 0)


def quoted(text: str) -> np.ndarray:
    """After each letter: 1 within quotation marks."""
    return np.cumsum([letter == '"' for letter in text]) % 2


def in_line(text: str) -> np.ndarray:
    """After each letter: how many letters the line has."""
    found, length = [], 0
    for letter in text:
        length = 0 if letter == "\n" else length + 1
        found.append(length)
    return np.array(found)


def in_word(text: str) -> np.ndarray:
    """After each letter: how many letters the word has."""
    found, length = [], 0
    for letter in text:
        length = length + 1 if letter.isalpha() else 0
        found.append(length)
    return np.array(found)


COUNTS: dict[str, tuple[str, Callable[[str], np.ndarray]]] = {
    "brackets": (N_("whether a bracket is open"), depth),
    "quotes": (N_("whether somebody is speaking"), quoted),
    "line": (N_("how long the line is"), in_line),
    "word": (N_("how long the word is"), in_word),
}
"""Count -> words for it, and the count itself."""


def found(text: str, said: np.ndarray) -> list[Find]:
    """For each count that occurs in the text the unit that follows it best. `said` (letters, units): what units say after each letter."""
    centred = said - said.mean(0)
    lengths = np.sqrt(np.square(centred).sum(0)) + 1e-9
    finds = []
    for name, (_words, count) in COUNTS.items():
        values = count(text).astype(np.float64)
        values -= values.mean()
        if not (length := np.sqrt(np.square(values).sum())):
            continue
        agreement = values @ centred / (lengths * length)
        unit = int(np.abs(agreement).argmax())
        finds.append(Find(name, unit, float(agreement[unit])))
    return finds

"""What somebody typed, put into the words that a model has learnt: a strange word by the nearest known one, a 'not' by its opposite."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from types import ModuleType

from engine.data.sentences import worlds

NOT = ("no", "not", "without", "never", "non", "isnt", "arent", "hasnt", "doesnt", "dont")

FAR = 4
"""Words from a 'not' to what it denies, at most."""

UNDENIABLE = "It knows a 'not' only where there are just two ways. Say what you want to see instead."


@dataclass(frozen=True)
class Word:
    """A word as somebody typed it, or several that mean something together.

    nearest  the known words that it is read as, where they are others; None if it is known itself, or left out
    why      what helps somebody who wonders
    """

    typed: str
    known: bool
    nearest: str | None = None
    why: str = ""


def spelled(world: ModuleType, text: str, known: Collection[str]) -> list[Word]:
    """Which of the typed words are known, and how the others are read."""
    return list(_spelled(world, worlds.words_of(text), known))


def _spelled(world: ModuleType, typed: list[str], known: Collection[str]) -> Iterator[Word]:
    at = 0
    while at < len(typed):
        word, length = _denial(world, typed[at : at + FAR], known) or (_alone(world, typed[at], known), 1)
        yield word
        at += length


def _alone(world: ModuleType, word: str, known: Collection[str]) -> Word:
    if word in known:
        return Word(word, True)
    return Word(word, False, worlds.nearest(world, word, known), world.WHY.get(word, ""))


def _denial(world: ModuleType, typed: list[str], known: Collection[str]) -> tuple[Word, int] | None:
    """A 'not' with what it denies, and how many words that are. None where the sentence can be read word by word."""
    if typed[0] not in NOT:
        return None
    telling = worlds.telling(world) | set(world.OPPOSITES)
    for length, word in enumerate(typed[1:], 2):
        meant = word if word in known else worlds.nearest(world, word, known)
        if meant is not None and meant in telling:
            phrase, opposite = " ".join(typed[:length]), worlds.opposite(world, meant)
            if phrase == opposite:
                return None
            return Word(phrase, False, opposite, "" if opposite else UNDENIABLE), length
    return None

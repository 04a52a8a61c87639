"""What a sentence can tell of a picture."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

NONE = -1
"""Nothing to tell, or not told."""


@dataclass(frozen=True)
class Trait:
    """One thing that varies.

    values  what it can be, in words for a learner
    words   for each value the words that sentences use; the first is the usual one
    marks   what the set's judge says of it: a mark for each value, or one that tells yes (value 1) from no (value 0)
    fixed   values that cannot be exchanged for another without changing what else there is to tell
    """

    name: str
    title: str
    values: tuple[str, ...]
    words: tuple[tuple[str, ...], ...]
    marks: tuple[str, ...]
    fixed: tuple[int, ...] = ()

    def free(self, value: int) -> bool:
        return value not in self.fixed


@dataclass(frozen=True)
class Place:
    """A word that says what a colour is told of.

    values  the colours that there are
    near    what is nearest to some others
    leads   whether the colour follows it, as after 'in'; else it comes before, as before 'hair'
    put     what has to stand before the colour
    why     what helps somebody who wonders
    """

    values: tuple[str, ...]
    near: Mapping[str, str]
    leads: bool = False
    put: str = ""
    why: str = ""


def says_something(traits: Sequence[Trait], told: Iterable[int]) -> bool:
    """Whether a sentence that tells this could be wrong in anything."""
    return any(value != NONE and trait.free(value) for trait, value in zip(traits, told, strict=True))

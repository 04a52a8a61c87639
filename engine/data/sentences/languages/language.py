"""A language beside the model's own: a dictionary into English, and the endings that its words take.

A further one is a file beside `korean.py`, and a place in `LANGUAGES` of `wording.py`.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from types import ModuleType
from typing import NamedTuple

import numpy as np


@dataclass(frozen=True)
class Role:
    """How a word stands in its sentence.

    foreign   it belongs to another language than the model's
    behind    what it says of a place holds for what stands before it: 위에, not 'above'
    subject   the sentence speaks of it: what comes next is said of something else, or of it
    object    something is done with it: what comes next is said of something else
    joins     it is joined with what comes next
    modifies  it says what the next thing is like
    tells     it says what the subject is like
    """

    foreign: bool = False
    behind: bool = False
    subject: bool = False
    object: bool = False
    joins: bool = False
    modifies: bool = False
    tells: bool = False


OWN = Role()


class Part(NamedTuple):
    """A piece of what was typed, and its English: '' if it only holds a sentence together, None if nobody knows.

    apart  whether a space stood before it; slip: whether it is only nearly a known one
    """

    typed: str
    english: str | None
    role: Role = OWN
    apart: bool = True
    slip: bool = False


def book(entries: Mapping[str, str]) -> dict[str, str]:
    """English -> its forms, parted by spaces, turned around."""
    return {form: english for english, forms in entries.items() for form in forms.split()}


@dataclass(frozen=True)
class Lexicon:
    """Form -> English, of one world.

    nouns  take particles; whole  stand as they are; stems  stand only with an ending
    """

    nouns: Mapping[str, str]
    whole: Mapping[str, str]
    stems: Mapping[str, str]
    longest: int = field(init=False)

    def __post_init__(self):
        object.__setattr__(self, "longest", max(map(len, (*self.nouns, *self.whole, *self.stems))))


@dataclass(frozen=True)
class Language:
    """A language whose words are glued to their endings, and may be glued to each other where a space was forgotten.

    script    as Unicode calls the writing
    subjects, objects, binders, joints, tellers  particles and endings that give a word its role
    before    what denies the word that follows; other words for 'not' deny what stands before them
    counters  what may follow a number
    others    words that only look like known ones
    keys      what is pressed for a text; beside: whether one key is easily hit for the other
    examples  world -> sentences that say the same as its own; say: the usual sentence for a row
    """

    script: str
    words: Mapping[ModuleType, Lexicon]
    particles: frozenset[str]
    endings: frozenset[str]
    subjects: frozenset[str]
    objects: frozenset[str]
    binders: frozenset[str]
    joints: frozenset[str]
    tellers: frozenset[str]
    before: frozenset[str]
    counters: frozenset[str]
    others: frozenset[str]
    keys: Callable[[str], str]
    beside: Callable[[str, str], bool]
    examples: Mapping[ModuleType, tuple[str, ...]]
    say: Callable[[ModuleType, np.ndarray], str]


PARTICLES_AT_MOST, ENDINGS_AT_MOST = 3, 4

LONGEST_RUN = 40
"""Letters without a space that are read at all."""

SHORTEST_SLIP = 6
"""Keys of a word in which one may be wrong: shorter ones have too many neighbours."""

ALWAYS_WHOLE = ("", "not", "without", "with", "in")
"""English of words that say little by themselves: nobody guesses them from another word."""

EMPTY = ("", "one", "two", "three", "four")
"""English of words that are too small to be told from a part of another one where no space is."""


def parts(language: Language, world: ModuleType, runs: list[str]) -> list[Part] | None:
    """The pieces of the first of these runs of letters, or of the first two or three where they are one word. None if unknown."""
    for count in (3, 2):
        whole = taken_apart(language, world, "".join(runs[:count])) if len(runs) >= count else None
        if whole and len(whole) == 1:
            return [whole[0]._replace(typed=" ".join(runs[:count]))]
    return taken_apart(language, world, runs[0]) or _slip(language, world, runs[0])


def taken_apart(language: Language, world: ModuleType, run: str) -> list[Part] | None:
    """The fewest words that the run is made of, each with its endings."""
    if len(run) > LONGEST_RUN or _another(language, run):
        return None
    best: list[list[Part] | None] = [None] * len(run) + [[]]
    for start in reversed(range(len(run))):
        for end, part in _words_at(language, language.words[world], run, start):
            rest = best[end]
            here = best[start]
            if rest is not None and (here is None or len(rest) + 1 < len(here)):
                best[start] = [part, *(one._replace(apart=False) if at == 0 else one for at, one in enumerate(rest))]
    found = best[0]
    return None if found and _by_chance(found) else found


def _another(language: Language, run: str) -> bool:
    return any(run.startswith(other) for other in language.others)


def _by_chance(found: list[Part]) -> bool:
    """Syllables that happen to be known within another word: 공원 is a park, not a ball and a circle; 안쪽 is no side, but the inside."""
    if len(found) < 2:
        return False
    lone = [len(part.typed) == 1 for part in found]
    bare = all(lone) and not found[0].role.modifies
    empty = any(one and part.english in EMPTY for one, part in zip(lone, found, strict=True))
    pairs = zip(found, found[1:], strict=False)
    return bare or empty or any(not one.role.behind and not (two.role.modifies or two.role.tells) for one, two in pairs)


def _words_at(language: Language, words: Lexicon, run: str, start: int) -> Iterator[tuple[int, Part]]:
    """Every word that begins there, longest first."""
    for length in range(min(words.longest, len(run) - start), 0, -1):
        end = start + length
        stem = run[start:end]
        for kind in ("whole", "nouns", "stems"):
            if stem in getattr(words, kind):
                for last, role in _tails(language, kind, run, end):
                    role = replace(role, behind=stem not in language.before)
                    yield last, Part(run[start:last], getattr(words, kind)[stem], role)


def _tails(language: Language, kind: str, run: str, at: int) -> Iterator[tuple[int, Role]]:
    """Where the endings of a word may end, and what they make of it."""
    if kind == "whole":
        yield at, Role(foreign=True, behind=True, modifies=True)
        return
    known = language.particles if kind == "nouns" else language.endings
    fewest, most = (0, PARTICLES_AT_MOST) if kind == "nouns" else (1, ENDINGS_AT_MOST)
    reached = {at: ()}
    for count in range(most + 1):
        if count >= fewest:
            for end, tail in reached.items():
                yield end, _role(language, kind, tail)
        longest = max(map(len, known))
        reached = {
            end + length: (*tail, run[end : end + length])
            for end, tail in reached.items()
            for length in range(1, longest + 1)
            if run[end : end + length] in known and end + length <= len(run)
        }


def _role(language: Language, kind: str, tail: tuple[str, ...]) -> Role:
    tells = any(piece in language.tellers for piece in tail)
    if kind == "stems":
        return Role(foreign=True, behind=True, modifies=not tells, tells=tells)
    last = tail[-1] if tail else ""
    return Role(
        foreign=True,
        behind=True,
        subject=last in language.subjects,
        object=last in language.objects,
        joins=last in language.joints,
        modifies=last in language.binders,
        tells=tells,
    )


def _slip(language: Language, world: ModuleType, run: str) -> list[Part] | None:
    """The one word that the run is but for one key; never another word, and never with a wrong first key."""
    if len(run) > LONGEST_RUN or _another(language, run):
        return None
    words = language.words[world]
    for end in range(len(run), 0, -1):
        typed = language.keys(run[:end])
        for kind in ("whole", "nouns", "stems"):
            roles = [role for last, role in _tails(language, kind, run, end) if last == len(run)]
            if roles:
                for stem, english in getattr(words, kind).items():
                    if english not in ALWAYS_WHOLE and one_key_off(typed, language.keys(stem), language.beside):
                        return [Part(run, english, roles[0], slip=True)]
    return None


def one_key_off(typed: str, meant: str, beside: Callable[[str, str], bool]) -> bool:
    """Whether one key was left out, pressed too much, hit for its neighbour, or two changed places."""
    if len(meant) < SHORTEST_SLIP or typed[:1] != meant[:1] or abs(len(typed) - len(meant)) > 1:
        return False
    same = next(
        (at for at, (a, b) in enumerate(zip(typed, meant, strict=False)) if a != b), min(len(typed), len(meant))
    )
    rest, other = typed[same:], meant[same:]
    if len(typed) != len(meant):
        return rest[1:] == other or rest == other[1:]
    if rest[1:] == other[1:]:
        return not rest or beside(rest[0], other[0])
    return rest[:2] == other[1::-1] and rest[2:] == other[2:]

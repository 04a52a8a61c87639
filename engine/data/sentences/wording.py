"""What somebody typed, put into the words that a model has learnt: a strange word by the nearest known one, a 'not' by its opposite,
and a word of another language by its English."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from types import ModuleType

import numpy as np

from engine.data.sentences import order, worlds
from engine.data.sentences.languages.korean import KOREAN
from engine.data.sentences.languages.language import OWN, Language, Part, Role, parts
from engine.data.sentences.traits import Place
from engine.language.words import N_

LANGUAGES: dict[str, Language] = {"ko": KOREAN}
"""Beside English, which is the models' own: they learnt from English sentences. By the names that `engine.language` has for them."""

NOT = ("no", "not", "without", "never", "non", "isnt", "arent", "hasnt", "doesnt", "dont")

FAR = 4
"""Words from a 'not' to what it denies, at most."""

UNDENIABLE = N_("It knows a 'not' only where there are just two ways. Say what you want to see instead.")

MISPLACED = N_("It knows this word, but not of what it is said here.")


@dataclass(frozen=True)
class Word:
    """A word as somebody typed it, or several that mean something together.

    nearest  the known words that it is read as, where they are others; None if it is known itself, or left out
    why      what helps somebody who wonders
    english  the same in English, before it is known whether the model knows it; role: how it stands in its sentence
    placed   it is the colour of something that stands beside it, of the clothes or the ground if `place` says 'in' or 'on'
    moved    it is read as something that has to stand elsewhere
    """

    typed: str
    known: bool
    nearest: str | None = None
    why: str = ""
    english: str = ""
    role: Role = OWN
    placed: bool = False
    place: str = ""
    moved: bool = False

    @property
    def read(self) -> list[str]:
        """The model's words for it; none if it is left out, or only holds the sentence together in another language."""
        if self.nearest is not None:
            return self.nearest.split()
        return [self.typed] if self.known else []


def spelled(world: ModuleType, text: str, known: Collection[str]) -> list[Word]:
    """Which of the typed words are known, and how the others are read."""
    words = _placed(world, _read(world, list(_parts(world, worlds.words_of(text))), known))
    return order.marked(world, words, MISPLACED) if order.needed(words) else words


def examples(world: ModuleType, language: str) -> tuple[str, ...]:
    """Sentences to try: the same in each language, in the same order."""
    return LANGUAGES[language].examples[world] if language in LANGUAGES else world.EXAMPLES


def say(world: ModuleType, language: str, row: np.ndarray) -> str:
    """The usual sentence for what a row tells."""
    return LANGUAGES[language].say(world, row) if language in LANGUAGES else " ".join(world.say(row))


def usual(world: ModuleType, language: str, english: str) -> str:
    """How the language usually has a word of the model's; empty where it has none, or is English."""
    lexicon = LANGUAGES[language].words[world] if language in LANGUAGES else None
    books = (lexicon.whole, lexicon.nouns) if lexicon else ()
    return next((form for book in books for form, meant in book.items() if meant == english), "")


def _parts(world: ModuleType, runs: list[str]) -> Iterator[Part]:
    at = 0
    while at < len(runs):
        language = next((one for one in LANGUAGES.values() if worlds.script(runs[at][0]) == one.script), None)
        if language is None:
            following = runs[at + 1] if runs[at].isdigit() and at + 1 < len(runs) else ""
            unit = following if any(following in one.counters for one in LANGUAGES.values()) else ""
            yield Part(runs[at] + unit, runs[at])
            at += 2 if unit else 1
            continue
        found = parts(language, world, runs[at : at + 3]) or [Part(runs[at], None, Role(foreign=True))]
        yield from found
        at += found[0].typed.count(" ") + 1


def _alone(world: ModuleType, part: Part, known: Collection[str]) -> Word:
    if part.english is None:
        return Word(part.typed, False, role=part.role)
    found = [_in_english(world, word, known) for word in part.english.split()]
    if not part.role.foreign:
        return replace(found[0], typed=part.typed, english=part.english)
    nearest = " ".join(word for one in found for word in one.read)
    surely = not part.slip and all(one.known for one in found)
    why = found[0].why if found else ""
    return Word(part.typed, surely, nearest if nearest or surely else None, why, part.english, part.role)


def _in_english(world: ModuleType, word: str, known: Collection[str]) -> Word:
    if word in known:
        return Word(word, True)
    return Word(word, False, worlds.nearest(world, word, known), world.WHY.get(word, ""))


def _read(world: ModuleType, typed: list[Part], known: Collection[str]) -> list[Word]:
    found: list[Word] = []
    at = 0
    while at < len(typed):
        length = _denial(world, typed[at:], found, known) if typed[at].english in NOT else 0
        if not length:
            found.append(_alone(world, typed[at], known))
        at += length or 1
    return found


def _denial(world: ModuleType, typed: list[Part], found: list[Word], known: Collection[str]) -> int:
    """Put a 'not' with what it denies among the words, and say how many parts that were: none where word by word will do."""
    if not typed[0].role.foreign:
        return _denied_ahead(world, typed[:FAR], found, known)
    if typed[0].role.behind:
        return _denied_behind(world, typed[:1], found)
    return _denied_ahead(world, typed[:2], found, known) or _denied_behind(world, typed[:2], found)


def _denied_ahead(world: ModuleType, typed: list[Part], found: list[Word], known: Collection[str]) -> int:
    for length, part in enumerate(typed[1:], 2):
        meant = _deniable(world, _alone(world, part, known))
        if meant:
            phrase, opposite = _joined(typed[:length]), worlds.opposite(world, meant)
            if phrase != opposite:
                found.append(_not(phrase, opposite, part.role))
                return length
            return 0
    return 0


def _denied_behind(world: ModuleType, typed: list[Part], found: list[Word]) -> int:
    """What is denied stands among the words that were read already: it becomes one with the 'not' that follows it."""
    for start in reversed(range(max(0, len(found) - FAR), len(found))):
        meant = _deniable(world, found[start])
        if meant:
            break
    else:
        found.append(Word(_joined(typed), False, role=typed[0].role))
        return len(typed)
    head = meant
    while start and (head in world.HEADS or head in world.PLACES) and _looks(world, found[start - 1]):
        start, meant = start - 1, meant if head in world.PLACES and head != "hair" else ""
    phrase = _joined([*(Part(word.typed, "") for word in found[start:]), *typed])
    before = found[start - 1] if start else None
    del found[start:]
    opposite = worlds.opposite(world, meant)
    while before and before.role.joins and (opposite or "").startswith("no "):
        other = worlds.opposite(world, _deniable(world, before) or "") or ""
        if not other.startswith("no "):
            break
        start -= 1
        found[start] = replace(before, known=True, nearest=other)
        before = found[start - 1] if start else None
    found.append(_not(phrase, opposite, typed[0].role))
    return len(typed)


def _not(phrase: str, opposite: str | None, role: Role) -> Word:
    surely = role.foreign and (opposite or "").startswith("no ")
    return Word(phrase, surely, opposite, "" if opposite else UNDENIABLE, role=role)


def _deniable(world: ModuleType, word: Word) -> str | None:
    """The word in it of which one can say that it is not so."""
    if word.english in NOT or len(word.read) > 1 and word.read[0] == "no":
        return None
    telling = worlds.telling(world) | set(world.OPPOSITES)
    return next((one for one in word.read if one in telling), None)


def _joined(typed: Sequence[Part]) -> str:
    return "".join((" " if part.apart and at else "") + part.typed for at, part in enumerate(typed))


def _looks(world: ModuleType, word: Word) -> bool:
    """Whether it says what the next thing is like."""
    return not (word.role.subject or word.role.object) and (
        word.english in world.LOOKS or bool(word.read) and set(word.read) <= world.LOOKS
    )


def _placed(world: ModuleType, words: list[Word]) -> list[Word]:
    """Each colour as it is called of what it is told of: a yellow ground may be cream, yellow hair is blond."""
    words = list(words)
    for at, word in enumerate(words):
        if word.role.behind and word.english in world.RELATIONS and at:
            if words[at - 1].english == "on":  # 'on a green ground', not 'above' it
                words[at] = word = replace(word, nearest="", english="")
            elif _ground(world, words[at - 1]):
                words[at] = word = replace(word, nearest="on", english="on")
        name = word.english if word.english in world.PLACES else next(iter(word.read[-1:]), "")
        place = world.PLACES.get(name)
        if place is None or place.leads and word.english != name:
            continue
        for where in _claimed(world, words, at, place):
            words[where] = _coloured(words[where], place)
    return words


def _ground(world: ModuleType, word: Word) -> bool:
    """A colour that only a ground has."""
    place = world.PLACES["on"]
    return not word.placed and word.read[-1:] != ["on"] and word.english in place.values


def _claimed(world: ModuleType, words: list[Word], at: int, place: Place) -> list[int]:
    """Where the colours are that are told of it."""
    free = [not word.placed and _hue(world, word) for word in words]
    if words[at].role.behind or not place.leads:
        start = at
        while start and _looks(world, words[start - 1]):
            start -= 1
        claimed = [where for where in range(start, at) if free[where]]
        if claimed or not (place.leads or words[at].role.subject):
            return claimed
    for where in range(at + 1, min(at + 3, len(words))):
        if free[where]:
            return [where]
        if not (_looks(world, words[where]) or words[where].read == ["a"]):
            break
    return []


def _hue(world: ModuleType, word: Word) -> bool:
    return word.english in world.HUES or len(word.read) == 1 and word.read[0] in world.HUES


def _coloured(word: Word, place: Place) -> Word:
    names = [word.english, *word.read]
    value = next((name for name in names if name in place.values), None) or place.near.get(word.english)
    if value is None:
        return replace(word, known=False, nearest=None, why=place.why or MISPLACED, placed=True, moved=True)
    word, same = replace(word, placed=True), word.known and value == word.english
    if place.put and not place.leads:
        return replace(word, known=False, nearest=f"{place.put} {value}", why=place.why, moved=True)
    return replace(word, known=same, nearest=None if same and not word.role.foreign else value, place=place.put)

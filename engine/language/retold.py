"""What a run's folder keeps in English, told in the reader's language: whole sentences, and those with something filled in."""

import functools
import re
import string

from engine.language import catalogues, words
from engine.language.words import _

FEWEST = 5
"""Letters that a message needs besides what is filled in: with fewer, it would be found in any text."""

MOST = 6
"""Sentences of one text that are looked up one by one."""

_BETWEEN = re.compile(r"(?<=[.!?]) ")


def retold(text: str) -> str:
    """The same in the reader's language, where a catalogue knows it: as a whole, or each of its sentences by itself."""
    language = words.current()
    return text if language == words.SOURCE else _told(language, text)


@functools.lru_cache(maxsize=4096)
def _told(language: str, text: str) -> str:
    return _known(language, text) or _each(language, text) or _known(language, text, long=True) or text


def _each(language: str, text: str) -> str | None:
    """The longest beginning that is known, then the rest, if all of it is."""
    sentences = _BETWEEN.split(text)
    for end in range(len(sentences) - 1, 0, -1) if len(sentences) <= MOST else ():
        told, rest = _known(language, " ".join(sentences[:end])), " ".join(sentences[end:])
        if told and (other := _known(language, rest) or _each(language, rest)):
            return f"{told} {other}"
    return None


def _known(language: str, text: str, long: bool = False) -> str | None:
    """As it stands in a catalogue, or with something filled in; only where it may be long, with several sentences filled in."""
    with words.speaking(language):
        if (told := _(text)) != text:
            return told
        for pattern, message in _patterns(language):
            found = pattern.fullmatch(text)
            if found and (long or not any(map(_BETWEEN.search, found.groupdict().values()))):
                return _(message, **{name: _value(language, value) for name, value in found.groupdict().items()})
    return None


def _value(language: str, text: str) -> str:
    """What was filled in: told as a whole, or as a list of names."""
    told = _told(language, text)
    return told if told != text else ", ".join(map(_, text.split(", ")))


@functools.cache
def _patterns(language: str) -> list[tuple[re.Pattern[str], str]]:
    """What each message with places to fill in looks like when they are filled -> its translation, the most telling first."""
    found = []
    for message, told in vars(catalogues.of(language)).get("_catalog", {}).items():
        if isinstance(message, str) and told and (parts := _parts(message)):
            literal = sum(len(re.findall(r"\w", said)) for said, _name in parts)
            if literal >= FEWEST:
                found.append((-literal, _pattern(parts), _places(told)))
    return [(re.compile(pattern), told) for _literal, pattern, told in sorted(found)]


def _parts(message: str) -> list[tuple[str, str | None]]:
    """What stands before each place, and the place's name; none, where there is no place. A curve's name may end in one: pull of *."""
    try:
        parts = [(said, name) for said, name, _spec, _how in string.Formatter().parse(_places(message))]
    except ValueError:
        return []
    return parts if any(name for _said, name in parts) else []


def _places(message: str) -> str:
    """With bare names: how a number is written was decided when it was written down."""
    bare = re.sub(r"\{(\w+)[^{}]*\}", r"{\1}", message)
    return re.sub(r"(?<=\w| )\*(?!\w|\*)", "{rest}", bare) if bare.count("*") == 1 and "{" not in bare else bare


def _pattern(parts: list[tuple[str, str | None]]) -> str:
    pattern, seen = "", set()
    for said, name in parts:
        pattern += re.escape(said)
        if name:
            pattern += f"(?P={name})" if name in seen else f"(?P<{name}>.+?)"
            seen.add(name)
    return pattern

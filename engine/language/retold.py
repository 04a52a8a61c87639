"""What a run's folder keeps in English, told in the reader's language: whole sentences, and those with something filled in."""

import functools
import re
import string

from engine.language import catalogues, words
from engine.language.words import _

FEWEST = 5
"""Letters that a message needs besides what is filled in: with fewer, it would be found in any text."""


def retold(text: str) -> str:
    """The same in the reader's language, where a catalogue knows it."""
    language = words.current()
    if language == words.SOURCE or not text:
        return text
    told = _(text)
    return told if told != text else _with_values(language, text)


@functools.lru_cache(maxsize=4096)
def _with_values(language: str, text: str) -> str:
    for pattern, message in _patterns(language):
        if found := pattern.fullmatch(text):
            with words.speaking(language):
                return _(message, **{name: _(value) for name, value in found.groupdict().items()})
    return text


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

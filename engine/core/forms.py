"""Whether what a file says has the form in which it was written: a power cut, a full disk or a hand may have garbled it."""

import functools
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from engine.core import files
from engine.core.errors import Trouble

MOST = 2.0**53
"""No number that was written here is larger, and below it all arithmetic is safe."""

LONGEST = 200
"""Letters of a title."""


@dataclass(frozen=True)
class About:
    """What config.json says."""

    lesson: str
    title: str
    created: float
    config: Any
    parent: str | None
    branched: int | None


@functools.lru_cache(maxsize=1024)
def about(file: Path, changed: int, number: int, config_of: Callable[[str, dict[str, Any]], Any]) -> About | None:
    """None where the file is damaged. Kept until it is another: a page asks a dozen times with each look at a run."""
    said = files.read_object(file)
    lesson, title, config = said.get("lesson"), said.get("title"), said.get("config")
    parent, branched = said.get("parent"), said.get("branched")
    if not isinstance(lesson, str) or not isinstance(title, str) or not isinstance(config, dict):
        return None
    if not is_number(said.get("created")) or not (parent is None or is_text(parent)):
        return None
    if not (branched is None or is_count(branched)):
        return None
    try:
        read = config_of(lesson, config)
    except (Trouble, TypeError, ValueError, OverflowError):
        return None
    return About(lesson, title[:LONGEST], said["created"], read, parent, branched)


def is_text(value: Any) -> bool:
    return isinstance(value, str)


def is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) <= MOST


def is_count(value: Any) -> bool:
    return is_number(value) and isinstance(value, int) and value >= 0


def is_numbers(value: Any) -> bool:
    """Name -> number, as curves and metrics are written."""
    return isinstance(value, dict) and all(map(is_number, value.values()))


def fitting(said: Mapping[str, Any], form: Mapping[str, Callable[[Any], bool]]) -> dict[str, Any] | None:
    """What a note says under the names in `form`; None where any of it is not as its test wants it. Other names are a newer
    Atelier's, and left alone."""
    found = {name: said[name] for name in form if name in said}
    return found if all(form[name](value) for name, value in found.items()) else None


def step_named(name: str) -> int | None:
    """The step that a file's name begins with."""
    digits = name[: len(name) - len(name.lstrip("0123456789"))]
    return int(digits) if 0 < len(digits) <= 12 else None

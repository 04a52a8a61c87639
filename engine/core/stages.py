"""The stages of a run, where its steps are not all alike: a coarse canvas before a fine one, a sketch before the finished picture.

Its worker notes them as it begins, in stages.json: the step with which each begins, and what a reader sees then.
"""

from collections.abc import Iterable
from pathlib import Path

from engine.core import files
from engine.core.pace import Stretch

FILE = "stages.json"

Stage = tuple[int, str]
"""Its first step, and its name."""


def note(folder: Path, stretches: Iterable[Stretch]) -> None:
    """Once for a sitting; a loop whose stretches have no names leaves no note."""
    named, first = {}, 1
    for one in stretches:
        if one.name:
            named[str(first)] = one.name
        first = one.last + 1
    if named:
        files.put_json(folder / FILE, named, lasting=False)


def of(folder: Path) -> list[Stage]:
    """In the order of their steps; of a garbled note nothing."""
    noted = files.read_object(folder / FILE)
    found = [(int(first), name) for first, name in noted.items() if first.isdecimal() and isinstance(name, str)]
    return sorted(one for one in found if one[0] < 10**12)


def at(folder: Path, step: int) -> str:
    """What a reader sees at this step; empty where nothing is noted."""
    return next((name for first, name in reversed(of(folder)) if first <= max(step, 1)), "")

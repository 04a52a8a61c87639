"""Pictures of a run that make room for newer ones: out of sight at once, off the disk some seconds later.

Whoever has just listed a run's pictures may still be reading them. A page that then found nothing in their place would fail.
"""

import time
from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path

from engine.core import files

FIRST, NEWEST = 2, 3
"""How many of the beginning, where most happens, and of the end, which one came to see, stay where there is room for them."""

ROOM = 12
"""With room for fewer than these, only one of each does."""


def thinned(steps: Sequence[int], most: int) -> list[int]:
    """At most `most` of these ascending steps, 2 at least."""
    if len(steps) <= most:
        return list(steps)
    first, newest = (FIRST, NEWEST) if most >= ROOM else (1, 1)
    ends, middle = [*steps[:first], *steps[-newest:]], steps[first:-newest]
    length, kept = 1, list(middle)
    while len(kept) > most - len(ends):
        length *= 2
        kept = list({step // length: step for step in reversed(middle)}.values())
        if length > steps[-1]:
            kept = kept[: max(0, most - len(ends))]
    return sorted([*kept, *ends])


def surplus(sizes: Mapping[int, int], most: int, budget: int, least: int) -> list[int]:
    """Step -> bytes: the steps to let go, so that no more than `most` remain, which fit into `budget` bytes.

    `least` of them stay in any case: a time line of one picture is none.
    """
    steps = sorted(sizes)
    room = min(most, len(steps))
    kept = thinned(steps, room)
    while room > least and sum(sizes[step] for step in kept) > budget:
        room = max(least, room * 3 // 4)
        kept = thinned(steps, room)
    return sorted(set(steps) - set(kept))


NAME = "leaving.json"

GRACE = 5.0
"""Seconds from the one to the other."""


def hidden(folder: Path) -> set[str]:
    """Names of the files in this folder that nobody shall begin to read."""
    listed = files.read_json(folder / NAME)
    return {name for name in listed if isinstance(name, str)} if isinstance(listed, list) else set()


class Removals:
    """Kept by a folder's one worker. A run that goes back to its last save has again what it had then: until the next one, what
    leaves is out of sight only."""

    def __init__(self, folder: Path):
        self.folder = folder
        self._since: dict[str, float] = {}
        self._saved: set[str] = set()
        """Those that were out of sight when the run was last saved."""

    def let_go(self, names: Iterable[str]) -> None:
        now = time.monotonic()
        fresh = dict.fromkeys(names, now)
        due = {name for name in self._saved if now - self._since[name] > GRACE}
        if fresh or due:
            self._since |= fresh
            self._remove(due)

    def saved(self) -> None:
        """The run was saved: it goes back behind this moment no more."""
        self._saved = set(self._since)

    def finish(self) -> None:
        """The worker goes: nobody comes later to remove them."""
        if self._saved:
            self._remove(self._saved)

    def go_back(self, kept: Collection[str]) -> None:
        """Of the pictures in the folder only these stay, all in sight."""
        self._since, self._saved = {}, set()
        for picture in self.folder.glob("*.png"):
            if picture.name not in kept:
                picture.unlink()
        (self.folder / NAME).unlink(missing_ok=True)

    def _remove(self, names: set[str]) -> None:
        for name in names:
            (self.folder / name).unlink(missing_ok=True)
        self._since = {name: since for name, since in self._since.items() if name not in names}
        self._saved = self._saved - names
        if self._since:
            files.put_json(self.folder / NAME, sorted(self._since), lasting=False)
        else:
            (self.folder / NAME).unlink(missing_ok=True)

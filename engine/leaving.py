"""Pictures of a run that make room for newer ones: out of sight at once, off the disk some seconds later.

Whoever has just listed a run's pictures may still be reading them. A page that then found nothing in their place would fail.
"""

import time
from collections.abc import Iterable
from pathlib import Path

from engine import files

NAME = "leaving.json"

GRACE = 5.0
"""Seconds from the one to the other."""


def hidden(folder: Path) -> set[str]:
    """Names of the files in this folder that nobody shall begin to read."""
    return set(files.read_json(folder / NAME, ()))


class Leaving:
    """Kept by a folder's one worker."""

    def __init__(self, folder: Path):
        self.folder = folder
        self._since = dict.fromkeys(hidden(folder), 0.0)
        self.finish()  # what a worker that was killed had still to remove

    def let_go(self, names: Iterable[str]) -> None:
        now = time.monotonic()
        fresh = dict.fromkeys(names, now)
        due = [name for name, since in self._since.items() if now - since > GRACE]
        for name in due:
            (self.folder / name).unlink(missing_ok=True)
            del self._since[name]
        if fresh or due:
            self._since |= fresh
            files.put_json(self.folder / NAME, sorted(self._since))

    def finish(self) -> None:
        """The worker goes: nobody comes later to remove them."""
        for name in self._since:
            (self.folder / name).unlink(missing_ok=True)
        self._since.clear()
        (self.folder / NAME).unlink(missing_ok=True)

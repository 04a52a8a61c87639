"""Whether a run's worker lives. It holds a lock on a file in the run's folder, and however it ends, the system then takes the lock away.

A sign of life that has to be given again and again stops where a busy machine starves the worker. The number of a process may
long be another's. A lock can do neither: who is only slow keeps it, who was killed has lost it at once.
"""

import contextlib
import os
import time
from collections.abc import Generator
from pathlib import Path
from typing import BinaryIO

from engine.core.errors import Trouble

NAME = "alive"

PATIENCE = 30.0
"""Seconds for which a worker waits for the run's last one to let go."""

if os.name == "nt":
    import msvcrt

    def _lock(file: BinaryIO, shared: bool) -> None:
        """Windows has no shared locks here: of two who ask in the same instant, one takes the other for the worker."""
        file.seek(0)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _lock(file: BinaryIO, shared: bool) -> None:
        fcntl.flock(file, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)


@contextlib.contextmanager
def held(folder: Path) -> Generator[None]:
    """Count as the living worker of the run in this folder."""
    with open(folder / NAME, "ab") as file:
        end = time.monotonic() + PATIENCE
        while True:
            try:
                _lock(file, shared=False)
                break
            except OSError:  # who asks whether a worker lives holds it for an instant, too
                if time.monotonic() > end:
                    raise Trouble(
                        "Another process trains this run already.", "Watch that one, or stop it first."
                    ) from None
                time.sleep(0.02)
        yield


def is_held(folder: Path) -> bool:
    """Whether a worker lives."""
    try:
        file = open(folder / NAME, "rb")  # noqa: SIM115 (what stands in its way and who holds it are two questions)
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError, PermissionError):
        return False
    with file:
        try:
            _lock(file, shared=True)
        except OSError:
            return True
    return False

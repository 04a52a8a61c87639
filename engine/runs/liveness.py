"""Whether a run's worker lives. It holds a lock on a file in the run's folder, and however it ends, the system then takes the lock away.

A sign of life that has to be given again and again stops where a busy machine starves the worker. The number of a process may
long be another's. A lock can do neither: who is only slow keeps it, who was killed has lost it at once.

Until it holds the lock, a note says which process will. No clock decides anything: clocks are set.
"""

import contextlib
import os
import time
from collections.abc import Generator
from pathlib import Path
from typing import Any, BinaryIO

from engine.core import files, forms, settings
from engine.core.errors import Trouble

NAME, COMING = "alive", "coming"

CLUSTER = "cluster"
"""The folder in ATELIER_HOME of whoever deals with the cluster, which holds such a lock, too."""

BOOT = Path("/proc/sys/kernel/random/boot_id")

START = 20.0
"""Seconds that a process may take until it is at work, where the system does not tell whether it lives."""

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


def announce(folder: Path, process: int) -> None:
    """Say which process is about to be the worker of the run in this folder."""
    note = {"process": process, "born": _born(process), "at": time.monotonic()}
    files.put_json(folder / COMING, note, lasting=False)


def entrust(folder: Path) -> None:
    """Say that whoever deals with the cluster is about to take the run in this folder."""
    files.put_json(folder / COMING, {CLUSTER: True}, lasting=False)


def is_entrusted(folder: Path) -> bool:
    """Whether the run's last trainer was the cluster."""
    return _entrusts(files.read_object(folder / COMING))


def _entrusts(note: dict[str, Any]) -> bool:
    return note.get(CLUSTER) is True


_NOTE = {
    "process": forms.is_count,
    "born": lambda value: value is None or forms.is_text(value),
    "at": forms.is_number,
}


def is_coming(folder: Path) -> bool:
    """Whether the process that was announced lives."""
    note = files.read_object(folder / COMING)
    if _entrusts(note):
        return is_held(settings.home() / CLUSTER)
    said = forms.fitting(note, _NOTE)
    if not said or said.keys() != _NOTE.keys():
        return False
    if _born(os.getpid()):
        born = _born(said["process"])
        return born is not None and born == said["born"]
    return 0 <= time.monotonic() - said["at"] < START


def _born(process: int) -> str | None:
    """When a living process began, in ticks since a boot of this name: no later process with its number has the same. None: it is
    dead, or this system, which is no Linux, does not tell."""
    try:
        boot = BOOT.read_text().strip()
        state, *told = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return None
    return f"{boot} {told[18]}" if state not in "ZX" else None

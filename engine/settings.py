"""Where Atelier keeps things and what it may do, read from the environment each time it is asked.

ATELIER_HOME     runs, uploads and caches (default: .atelier/ in the checkout, which git ignores)
ATELIER_DATA     one or more folders with data sets already on this machine
ATELIER_OFFLINE  1: never try a download
ATELIER_WORKERS  how many runs may train at the same time (default: one per two cores)
"""

import os
from pathlib import Path

from engine.errors import Trouble

ROOT = Path(__file__).resolve().parent.parent


def home() -> Path:
    return Path(os.environ.get("ATELIER_HOME") or ROOT / ".atelier").expanduser().resolve()


def data_folders() -> list[Path]:
    """Folders that may hold real data sets: those the environment names, then the project's neighbour `shared/data`."""
    named = [Path(part).expanduser() for part in os.environ.get("ATELIER_DATA", "").split(os.pathsep) if part]
    return [folder for folder in [*named, ROOT.parent / "shared" / "data"] if folder.is_dir()]


def offline() -> bool:
    return os.environ.get("ATELIER_OFFLINE", "") not in ("", "0")


def workers() -> int:
    given = os.environ.get("ATELIER_WORKERS")
    if given is None:
        return max(1, (os.cpu_count() or 2) // 2)
    if not given.isdigit() or int(given) < 1:
        raise Trouble(f"ATELIER_WORKERS is '{given}', but it must be a whole number from 1.", "Set it to 1 or more.")
    return int(given)

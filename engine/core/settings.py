"""Where Atelier keeps things and what it may do, read from the environment each time it is asked.

ATELIER_HOME     runs, uploads and caches (default: .atelier/ in the checkout, which git ignores)
ATELIER_DATA     one or more folders with data sets already on this machine
ATELIER_OFFLINE  1: never try a download
ATELIER_WORKERS  how many runs may train at the same time (default: one per two cores)
ATELIER_SPARE    0: no worker waits with torch imported; each run begins some seconds later, and 250 MB stay free

For a class, where each visitor has a desk (engine/core/desks.py):
ATELIER_CLASS       1: a class shares this server
ATELIER_TEACHER     the passphrase that opens the teacher's page; to set it also says that a class shares this server
ATELIER_DESK_MB     how much a desk may hold on disk, in megabytes (default: 500)
ATELIER_DESK_QUEUE  how many runs of a desk may train or wait at the same time (default: 3)
ATELIER_DESK_RUNNING  how many of them may train at the same time (default: all of them)
ATELIER_DESK        the desk at which a command or a worker works; the server sets it for its workers

For a school, where several computers train (playground/deploy/README.md):
ATELIER_CLUSTER     local: runs train on this computer (default); auto: on the Ray cluster to which it belongs; or HOST:PORT of one
ATELIER_RUN_CPUS    the part of a core that a run asks of the cluster (default: 1)
ATELIER_RUN_GPUS    the part of a graphics card that a run asks for, where the cluster has any (default: 0.25)
"""

import functools
import os
import re
from pathlib import Path

from engine.core.errors import Trouble
from engine.language.words import _

ROOT = Path(__file__).resolve().parents[2]


def home() -> Path:
    return _resolved(os.environ.get("ATELIER_HOME") or str(ROOT / ".atelier"))


@functools.cache
def _resolved(folder: str) -> Path:
    """A page asks for it hundreds of times, and each look at the disk is an occasion to be kept waiting by other pages."""
    return Path(folder).expanduser().resolve()


def data_folders() -> list[Path]:
    """Folders that may hold real data sets: those the environment names, then the project's neighbour `shared/data`."""
    named = [Path(part).expanduser() for part in os.environ.get("ATELIER_DATA", "").split(os.pathsep) if part]
    return [folder for folder in [*named, ROOT.parent / "shared" / "data"] if folder.is_dir()]


def offline() -> bool:
    return _switched_on("ATELIER_OFFLINE")


def workers() -> int:
    return _number("ATELIER_WORKERS", max(1, (os.cpu_count() or 2) // 2))


def spare() -> bool:
    return _switched_on("ATELIER_SPARE", "1")


def in_class() -> bool:
    return _switched_on("ATELIER_CLASS") or bool(passphrase())


def passphrase() -> str:
    """What opens the teacher's page; empty where there is no such page."""
    return os.environ.get("ATELIER_TEACHER", "").strip()


def desk_bytes() -> int:
    return _number("ATELIER_DESK_MB", 500) * 1_000_000


def desk_queue() -> int:
    return _number("ATELIER_DESK_QUEUE", 3)


def desk_running() -> int:
    return _number("ATELIER_DESK_RUNNING", desk_queue())


LOCAL, AUTO = "local", "auto"


def cluster() -> str:
    """Where runs train: `LOCAL`, `AUTO` or the address of a cluster."""
    given = os.environ.get("ATELIER_CLUSTER", "").strip() or LOCAL
    if given not in (LOCAL, AUTO) and not re.fullmatch(r"[A-Za-z0-9._-]+:[0-9]{1,5}", given):
        raise Trouble(
            _("ATELIER_CLUSTER is '{given}', but it must be local, auto or an address.", given=given),
            "Write an address as HOST:PORT, such as school-server:6379.",
        )
    return given


def run_cpus() -> float:
    return _share("ATELIER_RUN_CPUS", 1.0)


def run_gpus() -> float:
    return _share("ATELIER_RUN_GPUS", 0.25)


def _share(name: str, otherwise: float) -> float:
    given = os.environ.get(name)
    if given is None:
        return otherwise
    if not re.fullmatch(r"[0-9]{1,3}(\.[0-9]{1,4})?", given) or not float(given):
        raise Trouble(
            _("{name} is '{given}', but it must be a number above 0.", name=name, given=given),
            "Set it to a part such as 0.5, or to 1 or more.",
        )
    return float(given)


def _switched_on(name: str, otherwise: str = "") -> bool:
    return os.environ.get(name, otherwise) not in ("", "0")


def _number(name: str, otherwise: int) -> int:
    given = os.environ.get(name)
    if given is None:
        return otherwise
    if not given.isdigit() or int(given) < 1:
        raise Trouble(
            _("{name} is '{given}', but it must be a whole number from 1.", name=name, given=given),
            "Set it to 1 or more.",
        )
    return int(given)

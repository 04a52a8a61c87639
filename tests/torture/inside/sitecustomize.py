"""What happens to the processes that torture kills, besides: a clock that is set, a disk that is full, a worker in a hurry.

Python imports this before anything else, in every process that finds it on PYTHONPATH. ATELIER_HOME holds what is wished for:
`clock`, by how many seconds the time of day is off, and `full`, how many more writes the disk refuses.
"""

import errno
import os
import sys
import time
from pathlib import Path

HURRY = 10
"""A worker's seconds go by so many times faster: it saves once a second, and a minute holds several saves between two kills."""

home = Path(os.environ["ATELIER_HOME"])
plain_time, plain_fsync, plain_monotonic = time.time, os.fsync, time.monotonic


def wished(name: str) -> int:
    try:
        return int((home / name).read_text())
    except (OSError, ValueError):
        return 0


def fsync(handle: int) -> None:
    left = wished("full")
    if left:
        (home / "full").write_text(str(left - 1))
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    plain_fsync(handle)


time.time = lambda: plain_time() + wished("clock")
if "engine.worker" in sys.orig_argv:
    os.fsync = fsync
    time.monotonic = lambda: plain_monotonic() * HURRY

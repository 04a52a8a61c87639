"""A spare worker: a process that has torch imported already and waits for a run. Python and torch take seconds to start anew.

One for this process, which holds the pipe to it: closed, on purpose or because this process has ended, it ends the spare.
Whoever gets a run is a worker like any other; the next spare is another process.
"""

import contextlib
import json
import os
import subprocess
import sys
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from engine.core import settings

CALLED = "-"
"""In place of a run's folder: it will be told."""

COMMAND = (sys.executable, "-m", "engine.worker", CALLED)

IDLE = 600.0
"""Seconds after which a spare that nobody wanted goes."""

_lock = threading.Lock()
_waiting: subprocess.Popen | None = None
_clock: threading.Timer | None = None


def start(lesson: str, environment: Mapping[str, str], **how: Any) -> None:
    """Have one ready, if none is; one that waits already waits ten minutes more. It draws ahead what the lesson's own settings want."""
    global _waiting, _clock
    with _lock:
        if _waiting is None or _waiting.poll() is not None:
            _waiting = subprocess.Popen(
                (*COMMAND, lesson),
                cwd=settings.ROOT,
                env=dict(environment),
                stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                **how,
            )
        if _clock:
            _clock.cancel()
        _clock = threading.Timer(IDLE, dismiss)
        _clock.daemon = True
        _clock.start()


def hand_over(folder: Path, environment: Mapping[str, str]) -> int | None:
    """Give a run to the spare. Its process's number; None: there is none, or it has died."""
    global _waiting
    with _lock:
        spare, _waiting = _waiting, None
    if spare is None or spare.poll() is not None or spare.stdin is None:
        return None
    try:
        with spare.stdin as pipe:
            pipe.write(json.dumps([str(folder), dict(environment)]).encode())
    except OSError:
        return None
    return spare.pid


def dismiss() -> None:
    """Let the spare go."""
    global _waiting
    with _lock:
        spare, _waiting = _waiting, None
    if spare and spare.stdin:
        with contextlib.suppress(OSError):
            spare.stdin.close()
        spare.wait()


def called() -> Path | None:
    """In the spare: wait for a run, and be its worker from now on. None: nobody wants one any more."""
    told = sys.stdin.buffer.read()
    if not told:
        return None
    name, environment = json.loads(told)
    os.environ.update(environment)
    folder = Path(name)
    log = os.open(folder / "log.txt", os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o644)
    for stream in (sys.stdout, sys.stderr):
        os.dup2(log, stream.fileno())
    os.close(log)
    return folder

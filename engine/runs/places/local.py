"""Runs that train on this computer: each in a process of its own, the spare one if it waits."""

import contextlib
import os
import subprocess
import sys
from typing import Any

from engine.core import desks, settings
from engine.runs import liveness, priority, spare
from engine.runs.run import Run


class Local:
    """This computer."""

    goes_on_alone = False

    def room(self) -> int:
        return settings.workers()

    def submit(self, run: Run) -> None:
        environment = {"ATELIER_HOME": str(settings.home()), "ATELIER_DESK": desks.of(run.path)}
        process = spare.hand_over(run.path, environment) or _worker(run, environment)
        with contextlib.suppress(OSError):  # it has begun: whatever the disk objects to, it will say itself
            liveness.announce(run.path, process)

    def cancel(self, run: Run) -> None:
        run.wish("stop")

    def stand_by(self, lesson: str) -> None:
        if settings.spare():
            spare.start(lesson, environment_of_workers(), **own_session())


def _worker(run: Run, environment: dict[str, str]) -> int:
    with open(run.path / "log.txt", "ab") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "engine.worker", str(run.path)],
            cwd=settings.ROOT,
            env=environment_of_workers() | environment,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            **own_session(),
        )
    return process.pid


def environment_of_workers() -> dict[str, str]:
    # One core stays free for the server: a worker that takes them all makes every page slow and itself slower.
    threads = max(1, (os.cpu_count() or 2) // settings.workers() - 1)
    environment = os.environ | {"OMP_NUM_THREADS": str(threads), "PYTHONUNBUFFERED": "1"}
    environment.pop("ATELIER_TEACHER", None)  # no business of a worker's
    return environment


def own_session() -> dict[str, Any]:
    """A session of its own, so that Ctrl-C in the server's terminal does not end a class's runs."""
    if os.name == "nt":
        return {"creationflags": subprocess.CREATE_NEW_PROCESS_GROUP | subprocess.CREATE_NO_WINDOW | priority.FLAGS}
    return {"start_new_session": True}

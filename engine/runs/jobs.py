"""Start and stop runs, each in a process of its own, a few at a time; the rest wait in a queue on disk.

A run in the queue has a mark in ATELIER_HOME/queue. Whoever looks (a page, a command, a worker that ends) lets the next one
begin: no process has to stay alive for it. All desks of a class wait in this one queue, and who has least at work comes first.
"""

import contextlib
import dataclasses
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from engine.core import desks, files, locks, settings
from engine.core.errors import Trouble
from engine.language.words import _
from engine.runs import failures, liveness, priority, quotas, spare
from engine.runs.run import DAMAGED, STATE_WORDS, WAITING, Run, Status


def launch(run: Run) -> None:
    """Put the run into the queue; it begins at once if there is a free place."""
    run.check_mine()
    with locks.queue():
        status = run.status()
        if status.active:
            return  # somebody else has let it begin
        quotas.admit(run)
        run.wish("stop", False)
        run.wish("pause", False)
        mark(run)  # before it waits: whoever is killed in between leaves no run that waits for nothing
        if status.state != WAITING:
            last = max(one.status().queued for one in _queue())
            status = dataclasses.replace(status, queued=last + 1)  # no time of day, for clocks are set
        status = dataclasses.replace(status, state=WAITING, message="", advice="", rate=0.0)
        run.write_status(dataclasses.replace(status, steps=run.config.steps))
        _advance()


def advance() -> None:
    """Drop the ended from the queue and start whoever is next."""
    with locks.queue():
        _advance()


def glance() -> None:
    """The same for whoever looks often: if somebody else is at it just now, nobody need wait for them."""
    if _queue():
        with contextlib.suppress(Trouble), locks.queue(0):
            _advance()


def stop(run: Run) -> None:
    """A waiting run leaves the queue at once; a training one ends within one step, and can be resumed."""
    run.check_mine()
    with locks.queue():
        if run.status().state == WAITING:
            run.write_status(dataclasses.replace(run.status(), state="stopped"))
            _advance()
        else:
            run.wish("stop")


def pause(run: Run) -> None:
    run.wish("pause")


def go_on(run: Run) -> None:
    """End a pause. Where the pausing worker has given its place to somebody else, the run queues again."""
    run.wish("pause", False)
    if run.status().over:
        launch(run)


def resume(run: Run, steps: int | None = None) -> None:
    """Queue the run again: it goes on from its last saved step (see `prepare`)."""
    with locks.queue():
        prepare(run, steps)
        launch(run)


def prepare(run: Run, steps: int | None = None) -> None:
    """Set the goal of a run that goes on: `steps` in all; a finished run does as many steps again as it has done."""
    run.check_mine()
    status = run.status()
    if status.active or status.state == WAITING:
        raise Trouble("This run is already at work.", "Watch it, or stop it first.")
    # One that was killed between its last step and its last word has only that left to say.
    goal = steps or (run.config.steps * 2 if status.state == "finished" else run.config.steps)
    if goal <= status.step and status.state == "finished":
        raise Trouble(
            _("This run has already done {step} steps.", step=status.step),
            _("Give a number above {step}.", step=status.step),
        )
    run.train_until(goal)
    run.wish("stop", False)
    run.wish("pause", False)


def place(run: Run) -> int | None:
    """The run's place among those that wait: 1 is next."""
    waiting = line()
    return waiting.index(run) + 1 if run in waiting else None


def line() -> list[Run]:
    """The runs that wait, in the order in which they will begin if none ends before."""
    return _in_turn((run, run.status()) for run in _queue())


def _in_turn(queue: Iterable[tuple[Run, Status]]) -> list[Run]:
    """The desk with the fewest runs at work goes first; of its runs, or of desks that have as many, who came first."""
    queue = list(queue)
    at_work = Counter(desks.of(run.path) for run, status in queue if status.active)
    waiting = [run for run, status in queue if status.state == WAITING]
    turns = []
    while waiting:
        run = min(waiting, key=lambda run: at_work[desks.of(run.path)])
        waiting.remove(run)
        turns.append(run)
        at_work[desks.of(run.path)] += 1
    return turns


def mark(run: Run) -> None:
    note = _mark(run)
    with files.writing(note):
        files.make_folder(note.parent)
        note.touch()
        files.settle(note.parent)


def unmark(run: Run) -> None:
    with files.writing(_mark(run)):
        _mark(run).unlink(missing_ok=True)


def _mark(run: Run) -> Path:
    return settings.home() / "queue" / desks.label(run.path)


def others_wait() -> bool:
    return any(run.status().state == WAITING for run in _queue())


def _queue() -> list[Run]:
    """Runs that wait or work, first come first."""
    try:
        names = os.listdir(settings.home() / "queue")
    except OSError:
        return []
    marked = [Run(path) for path in map(desks.labelled, names) if path]
    return sorted(marked, key=lambda run: run.status().queued)


def _advance() -> None:
    queue = [(run, run.status()) for run in _queue()]
    for run, status in queue:
        # Of a damaged run nobody knows whether it waits. It holds up no other.
        if not status.active and status.state not in (WAITING, DAMAGED):
            unmark(run)
    busy = sum(status.active for _run, status in queue)
    for run in _in_turn(queue)[: max(0, settings.workers() - busy)]:
        _begin(run)


def _begin(run: Run) -> None:
    """A run that cannot begin says why, and those behind it go on."""
    try:
        liveness.announce(run.path, os.getpid())
        _start(run)
    except OSError as error:
        trouble = failures.explain(error)
        unmark(run)
        with contextlib.suppress(OSError):
            failed = dataclasses.replace(run.status(), state="failed", message=trouble.what, advice=trouble.advice)
            run.write_status(failed)


def stand_by(lesson: str) -> None:
    """Have a spare worker ready for a lesson's run where the next could begin at once. Where it would have to wait, a spare only takes memory."""
    if settings.spare() and sum(run.status().active for run in _queue()) < settings.workers():
        with contextlib.suppress(OSError):  # without one the run begins a few seconds later
            spare.start(lesson, _environment(), **_own_session())


def _start(run: Run) -> None:
    run.write_status(dataclasses.replace(run.status(), state="starting"))
    environment = {"ATELIER_HOME": str(settings.home()), "ATELIER_DESK": desks.of(run.path)}
    process = spare.hand_over(run.path, environment) or _worker(run, environment)
    with contextlib.suppress(OSError):  # it has begun: whatever the disk objects to, it will say itself
        liveness.announce(run.path, process)


def _worker(run: Run, environment: dict[str, str]) -> int:
    with open(run.path / "log.txt", "ab") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "engine.worker", str(run.path)],
            cwd=settings.ROOT,
            env=_environment() | environment,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            **_own_session(),
        )
    return process.pid


def _environment() -> dict[str, str]:
    # One core stays free for the server: a worker that takes them all makes every page slow and itself slower.
    threads = max(1, (os.cpu_count() or 2) // settings.workers() - 1)
    environment = os.environ | {"OMP_NUM_THREADS": str(threads), "PYTHONUNBUFFERED": "1"}
    environment.pop("ATELIER_TEACHER", None)  # no business of a worker's
    return environment


def _own_session() -> dict[str, Any]:
    """A session of its own, so that Ctrl-C in the server's terminal does not end a class's runs."""
    if os.name == "nt":
        return {"creationflags": subprocess.CREATE_NEW_PROCESS_GROUP | subprocess.CREATE_NO_WINDOW | priority.FLAGS}
    return {"start_new_session": True}


def summary(status: Status) -> str:
    """One line about a run for a list."""
    words = _(STATE_WORDS[status.state])
    if not status.steps:
        return words
    return _("{state}, step {step:,} of {steps:,}", state=words, step=status.step, steps=status.steps)

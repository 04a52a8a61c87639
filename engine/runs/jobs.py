"""Start and stop runs, a few at a time, on this computer or on a cluster (see `places`); the rest wait in a queue on disk.

A run in the queue has a mark in ATELIER_HOME/queue. Whoever looks (a page, a command, a worker that ends) lets the next one
begin: no process has to stay alive for it. All desks of a class wait in this one queue, and who has least at work comes first.
"""

import contextlib
import dataclasses
import os
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from engine.core import desks, files, locks, settings
from engine.core.errors import Trouble
from engine.language.words import _
from engine.runs import failures, liveness, quotas
from engine.runs.places import choice
from engine.runs.run import DAMAGED, STATE_WORDS, WAITING, Run, Status


def launch(run: Run) -> None:
    """Put the run into the queue; it begins at once if there is a free place."""
    run.check_mine()
    choice.check()
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
            choice.chosen().cancel(run)


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


def _in_turn(queue: Iterable[tuple[Run, Status]], most: int | None = None) -> list[Run]:
    """The desk with the fewest runs at work goes first; of its runs, or of desks that have as many, who came first. `most`: so
    many of a desk at a time, and its others not yet."""
    queue = list(queue)
    at_work = Counter(desks.of(run.path) for run, status in queue if status.active)
    waiting = [run for run, status in queue if status.state == WAITING]
    turns = []
    while waiting:
        run = min(waiting, key=lambda run: at_work[desks.of(run.path)])
        if most and at_work[desks.of(run.path)] >= most and settings.in_class():
            break
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
    place = choice.chosen()
    queue = [(run, _picked_up(run, place)) for run in _queue()]
    for run, status in queue:
        # Of a damaged run nobody knows whether it waits. It holds up no other.
        if not status.active and status.state not in (WAITING, DAMAGED):
            unmark(run)
    if not queue:
        return
    busy = sum(status.active for _run, status in queue)
    for run in _in_turn(queue, settings.desk_running())[: max(0, place.room() - busy)]:
        _begin(run)


def _picked_up(run: Run, place: choice.Place) -> Status:
    """How it stands. One that the cluster had, and whose bridge died, waits again: it goes on from its last saved step."""
    status = run.status()
    if place.goes_on_alone and status.state == "interrupted" and liveness.is_entrusted(run.path):
        status = dataclasses.replace(status, state=WAITING, message="", advice="")
        run.write_status(status)
    return status


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
    """Be ready for a lesson's run where the next could begin at once. Where it would have to wait, a spare worker only takes memory."""
    with contextlib.suppress(OSError, Trouble):  # otherwise the run begins a few seconds later
        place = choice.chosen()
        if sum(run.status().active for run in _queue()) < place.room():
            place.stand_by(lesson)


def _start(run: Run) -> None:
    run.write_status(dataclasses.replace(run.status(), state="starting"))
    choice.chosen().submit(run)


def summary(status: Status) -> str:
    """One line about a run for a list."""
    words = _(STATE_WORDS[status.state])
    if not status.steps:
        return words
    said = _("{state}, step {step:,} of {steps:,}", state=words, step=status.step, steps=status.steps)
    if status.node and status.active:
        return _("{said}, on node {node}", said=said, node=status.node)
    return said

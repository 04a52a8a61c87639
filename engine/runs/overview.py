"""What the teacher sees of a class: each desk, its newest runs, where they stand in the queue, and their newest pictures.

It looks at all desks every two seconds, so it reads little: names of folders, and of the few newest runs how they stand.
"""

import contextlib
import os
from dataclasses import dataclass
from pathlib import Path

from engine.core import desks, forms
from engine.core.errors import Trouble
from engine.runs import jobs
from engine.runs.run import Run, Status

NEWEST = 4
"""Runs of a desk that are shown, and besides them all that train or wait."""


@dataclass(frozen=True)
class Glance:
    """A run as it stands. `place` is its place in the queue, `picture` its newest one, `shown` whether everyone may look at it."""

    run: Run
    title: str
    status: Status
    place: int | None
    picture: Path | None
    shown: bool


@dataclass(frozen=True)
class Seat:
    """A desk and its runs, newest first."""

    desk: str
    name: str
    runs: tuple[Glance, ...]


def look() -> list[Seat]:
    """All desks of the class, by name."""
    places = {run.path: place for place, run in enumerate(jobs.line(), start=1)}
    shown = set(desks.shown())
    seats = [Seat(desk, desks.name(desk), _runs(desk, places, shown)) for desk in desks.every()]
    return sorted(seats, key=lambda seat: (seat.name.casefold(), seat.desk))


def _runs(desk: str, places: dict[Path, int], shown: set[Path]) -> tuple[Glance, ...]:
    folder = desks.place(desk) / "runs"
    try:
        names = [name for name in os.listdir(folder) if not name.startswith(".")]
    except OSError:
        return ()
    names.sort(key=_begun, reverse=True)
    found = []
    for number, name in enumerate(names):
        run = Run(folder / name)
        if number >= NEWEST and run.path not in places:
            continue
        if not run.readable:
            if run.path.is_dir():
                found.append((0.0, Glance(run, run.id, run.status(), None, None, False)))
            continue
        with contextlib.suppress(Trouble):  # deleted meanwhile
            glance = Glance(run, run.title, run.status(), places.get(run.path), newest_picture(run), run.path in shown)
            found.append((run.created, glance))
    return tuple(glance for _, glance in sorted(found, key=lambda one: one[0], reverse=True))


def _begun(name: str) -> str:
    """When a run was made: its folder's name says so, <lesson>-<day>-<time>-<chance>."""
    return "-".join(name.rsplit("-", 3)[1:])


def newest_picture(run: Run) -> Path | None:
    """By its name alone: pictures are called <step>-<name>.png."""
    with contextlib.suppress(OSError):
        found = [
            name
            for name in os.listdir(run.path / "previews")
            if name.endswith(".png") and forms.step_named(name) is not None
        ]
        if found:
            return run.path / "previews" / max(found, key=lambda name: (forms.step_named(name) or 0, name))
    return None


def stop(run: Run) -> None:
    with desks.at(desks.of(run.path)):
        jobs.stop(run)

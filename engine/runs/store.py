"""The runs of a desk: listed, made and deleted. What a run is: see `run`."""

import os
import re
import secrets
import shutil
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from engine import catalog
from engine.core import config as configs
from engine.core import desks, files, locks
from engine.core.errors import Trouble
from engine.data import naming
from engine.language.words import _
from engine.runs.run import WAITING, Run, Status, illegible, unknown


def create(
    lesson: str,
    config: Any,
    title: str | None = None,
    parent: str | None = None,
    branched: int | None = None,
    fill: Callable[[Run], None] = lambda run: None,
) -> Run:
    """A new run, not yet started. `parent` is the run that this one repeats with a change, from step `branched` on, for which
    `fill` brings what has happened up to there. Whatever goes wrong meanwhile, there is the whole run or nothing of it.
    """
    now = _now()
    about = {
        "lesson": lesson,
        "title": title or default_title(lesson, config),
        "created": now,
        "parent": parent,
        "branched": branched,
        "config": configs.to_dict(config),
    }
    run = Run(desks.runs() / f"{lesson}-{time.strftime('%Y%m%d-%H%M%S', time.localtime(now))}-{secrets.token_hex(6)}")
    aside = Run(run.path.with_name(f".new-{run.id}"))
    with locks.notes(), files.writing(run.path):
        for left in run.path.parent.glob(".new-*"):  # by a process that was killed: whoever makes a run here is alone
            shutil.rmtree(left, ignore_errors=True)
        try:
            files.make_folder(aside.path / "previews")
            files.put_json(aside.path / "config.json", about)
            aside.write_status(Status(steps=config.steps))
            fill(aside)
            os.replace(aside.path, run.path)  # whoever looks in between never finds a run that says nothing
        except BaseException:
            shutil.rmtree(aside.path, ignore_errors=True)
            raise
        files.settle(run.path.parent)
    return run


def _now() -> float:
    """Later than any other run of this desk was made, though the clock was set back: a full desk lets its oldest go first."""
    now, newest = time.time(), max((run.created for run in every()), default=0.0)
    return now if now >= newest else newest + 1


def default_title(lesson: str, config: Any) -> str:
    """The lesson and what is special about these settings, in the language of whoever makes the run: from now on it is its name."""
    silent = {"seed", "preview_every", "drawing"}
    special = [
        naming.in_words(config, name)
        if configs.knobs(config)[name].choices
        else f"{_(configs.knobs(config)[name].label).lower()} {naming.in_words(config, name)}"
        for name in configs.changes(config)
        if name not in silent
    ]
    return ", ".join([_(catalog.card(lesson).title), *special[:4]])


def get(id: str) -> Run:
    """The run with this id, on this desk or shown to everyone. An id is a folder's name and nothing else, whoever typed it."""
    if re.fullmatch(r"[A-Za-z0-9_-][A-Za-z0-9._-]{0,119}", id):
        run = Run(desks.runs() / id)
        if run.readable:
            return run
        if run.path.is_dir():
            raise illegible(id)
        for run in (*shown(), *lent()):
            if run.id == id:
                return run
    raise unknown(id)


def shown(lesson: str | None = None) -> list[Run]:
    """What the teacher shows to everyone, but for this desk's own runs."""
    found = [Run(path) for path in desks.shown()]
    return [run for run in found if not run.mine and run.readable and lesson in (None, run.lesson)]


def every(lesson: str | None = None) -> list[Run]:
    """All runs of this desk that can be read, newest first."""
    return _readable(desks.runs(), lesson)


def lent(lesson: str | None = None) -> list[Run]:
    """The runs of the desks at which a link lets this visitor look, but for those that are shown to everyone."""
    places = [desks.place(desk) / "runs" for desk in desks.open_to_look()]
    return [
        run for place in places for run in _readable(place, lesson) if not run.mine and not desks.is_shown(run.path)
    ]


def _readable(folder: Path, lesson: str | None) -> list[Run]:
    known = [(about, run) for run in _folders(folder) if (about := run.about()) and lesson in (None, about.lesson)]
    return [run for about, run in sorted(known, key=lambda one: (one[0].created, one[1].id), reverse=True)]


def damaged() -> list[Run]:
    """Runs of this desk of which nobody can tell what they are. They can be deleted, and nothing else."""
    return [run for run in _folders(desks.runs()) if not run.readable and run.path.is_dir()]


SETTLED = 2.0
"""Seconds after which a folder's date can be trusted: some file systems count no finer."""

_lists: dict[Path, tuple[int, tuple[Run, ...]]] = {}
"""Folder of runs -> its date, and the folders in it."""


def _folders(folder: Path) -> tuple[Run, ...]:
    """Looked through again only when a run comes or goes: pages ask with every move of a slider, and a class leaves hundreds."""
    try:
        changed = folder.stat().st_mtime_ns
        if folder in _lists and _lists[folder][0] == changed:
            return _lists[folder][1]
        names = sorted(entry.name for entry in os.scandir(folder) if entry.is_dir() and not entry.name.startswith("."))
    except OSError:
        return ()
    found = tuple(Run(folder / name) for name in names)
    if time.time() - changed / 1e9 > SETTLED:
        _lists[folder] = changed, found
    return found


def delete(run: Run) -> None:
    """For good. A run that is training must be stopped first."""
    run.check_mine()
    with locks.queue(), files.writing(run.path):  # nobody lets it begin meanwhile
        if run.status().active or run.status().state == WAITING:
            raise Trouble("This run is still at work.", "Stop it first, then delete it.")
        if not run.path.is_dir():
            raise unknown(run.id)
        aside = run.path.with_name(f".deleted-{run.id}")
        os.replace(run.path, aside)
        desks.show(run.path, False)
        for left in run.path.parent.glob(".deleted-*"):  # others are by a process that was killed
            shutil.rmtree(left, ignore_errors=left != aside)

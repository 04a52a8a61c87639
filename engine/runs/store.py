"""The runs of a desk: listed, made and deleted. What a run is: see `run`."""

import os
import re
import secrets
import shutil
import time
from pathlib import Path
from typing import Any

from engine import catalog
from engine.core import config as configs
from engine.core import desks, files, settings
from engine.core.errors import Trouble
from engine.data import naming
from engine.runs.run import WAITING, Run, Status, unknown


def create(
    lesson: str, config: Any, title: str | None = None, parent: str | None = None, branched: int | None = None
) -> Run:
    """A new run, not yet started. `parent` is the run that this one repeats with a change, from step `branched` on."""
    about = {
        "lesson": lesson,
        "title": title or default_title(lesson, config),
        "created": time.time(),
        "parent": parent,
        "branched": branched,
        "config": configs.to_dict(config),
    }
    run = Run(desks.runs() / f"{lesson}-{time.strftime('%Y%m%d-%H%M%S')}-{secrets.token_hex(6)}")
    try:
        run.path.mkdir(parents=True)
        (run.path / "previews").mkdir()
        files.put_json(run.path / "config.json", about)
        run.write_status(Status(steps=config.steps))
    except PermissionError:
        raise Trouble(
            f"Atelier may not write to {settings.home()}, where runs are kept.",
            "Allow writing there, or set ATELIER_HOME to a folder of your own.",
        ) from None
    except OSError as error:
        raise Trouble(
            f"The run could not be stored: {error.strerror}.", "Free some disk space and try again."
        ) from None
    return run


def default_title(lesson: str, config: Any) -> str:
    """The lesson and what is special about these settings."""
    silent = {"seed", "preview_every"}
    special = [
        naming.in_words(config, name)
        if configs.knobs(config)[name].choices
        else f"{configs.knobs(config)[name].label.lower()} {naming.in_words(config, name)}"
        for name in configs.changes(config)
        if name not in silent
    ]
    return ", ".join([catalog.card(lesson).title, *special[:4]])


def get(id: str) -> Run:
    """The run with this id, on this desk or shown to everyone. An id is a folder's name and nothing else, whoever typed it."""
    if re.fullmatch(r"[A-Za-z0-9_-][A-Za-z0-9._-]{0,119}", id):
        if (desks.runs() / id / "config.json").is_file():
            return Run(desks.runs() / id)
        for run in shown():
            if run.id == id:
                return run
    raise unknown(id)


def shown(lesson: str | None = None) -> list[Run]:
    """What the teacher shows to everyone, but for this desk's own runs."""
    found = [Run(path) for path in desks.shown()]
    return [run for run in found if not run.mine and lesson in (None, run.lesson)]


def every(lesson: str | None = None) -> list[Run]:
    """All runs of this desk, newest first. What is on the list was readable when it was made: see `_listed`."""
    return [run for run, kind in _listed(desks.runs()) if lesson in (None, kind)]


SETTLED = 2.0
"""Seconds after which a folder's date can be trusted: some file systems count no finer, and a new run takes a moment to be whole."""

_lists: dict[Path, tuple[int, tuple[tuple[Run, str], ...]]] = {}
"""Folder of runs -> its date, and its runs with their lessons, newest first."""


def _listed(folder: Path) -> tuple[tuple[Run, str], ...]:
    """Each run's lesson and age never change, so that the folder is looked through again only when a run comes or goes:
    pages ask with every move of a slider, and a class leaves hundreds of runs."""
    try:
        changed = folder.stat().st_mtime_ns
    except FileNotFoundError:
        return ()
    if folder in _lists and _lists[folder][0] == changed:
        return _lists[folder][1]
    found = [Run(folder / name) for name in os.listdir(folder) if not name.startswith(".")]
    about = {run: files.read_json(run.path / "config.json") for run in found}
    # A folder that says nothing readable is no run: one broken file must not hide all the others.
    known = sorted((run for run in found if about[run]), key=lambda run: about[run]["created"], reverse=True)
    listed = tuple((run, about[run]["lesson"]) for run in known)
    if len(known) == len(found) and time.time() - changed / 1e9 > SETTLED:
        _lists[folder] = changed, listed
    return listed


def delete(run: Run) -> None:
    """For good. A run that is training must be stopped first."""
    run.check_mine()
    if run.status().active or run.status().state == WAITING:
        raise Trouble("This run is still at work.", "Stop it first, then delete it.")
    aside = run.path.with_name(f".deleted-{run.id}")
    os.replace(run.path, aside)
    desks.show(run.path, False)
    shutil.rmtree(aside)

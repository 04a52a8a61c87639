"""A new run that goes on from a moment of another."""

import contextlib
import dataclasses
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from engine.core import config as configs
from engine.core import files
from engine.core.config import STRUCTURE
from engine.core.errors import Trouble
from engine.data import naming
from engine.language.words import _
from engine.runs import curves
from engine.runs.run import Run, Status
from engine.runs.store import create


def branch(run: Run, step: int, changes: Mapping[str, Any] = MappingProxyType({})) -> Run:
    """A new run that begins as `run` was at a kept step, and goes on with some settings changed. Nothing of `run` is touched."""
    try:
        state = run.moment(step).read_bytes()  # at once: a run at work makes room for newer moments
    except FileNotFoundError:
        kept = ", ".join(f"{one:,}" for one in run.moments()) or _("none yet")
        raise Trouble(
            _("Nothing is kept of step {step:,}.", step=step), _("Branch from one of these steps: {kept}.", kept=kept)
        ) from None
    about = configs.knobs(run.config)
    for name in changes:
        if name not in about or about[name].group in STRUCTURE:
            raise Trouble(
                _("A branch keeps its networks and pictures, so '{setting}' cannot change.", setting=name),
                "Change how it learns, or train a new run.",
            )
    turned = run.curves().refresh().turned_until(step - 1)
    config = configs.from_dict(type(run.config), configs.to_dict(run.config) | turned | dict(changes))
    if config.steps <= step:
        config = dataclasses.replace(config, steps=step + run.config.steps)

    def past(fresh: Run) -> None:
        lines = [line for line in (run.path / "events.jsonl").read_bytes().splitlines() if _up_to(line, step)]
        files.put(fresh.path / "events.jsonl", b"".join(line + b"\n" for line in lines))
        for preview in run.previews():
            if preview.step <= step:
                files.put(fresh.path / "previews" / preview.path.name, preview.path.read_bytes())
        with contextlib.suppress(FileNotFoundError):
            captions = (run.path / "previews" / "captions.json").read_bytes()
            files.put(fresh.path / "previews" / "captions.json", captions)
        files.put(fresh.moment(step), state)
        files.put(fresh.path / "resume.pt", state)
        seconds = next((one["seconds"] for one in map(curves.event, reversed(lines)) if one and "seconds" in one), 0.0)
        fresh.write_status(Status(step=step, steps=config.steps, seconds=seconds))

    title = named(run, changes, step)
    return create(run.lesson, config, title=title, parent=run.id, branched=step, fill=past)


def named(run: Run, changes: Mapping[str, Any], step: int | None = None) -> str:
    """What a run is called that repeats another one with a change, all of it or from a step on: by the change, in the language of
    whoever makes it. So the two can be told apart."""
    config = dataclasses.replace(run.config, **changes)
    about = configs.knobs(config)
    changed = ", ".join(
        f"{_(about[name].label)}: {naming.in_words(run.config, name)} → {naming.in_words(config, name)}"
        for name in changes
        if getattr(config, name) != getattr(run.config, name)
    )
    title = run.title.split(BETWEEN)[-1]
    if step is None:
        return f"{changed or _('once more')}{BETWEEN}{title}"
    how = _("from step {step:,}", step=step)
    return f"{changed or _('the same')}, {how}{BETWEEN}{title}"


BETWEEN = " · "
"""Between a change and the name of what is changed."""


def _up_to(line: bytes, step: int) -> bool:
    found = curves.event(line)
    return found is not None and found["step"] <= step

"""Shipped models made anew: what has to be trained, in the order in which they need one another, and how far that is.

The plan lies in ATELIER_HOME/retrain.json from the first training to the last: cards of shipped models are overwritten on the way,
and so it can be left at any moment and gone on with. Each training is a run like any other.
"""

import dataclasses
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from engine import catalog
from engine.core import config as configs
from engine.core import files, settings, spelling
from engine.core.errors import Trouble
from engine.language.words import _
from engine.runs import store
from engine.runs.run import Run
from engine.shipping.readme import stages
from engine.weights import shelf

FIRST = ("judge", "eye", "guard", "finder", "reader")
"""Lessons whose models others look with, each before those that it helps; all others follow as the catalogue has them."""


@dataclass
class Work:
    """One training, and the model as which it is shipped. `seconds`: how long it once took. `run`: the id of its run, once begun."""

    name: str
    command: str
    seconds: float
    run: str = ""
    shipped: bool = False

    @property
    def seconds_left(self) -> float:
        if self.shipped or not self.run:
            return 0.0 if self.shipped else self.seconds
        status = store.get(self.run).status()
        return self.seconds * (1 - min(1.0, status.step / max(1, status.steps)))


def begun() -> Path:
    return settings.home() / "retrain.json"


def plan(names: Iterable[str] = ()) -> list[Work]:
    """The works that are begun; if there are none, all that train these models, or all models, first things first."""
    if begun().exists():
        return [Work(**work) for work in files.read_json(begun())]
    wanted = list(names) or shelf.shipped()
    for name in wanted:
        if name not in shelf.shipped():
            raise Trouble(
                _("There is no shipped model called '{name}'.", name=name[:80]),
                _("{hint}`python -m engine list` shows all.", hint=spelling.hint(name, shelf.shipped())),
            )
    cards = {name: shelf.card(shelf.find(name)) for name in sorted(wanted, key=_place)}
    return [
        Work(name, stage["command"], stage["seconds"])
        for name, card in cards.items()
        for stage in stages(card)
        if stage["name"] == name  # what else it began with is a model of its own
    ]


def _place(name: str) -> tuple[int, int, str]:
    lesson = shelf.card(shelf.find(name))["lesson"]
    first = FIRST.index(lesson) if lesson in FIRST else len(FIRST)
    return first, list(catalog.CARDS).index(lesson), name


def keep(works: list[Work]) -> None:
    """Write down how far they are; nothing, once all are shipped."""
    if all(work.shipped for work in works):
        begun().unlink(missing_ok=True)
    else:
        files.put_json(begun(), [dataclasses.asdict(work) for work in works])


def run_of(work: Work) -> Run:
    """As it was left, or a new one."""
    if work.run:
        return store.get(work.run)
    lesson, values = configs.from_command(work.command)
    config = configs.from_dict(catalog.card(lesson).config, values)
    run = store.create(lesson, config, f"{work.name}, made anew")
    work.run = run.id
    return run

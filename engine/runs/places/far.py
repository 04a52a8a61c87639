"""Runs that train on a cluster. One process of this home, the bridge (`engine.cluster.bridge`), hands them over and writes down
what comes back. Here is how the others deal with it: a mark in ATELIER_HOME/cluster/orders for each run that it is to take.

    ATELIER_HOME/cluster/alive, coming   locked by the living bridge; which process will be it
    ATELIER_HOME/cluster/cluster.json    what the bridge says: how many runs there is room for, or why it waits
    ATELIER_HOME/cluster/orders/<label>  a run that it is to take
"""

import importlib.util
import subprocess
import sys
from pathlib import Path
from typing import Any

from engine.core import desks, files, forms, settings
from engine.core.errors import Trouble
from engine.language.words import _
from engine.runs import liveness
from engine.runs.places.local import environment_of_workers, own_session
from engine.runs.run import Run

REQUIREMENTS = "playground/requirements-cluster.txt"


class Far:
    """A cluster."""

    goes_on_alone = True

    def room(self) -> int:
        """How many runs it can train at a time; 0 as long as nobody has reached it."""
        wake()
        return self.said().get("room", 0) if liveness.is_held(folder()) else 0

    def submit(self, run: Run) -> None:
        liveness.entrust(run.path)
        order = folder() / "orders" / desks.label(run.path)
        with files.writing(order):
            files.make_folder(order.parent)
            order.touch()

    def cancel(self, run: Run) -> None:
        run.wish("stop")  # the bridge tells it to the run, and ends one that does not listen

    def stand_by(self, lesson: str) -> None:
        wake()

    def said(self) -> dict[str, Any]:
        """What the bridge said last; nothing where it is garbled."""
        form = {"room": forms.is_count, "why": forms.is_text, "advice": forms.is_text}
        return forms.fitting(files.read_object(folder() / "cluster.json"), form) or {}

    def trouble(self) -> Trouble | None:
        """Why no run begins, if nobody reaches the cluster."""
        said = self.said()
        return Trouble(said["why"], said.get("advice", "")) if said.get("why") else None


def folder() -> Path:
    return settings.home() / liveness.CLUSTER


def wake() -> None:
    """Have a bridge, if there is none. Two who ask at the same time start two, and one of these finds the other and ends."""
    check_installed()
    files.make_folder(folder())
    if liveness.is_held(folder()) or liveness.is_coming(folder()):
        return
    with open(folder() / "log.txt", "ab") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "engine.cluster.bridge"],
            cwd=settings.ROOT,
            env=environment_of_workers() | {"ATELIER_HOME": str(settings.home())},
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            **own_session(),
        )
    liveness.announce(folder(), process.pid)


def check_installed() -> None:
    if importlib.util.find_spec("ray") is None:
        raise Trouble(
            _("Runs are to train on the cluster {cluster}, but Ray is not installed.", cluster=settings.cluster()),
            _(
                "Install it: {command}. Or take ATELIER_CLUSTER away, and they train here.",
                command=f"pip install -r {REQUIREMENTS}",
            ),
        )

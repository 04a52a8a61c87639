"""Where runs train, behind three verbs: submit a run, its events from the n-th on, cancel it. The run's folder is the only truth:
whoever trains a run writes there, and all that is asked of a run is read from there.

`Local` is this computer, `Far` a cluster by Ray. A further one needs a class like these, and whatever feeds the recorder.
"""

import json
from typing import Any, Protocol

from engine.core import settings
from engine.core.errors import Trouble
from engine.runs.run import Run


class Place(Protocol):
    """Where runs train."""

    goes_on_alone: bool
    """Whether a run whose trainer died goes on from its last saved step without anybody asking."""

    def room(self) -> int:
        """How many runs train here at a time."""
        ...

    def submit(self, run: Run) -> None:
        """Let a run begin whose turn it is."""
        ...

    def cancel(self, run: Run) -> None:
        """Let it end within a step, saved."""
        ...

    def stand_by(self, lesson: str) -> None:
        """Be ready, for somebody is about to train this lesson."""
        ...


def chosen() -> Place:
    if settings.cluster() == settings.LOCAL:
        from engine.runs.places.local import Local

        return Local()
    from engine.runs.places.far import Far

    return Far()


def check() -> None:
    """Whether what the chosen place needs is installed."""
    if settings.cluster() != settings.LOCAL:
        from engine.runs.places import far

        far.check_installed()


def events(run: Run, since: int = 0) -> list[dict[str, Any]]:
    """What happened in a run: the lines of its curves from the `since`-th on."""
    try:
        whole = (run.path / "events.jsonl").read_bytes().rpartition(b"\n")[0]
    except FileNotFoundError:
        return []
    return [json.loads(line) for line in whole.splitlines()[since:]]


def why_nothing_begins() -> Trouble | None:
    """What keeps all runs waiting, where they train elsewhere."""
    if settings.cluster() == settings.LOCAL:
        return None
    from engine.runs.places.far import Far

    return Far().trouble()

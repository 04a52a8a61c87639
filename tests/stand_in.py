"""A worker that is none: for tests of what is shown of a run at work."""

import contextlib

from engine.runs import liveness
from engine.runs.run import ACTIVE, Run

_held = contextlib.ExitStack()


def for_worker(run: Run, state: str) -> None:
    """Where a run in this state has a living worker, let this process count as it until the tests are over."""
    if state in ACTIVE:
        _held.enter_context(liveness.held(run.path))

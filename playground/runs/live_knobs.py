"""The knobs of a run that move while it trains: shown as the run's folder has them, whichever page moved them last."""

import contextlib
from typing import Any

from engine.core import config as configs
from engine.core.errors import Trouble
from engine.runs.run import Run
from playground.widgets import setting


def current_settings(run: Run) -> dict[str, Any]:
    """All settings of the run, the live ones as they were last moved."""
    return configs.to_dict(run.config) | run.turned()


def widget_key(run: Run, name: str, value: Any) -> str:
    """The key of the knob's widget, which will show `value`."""
    key = f"live.{run.id}.{name}"
    setting.hold(key, value)
    return key


def move(run: Run, **values: Any) -> None:
    with contextlib.suppress(Trouble):  # the run was deleted meanwhile: the panel says so
        run.turn(**values)

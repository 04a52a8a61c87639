"""The knobs of a run that move while it trains: shown as the run's folder has them, whichever page moved them last."""

import contextlib
from typing import Any

import streamlit as st

from engine.core import config as configs
from engine.core.errors import Trouble
from engine.runs.run import Run


def current_settings(run: Run) -> dict[str, Any]:
    """All settings of the run, the live ones as they were last moved."""
    return configs.to_dict(run.config) | run.turned()


def widget_key(run: Run, name: str, value: Any) -> str:
    """The key of the knob's widget, which will show `value`."""
    key = f"live.{run.id}.{name}"
    # Only where it is another one: a widget that is given its value is moved there, even under the reader's hand.
    if key not in st.session_state or st.session_state[key] != value:
        st.session_state[key] = value
    return key


def move(run: Run, **values: Any) -> None:
    with contextlib.suppress(Trouble):  # the run was deleted meanwhile: the panel says so
        run.turn(**values)

"""Beginning a run, and leaving it."""

from typing import Any

import streamlit as st

from engine.runs import jobs, quotas, store
from engine.runs.run import Run


def begin(lesson: str, config: Any, parent: str | None = None, title: str | None = None) -> Run:
    """Create a run, write its name into the page's address, and only then start it.

    Streamlit may cut a script off at any of its calls: the run is then in the address, and waits there to be started.
    """
    quotas.admit()
    run = store.create(lesson, config, title=title, parent=parent)
    start(run)
    return run


def leave() -> None:
    """Be before the form again. The run stays under All runs."""
    st.query_params.pop("run", None)


def start(run: Run) -> None:
    st.query_params["run"] = run.id
    jobs.launch(run)

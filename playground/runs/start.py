"""Beginning a run, and leaving it."""

from collections.abc import Mapping
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


def begin_together(several: Mapping[str, Any]) -> list[Run]:
    """A run for each lesson and its config: all are there before the first begins. They begin as places get free."""
    quotas.admit()
    made = [store.create(lesson, config) for lesson, config in several.items()]
    for run in made:
        jobs.launch(run)
    return made


def leave() -> None:
    """Be before the form again. The run stays under All runs."""
    st.query_params.pop("run", None)


def start(run: Run) -> None:
    st.query_params["run"] = run.id
    jobs.launch(run)

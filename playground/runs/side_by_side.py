"""Two runs that differ in one thing, side by side while they train: their films, what the curves say, and one chart for both."""

import streamlit as st

from engine.core.errors import Trouble
from engine.language.words import _
from engine.runs import store
from engine.runs.run import Run
from playground.runs import compare, controls, previews, records, verdict
from playground.runs.panel import TICK
from playground.shell import frame, wording


def with_parent(run_id: str) -> None:
    """A run beside the one that it repeats with one change, where it has one."""
    try:
        run = store.get(run_id)
        parent = store.get(run.parent) if run.parent else None
    except Trouble:
        return
    if parent is not None and parent.lesson == run.lesson:
        st.header(_("Beside the run that it repeats"), anchor=False)
        show([parent, run])


def show(several: list[Run], first: str = "") -> None:
    """It looks again while one of them is at work. `first` is the curve that is there at first."""
    busy = any(controls.at_work(run.status()) for run in several)
    st.fragment(_side_by_side, run_every=TICK if busy else None)(several, busy, first)


def _side_by_side(several: list[Run], ticking: bool, first: str) -> None:
    with frame.guard():
        if any(controls.at_work(run.status()) for run in several) != ticking:
            st.rerun()
        for column, run in zip(st.columns(len(several), gap="medium"), several, strict=True):
            with column, st.container(border=True):
                _one_run(run, several)
        compare.charts(several, first, group_of(several))


def _one_run(run: Run, several: list[Run]) -> None:
    status = run.status()
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown(f"**{wording.safe(compare.labelled(several)[several.index(run)])}**", width="content")
        controls.state_badge(status)
    if status.steps:
        st.progress(
            min(1.0, status.step / status.steps), _("Step {step:,} of {steps:,}", step=status.step, steps=status.steps)
        )
    previews.film(run, key=f"duel.{run.id}", group=group_of(several))
    verdict.verdict(run, records.read(run))


def group_of(several: list[Run]) -> str:
    """Films and chart of these runs look at one step."""
    return "duel." + ".".join(run.id for run in several)

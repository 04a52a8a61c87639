"""The buttons of a run at work, and how it stands."""

import functools
from typing import Any

import streamlit as st

from engine.runs import jobs, store
from engine.runs.store import Run, Status


def controls(run: Run, status: Status, on: str = "Paint on") -> None:
    """The buttons of a picture that grows: start, stop, go on, and, after its end, `on`."""
    if looked_at(run):
        return
    if status.state == "new":
        paint_button("Start", ":material/play_arrow:", jobs.launch, run, primary=True)
    elif status.state == store.WAITING:
        paint_button("Leave the queue", ":material/close:", jobs.stop, run)
    elif status.state in ("starting", "training"):
        paint_button("Stop", ":material/stop:", jobs.stop, run)
    elif status.state == "paused":
        paint_button("Go on", ":material/play_arrow:", jobs.go_on, run, primary=True)
        paint_button("Stop", ":material/stop:", jobs.stop, run)
    elif status.step < status.steps:
        paint_button("Go on", ":material/play_arrow:", jobs.resume, run, primary=True)
    else:
        with st.popover(on, icon=":material/fast_forward:"):
            goal = st.number_input(
                "Steps in all",
                min_value=status.step + 1,
                value=status.step + 100,
                step=50,
                key=f"paint.goal.{run.id}.{status.step}",
            )
            paint_button("Go on to there", ":material/play_arrow:", functools.partial(jobs.resume, steps=goal), run)


def paint_button(label: str, icon: str, act, run: Run, primary: bool = False) -> None:
    if st.button(label, icon=icon, type="primary" if primary else "secondary", key=f"paint.{label}"):
        act(run)
        st.rerun()


BADGES: dict[str, tuple[Any, str]] = {
    "new": ("gray", ":material/fiber_new:"),
    "waiting": ("orange", ":material/hourglass_top:"),
    "starting": ("violet", ":material/rocket_launch:"),
    "training": ("violet", ":material/model_training:"),
    "paused": ("orange", ":material/pause_circle:"),
    "finished": ("green", ":material/check_circle:"),
    "stopped": ("gray", ":material/stop_circle:"),
    "failed": ("red", ":material/error:"),
    "interrupted": ("red", ":material/power_off:"),
}


def at_work(status: Status) -> bool:
    return status.active or status.state == store.WAITING


def standing(run: Run) -> Status:
    """How far it is; one that waits begins, if there is a free place by now."""
    status = run.status()
    if status.state == store.WAITING:
        jobs.glance()
        status = run.status()
    return status


def state_badge(status: Status) -> None:
    colour, icon = BADGES[status.state]
    st.badge(store.STATE_WORDS[status.state], icon=icon, color=colour)


def looked_at(run: Run) -> bool:
    """Whether the run is another desk's, shown to the class: then nobody here steers it."""
    if not run.mine:
        st.badge(
            "shown to the class",
            icon=":material/groups:",
            color="blue",
            help="It lies on another desk. Look at it, use its model, or run it again with a change: that run is yours.",
        )
    return not run.mine


def controls_of(run: Run, status: Status) -> None:
    if looked_at(run):
        return
    if status.state == "new":
        button("Start", ":material/play_arrow:", jobs.launch, run, primary=True)
    elif status.state == store.WAITING:
        button("Leave the queue", ":material/close:", jobs.stop, run)
    elif status.state in ("starting", "training"):
        button("Pause", ":material/pause:", jobs.pause, run)
        button("Stop", ":material/stop:", jobs.stop, run)
    elif status.state == "paused":
        button("Go on", ":material/play_arrow:", jobs.go_on, run, primary=True)
        button("Stop", ":material/stop:", jobs.stop, run)
    elif status.step < status.steps:
        button("Resume", ":material/play_arrow:", jobs.resume, run, primary=status.state != "failed")
    else:
        with st.popover("Train on", icon=":material/fast_forward:"):
            goal = st.number_input(
                "Steps in all", min_value=status.step + 1, value=status.step * 2, step=max(1, status.steps // 2)
            )
            button("Go on to there", ":material/play_arrow:", functools.partial(jobs.resume, steps=goal), run)


def button(label: str, icon: str, act: Any, run: Run, primary: bool = False) -> None:
    if st.button(label, icon=icon, type="primary" if primary else "secondary", key=f"panel.{label}"):
        act(run)
        st.rerun()

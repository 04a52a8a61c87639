"""The buttons of a run at work, and how it stands."""

import functools
from typing import Any

import streamlit as st

from engine.core import desks
from engine.language.words import N_, _
from engine.runs import jobs
from engine.runs.run import STATE_WORDS, WAITING, Run, Status

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
    "damaged": ("red", ":material/heart_broken:"),
}


def at_work(status: Status) -> bool:
    return status.active or status.state == WAITING


def current_status(run: Run) -> Status:
    """How far it is; one that waits begins, if there is a free place by now."""
    status = run.status()
    if status.state == WAITING:
        jobs.glance()
        status = run.status()
    return status


def state_badge(status: Status) -> None:
    colour, icon = BADGES[status.state]
    st.badge(_(STATE_WORDS[status.state]), icon=icon, color=colour)


def belongs_to_another_desk(run: Run) -> bool:
    """Whether the run is another desk's, shown to the class or to whoever has a link to look: then nobody here steers it."""
    if not run.mine:
        shown = desks.is_shown(run.path)
        st.badge(
            _("shown to the class") if shown else _("only to look at"),
            icon=":material/groups:" if shown else ":material/visibility:",
            color="blue",
            help=_(
                "It lies on another desk. Look at it, use its model, or run it again with a change: that run is yours."
            ),
        )
    return not run.mine


def buttons(
    run: Run, status: Status, on: str | None = None, *, may_pause: bool = True, further: int | None = None
) -> None:
    """Start, pause, stop, go on, and, after its end, `on`: how many steps `further`, or twice as many where nothing is said."""
    if belongs_to_another_desk(run):
        return
    if status.state == "new":
        _button(N_("Start"), ":material/play_arrow:", jobs.launch, run, primary=True)
    elif status.state == WAITING:
        _button(N_("Leave the queue"), ":material/close:", jobs.stop, run)
    elif status.state in ("starting", "training"):
        if may_pause:
            _button(N_("Pause"), ":material/pause:", jobs.pause, run)
        _button(N_("Stop"), ":material/stop:", jobs.stop, run)
    elif status.state == "paused":
        _button(N_("Go on"), ":material/play_arrow:", jobs.go_on, run, primary=True)
        _button(N_("Stop"), ":material/stop:", jobs.stop, run)
    elif status.step < status.steps:
        _button(N_("Resume"), ":material/play_arrow:", jobs.resume, run, primary=status.state != "failed")
    else:
        further = further or status.step
        with st.popover(on or _("Train on"), icon=":material/fast_forward:"):
            goal = st.number_input(
                _("Steps in all"),
                min_value=status.step + 1,
                value=status.step + further,
                step=max(1, further // 2),
                key=f"run.goal.{run.id}.{status.step}",
            )
            _button(N_("Go on to there"), ":material/play_arrow:", functools.partial(jobs.resume, steps=goal), run)


def _button(label: str, icon: str, act: Any, run: Run, primary: bool = False) -> None:
    """`label` in English: it names the button, and says the same in the reader's language."""
    if st.button(_(label), icon=icon, type="primary" if primary else "secondary", key=f"run.{label}"):
        act(run)
        st.rerun()

"""The same pair painted in both ways, side by side: in one pass, and step by step, with both losses and both times."""

from collections.abc import Callable
from typing import Any

import streamlit as st

from engine.core.errors import Trouble
from engine.language.words import N_, _
from engine.lessons.paint.inputs import joined
from engine.lessons.paint.style.config import StyleConfig
from engine.runs import store
from engine.runs.run import Run, Status
from playground.lessons.paint.style import start
from playground.lessons.paint.style.choice import Choice
from playground.runs import controls, panel, previews
from playground.shell import frame, gate, wording
from playground.shell.caching import of_desk
from playground.widgets import picture_shelf, picture_view

PARAM = "beside"
"""What the page's address calls the run that stands beside the instant painting."""

TALL = 300

LOSSES = {"content": N_("Content loss"), "style": N_("Style loss")}


def beside(choice: Choice, paint: Callable[[Choice], Any]) -> None:
    """On wish: the optimised painting of this choice next to the instant one, which `paint` makes."""
    if not st.toggle(_("Beside it: the same, painted step by step"), key="paint.beside", persist_state="session"):
        return
    with frame.guard(), st.container(border=True):
        config = StyleConfig(
            content=choice.content, styles=joined(list(choice.styles)), areas=choice.areas, size=picture_shelf.SHOWN
        )
        run = found(config)
        if run is None:
            _offer(config)
            return
        busy = controls.at_work(run.status())
        st.fragment(_both, run_every=panel.TICK if busy else None)(run, busy, config, paint(choice))


def found(config: StyleConfig) -> Run | None:
    """The run that the address names, if it paints this; else the newest that does."""
    named = []
    try:
        named = [store.get(st.query_params.get(PARAM, ""))]
    except Trouble:
        st.query_params.pop(PARAM, None)
    for run in [*named, *store.every("style")]:
        if run.lesson == "style" and _pair(run.config) == _pair(config):
            st.query_params[PARAM] = run.id
            return run
    return None


def _pair(config: StyleConfig) -> tuple[str, ...]:
    return config.content, config.styles, config.areas


def _offer(config: StyleConfig) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button(
            _("Paint it step by step"),
            type="primary",
            icon=":material/brush:",
            key="paint.beside.go",
            on_click=start.begin,
            args=(config, PARAM),
        )
        start.cost(config)


def _both(run: Run, ticking: bool, config: StyleConfig, result) -> None:
    with frame.guard():
        status = controls.current_status(run)
        if controls.at_work(status) != ticking:
            st.rerun()
        left, right = st.columns(2, gap="medium")
        with left:
            st.markdown(f"**{_('At once')}**")
            picture_view.at_most(
                result.picture,
                _("One pass of a trained network: {time}.", time=picture_view.took(result.seconds)),
                alt=_("Painted at once"),
                tall=TALL,
            )
        with right:
            st.markdown(f"**{_('Step by step')}**")
            kept = previews.frames(run)
            if kept:
                caption = _(
                    "Step {step:,} of {steps:,}, {time} so far.",
                    step=status.step,
                    steps=status.steps,
                    time=wording.duration(status.seconds),
                )
                previews.show_frame(kept[-1], caption, ticking, tall=TALL)
            panel.progress(run, status)
        _table(run, status, config, result)
        st.button(
            _("Open it under Paint"),
            icon=":material/arrow_forward:",
            key="paint.beside.open",
            on_click=_open,
            args=(run,),
        )


def _table(run: Run, status: Status, config: StyleConfig, result) -> None:
    instant = _losses(result.picture, config)
    rows = [f"| | {_('At once')} | {_('Step by step')} |", "|:--|--:|--:|"]
    rows.append(f"| {_('Time')} | {picture_view.took(result.seconds)} | {wording.duration(status.seconds)} |")
    for name, words in LOSSES.items():
        slow = status.metrics.get(name)
        rows.append(f"| {_(words)} | {instant[name]:.3f} | {'–' if slow is None else f'{slow:.3f}'} |")
    st.markdown("\n".join(rows))
    st.caption(
        _(
            "Both measured by the compact eye: 0 would be the content, or the style, itself; 1 says nothing of it. The network that paints "
            "at once has never seen this pair; step by step every stroke is made for it, so its losses end lower."
        )
    )


@of_desk(st.cache_data, max_entries=32, show_spinner=False)
@gate.heavy("Measuring", seconds=1)
def _losses(picture, config: StyleConfig) -> dict[str, float]:
    from engine.lessons.paint.style import measure

    return measure.losses(picture, config)


def _open(run: Run) -> None:
    st.query_params["run"] = run.id
    st.session_state["style.view"] = "train"

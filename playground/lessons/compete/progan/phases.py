"""How far a progressive GAN has grown: its phases in order, which one it is in, and what comes next."""

from typing import Any

import streamlit as st

from engine.core.errors import Trouble
from engine.language.words import _
from engine.lessons.compete.progan import schedule
from engine.lessons.compete.progan.schedule import Moment
from engine.runs import store
from engine.runs.run import Run
from playground.runs import controls
from playground.runs.panel import TICK
from playground.shell import frame


def timeline(run_id: str) -> None:
    """Above the run's panel; it looks again while the run is at work."""
    try:
        run = store.get(run_id)
    except Trouble:
        return  # the panel says so
    busy = controls.at_work(run.status())
    st.fragment(_timeline, run_every=TICK if busy else None)(run)


def _timeline(run: Run) -> None:
    with frame.guard():
        config, step = run.config, run.status().step
        phases = schedule.phases(config.steps, config.phase, int(config.size))
        with st.container(border=True, key="growth"):
            with st.container(horizontal=True, gap="xsmall"):
                for phase in phases:
                    colour, icon = sign(phase, step)
                    st.badge(short(phase), icon=icon, color=colour)
            now = schedule.at(max(1, step), config.steps, config.phase, int(config.size))
            grown = config.steps - config.everywhere
            st.progress(1.0 if step > grown else now.alpha, in_words(now, phases, step, grown))


def short(phase: Moment) -> str:
    return f"{phase.side // 2} → {phase.side}" if phase.fading else f"{phase.side} px"


def sign(phase: Moment, step: int) -> tuple[Any, str]:
    """Colour and icon of a phase: over, now, or to come."""
    if step > phase.last or step == phase.last and step > 0:
        return "green", ":material/check:"
    if step >= phase.first or phase.first == 1:
        return "violet", ":material/gradient:" if phase.fading else ":material/square:"
    return "gray", ":material/schedule:"


def in_words(now: Moment, phases: list[Moment], step: int, grown: int) -> str:
    """The present phase in words, alpha, and the next phase. `grown`: the last step that is taken where growth has come to."""
    if step > grown:
        return _("All has grown: it learns at every resolution and every alpha in turn, to the end.")
    alpha = f"{now.alpha:.2f}" if now.fading else "1"
    present = _("{phase}: alpha is {alpha}.", phase=now.words, alpha=alpha)
    after = next((phase for phase in phases if phase.first > max(1, step)), None)
    if after is None and grown < now.last:
        return f"{present} " + _(
            "It stays so until step {step:,}; then it learns at every resolution and every alpha in turn.", step=grown
        )
    if after is None:
        return f"{present} " + _("It stays so until step {step:,}, the end.", step=now.last)
    coming = after.words[:1].lower() + after.words[1:]
    return f"{present} " + _("Then, from step {step:,}: {phase}.", step=after.first, phase=coming)

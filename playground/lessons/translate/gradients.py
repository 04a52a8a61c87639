"""How far the gradient of a generator reaches: a bar for each stage, from the picture that is given to the one that is made."""

import streamlit as st

from engine.core.errors import Trouble
from engine.language.words import N_, _
from engine.runs import store
from playground.components.shared import palette
from playground.runs import records

PREFIX = "gradient "

STAGES = (
    *(N_("first"), N_("smaller"), N_("block"), N_("larger"), N_("last")),
    *(N_("down"), N_("deepest"), N_("up"), N_("join")),
)
"""What networks call their parts; of several of a kind, each has a number behind."""


def show(run_id: str) -> None:
    try:
        lines = records.read(store.get(run_id)).lines
    except Trouble:
        return  # the run's own panel has said so
    bars = {name.removeprefix(PREFIX)[3:]: line for name, line in lines.items() if name.startswith(PREFIX)}
    if not bars:
        return
    step = next(iter(bars.values()))[0][-1]
    with st.expander(_("How far does the gradient reach?"), icon=":material/stacked_bar_chart:"):
        import plotly.graph_objects as go

        figure = go.Figure(
            go.Bar(
                x=[_named(stage) for stage in bars],
                y=[values[-1] for _steps, values in bars.values()],
                marker_color=palette.LIGHT[0],
            )
        )
        figure.update_layout(
            height=260,
            margin={"l": 10, "r": 10, "t": 10, "b": 10},
            yaxis={"type": "log", "title": _("Mean slope of a weight")},
        )
        st.plotly_chart(figure, config={"displayModeBar": False}, key=f"gradients.{run_id}")
        st.caption(
            _(
                "At step {step:,}: the root mean square of the slopes of each stage's weights. The loss is at the right, and the gradient runs to the left. "
                "Where a bar is thousands of times lower than the last, that stage hardly learns.",
                step=step,
            )
        )


def _named(stage: str) -> str:
    kind, _space, number = stage.partition(" ")
    return f"{_(kind)} {number}".strip()

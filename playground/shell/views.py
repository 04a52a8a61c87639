"""A lesson's views: what one can do there, one at a time, each with an address of its own."""

from collections.abc import Mapping

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from engine.language.words import _
from engine.runs import jobs


def choose(views: Mapping[str, str], lesson: str) -> tuple[str, DeltaGenerator]:
    """Buttons to switch between views, and the room at their right. A link that names a run opens the training view."""
    first = "train" if "run" in st.query_params and "train" in views else next(iter(views))
    asked = st.query_params.get("view", first)
    name = f"{lesson}.view"
    if st.session_state.get(f"{name}.asked") != asked or st.session_state.get(name) not in views:
        st.session_state[name] = asked if asked in views else first
    with st.container(
        horizontal=True, horizontal_alignment="distribute", vertical_alignment="center", key="lesson-views"
    ):
        chosen = (
            st.segmented_control(
                _("What to do here"),
                list(views),
                default=st.session_state[name],  # for a browser that missed the script run in which it was set
                format_func=lambda view: _(views[view]),
                key=name,
                required=True,
                label_visibility="collapsed",
                wrap=True,
            )
            or first
        )
        right = st.container(width=240)
    st.query_params["view"] = st.session_state[f"{name}.asked"] = chosen
    if chosen == "train":
        jobs.stand_by(lesson)
    return chosen, right


def offer(label: str, view: str, key: str, **model: str) -> None:
    """A button to another view of this lesson, with a model chosen there: widget's key -> the model's name."""
    st.button(
        label,
        icon=":material/arrow_forward:",
        type="primary",
        key=f"{key}.to.{view}",
        on_click=_go,
        args=(view, key, model),
    )


def _go(view: str, key: str, model: Mapping[str, str]) -> None:
    st.session_state[f"{key}.view"] = view
    for name, value in model.items():
        st.session_state[f"{key}.{name}"] = value

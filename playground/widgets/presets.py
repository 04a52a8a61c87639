"""A lesson's presets: settings worth trying, each with what to see, why it happens and what mends it."""

from collections.abc import Collection

import streamlit as st

from engine import catalog
from engine.core.errors import Trouble
from engine.core.preset import Preset
from engine.language.words import _
from playground.shell import frame
from playground.widgets import config_form


def preset_shelf(lesson: str, keep: Collection[str] = ()) -> None:
    """Buttons that fill the form. A link says which one by ?preset=NAME.

    keep  settings that are the reader's own whatever the preset, such as the pictures
    """
    known = {preset.name: preset for preset in catalog.card(lesson).presets}
    key = f"{lesson}.preset"
    asked = st.query_params.get("preset")
    if asked and st.session_state.get(f"{key}.asked") != asked:
        st.session_state[f"{key}.asked"] = asked
        try:
            _take(lesson, catalog.preset(lesson, asked), keep)
        except Trouble as trouble:
            frame.tell(trouble)
    st.pills(
        _("Presets"),
        list(known),
        format_func=lambda name: _(known[name].title),
        key=key,
        on_change=_chosen,
        args=(lesson, key, keep),
        help=_("Settings worth seeing: good ones, and famous mistakes made on purpose."),
    )
    if st.session_state.get(key) in known:
        _tell(lesson, known[st.session_state[key]], keep)


def _chosen(lesson: str, key: str, keep: Collection[str]) -> None:
    name = st.session_state[key]
    if name is None:
        st.query_params.pop("preset", None)
    else:
        _take(lesson, catalog.preset(lesson, name), keep)


def _take(lesson: str, preset: Preset, keep: Collection[str]) -> None:
    """Fill the form with a preset, and let the link say so."""
    config_form.fill(lesson, catalog.config_of(preset), keep)
    st.session_state[f"{lesson}.preset"] = st.session_state[f"{lesson}.preset.asked"] = preset.name
    st.query_params["preset"] = preset.name


def _tell(lesson: str, preset: Preset, keep: Collection[str]) -> None:
    with st.container(border=True):
        said = [("visibility", _("What you will see"), preset.symptom), ("help", _("Why"), preset.cause)]
        said += [("healing", _("Cure"), preset.cure)] if preset.cure else []
        for column, (icon, title, words) in zip(st.columns(len(said)), said, strict=True):
            with column:
                st.markdown(f":material/{icon}: **{title}**  \n{_(words)}")
        if preset.cured:
            st.button(
                _("Fill in the cure"),
                icon=":material/healing:",
                key=f"{lesson}.cure",
                on_click=config_form.fill,
                args=(lesson, catalog.cured_config_of(preset), keep),
            )

"""The museum of failures: each exhibit trains before the reader's eyes, shows its symptom in numbers, and can be mended."""

from typing import Any

import streamlit as st

from engine import catalog
from engine.core.errors import Trouble
from engine.core.preset import Preset
from engine.data import library
from engine.language.words import _
from engine.runs import jobs, quotas, store
from engine.runs.run import Run
from playground.components.big.big import desk, stage
from playground.runs import controls, side_by_side
from playground.widgets import config_form

BROKEN = ("broken", "mended")
"""The two runs of an exhibit, by which links know them; what they are called where it shows a mistake."""


def show(lesson: str) -> None:
    exhibits = {preset.name: preset for preset in catalog.card(lesson).presets}
    key = f"{lesson}.exhibit"
    if st.session_state.get(key) not in exhibits:
        asked = st.query_params.get("preset")
        st.session_state[key] = asked if asked in exhibits else next(iter(exhibits))
    name = st.pills(
        _("Exhibits"),
        list(exhibits),
        format_func=lambda name: _(exhibits[name].title),
        required=True,
        key=key,
        label_visibility="collapsed",
    ) or next(iter(exhibits))
    st.query_params["preset"] = name
    exhibit = exhibits[name]
    shown = [run for run in (_run(lesson, exhibit, "broken"), _run(lesson, exhibit, "mended")) if run]
    with stage():
        _label(exhibit, shown)
        if shown:
            side_by_side.show(shown)


def _label(exhibit: Preset, shown: list[Run]) -> None:
    """What there is to see, why, what mends it, and the buttons that do it. At the front its words make room for what it shows."""
    with st.container(border=True):
        with desk("label") if shown else st.container():
            _words(exhibit)
        ready = library.standing(catalog.config_of(exhibit).data) == "ready"
        if not ready:
            st.info(
                _("Its pictures are not on this computer. Open its settings: there they can be fetched."),
                icon=":material/photo_library:",
            )
        with st.container(horizontal=True, vertical_alignment="center"):
            if not ready:
                pass
            elif not exhibit.cured:
                _button(exhibit, "broken", _("Train it"), ":material/play_arrow:")
            elif exhibit.sides == BROKEN:
                _button(exhibit, "broken", _("Break it"), ":material/broken_image:")
                _button(exhibit, "mended", _("Mend it"), ":material/healing:")
            else:
                for which, side in zip(BROKEN, exhibit.sides, strict=True):
                    _button(exhibit, which, _("Train: {side}", side=_(side)), ":material/play_arrow:")
            st.button(
                _("Open its settings"),
                icon=":material/tune:",
                type="tertiary",
                key=f"museum.open.{exhibit.name}",
                on_click=_open,
                args=(exhibit,),
            )


def _words(exhibit: Preset) -> None:
    said = [("visibility", _("What you will see"), exhibit.symptom), ("help", _("Why"), exhibit.cause)]
    cure = _("Cure") if exhibit.sides == BROKEN else _("Beside it")
    said += [("healing", cure, exhibit.cure)] if exhibit.cure else []
    said += [("straighten", _("Measured"), exhibit.found)] if exhibit.found else []
    for column, (icon, title, text) in zip(st.columns(len(said)), said, strict=True):
        with column:
            st.markdown(f":material/{icon}: **{title}**  \n{_(text)}")


def _open(exhibit: Preset) -> None:
    config_form.fill(exhibit.lesson, catalog.config_of(exhibit))
    st.session_state[f"{exhibit.lesson}.view"] = "train"


def _button(exhibit: Preset, which: str, label: str, icon: str) -> None:
    if st.button(
        label, icon=icon, type="primary" if which == "broken" else "secondary", key=f"museum.{which}.{exhibit.name}"
    ):
        config = catalog.config_of(exhibit) if which == "broken" else catalog.cured_config_of(exhibit)
        broken = _run(exhibit.lesson, exhibit, "broken")
        parent = None
        if which == "mended" and broken:
            parent = broken.id
            if exhibit.sides == BROKEN and controls.at_work(broken.status()):
                jobs.stop(broken)  # it has shown what it had to show, and can be resumed
        _begin(exhibit, which, config, parent)
        st.rerun()


def _begin(exhibit: Preset, which: str, config: Any, parent: str | None) -> None:
    """Remember the run's name before it starts, for Streamlit may cut the script off at any of its calls."""
    quotas.admit()
    side = f", {exhibit.sides[BROKEN.index(which)]}" if exhibit.cured else ""
    run = store.create(exhibit.lesson, config, title=exhibit.title + side, parent=parent)
    st.query_params[which] = run.id
    jobs.launch(run)


def _run(lesson: str, exhibit: Preset, which: str) -> Any:
    """The exhibit's run that the page's address names."""
    try:
        run = store.get(st.query_params.get(which, ""))
    except Trouble:
        return None
    wanted = catalog.config_of(exhibit) if which == "broken" else catalog.cured_config_of(exhibit)
    return run if run.lesson == lesson and run.config == wanted else None

"""The museum of failures: each exhibit shows its film, broken and mended, and can be trained again before the reader's eyes."""

from typing import Any

import streamlit as st

from engine import catalog
from engine.core.errors import Trouble
from engine.core.preset import Preset
from engine.data import library
from engine.language.words import N_, _
from engine.runs import jobs, quotas, store
from engine.runs.run import Run
from playground.components.big.big import desk, stage
from playground.lessons.compete.gan import exhibit_film
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
    exhibit = exhibits[_chosen(exhibits, key)]
    st.query_params["preset"] = exhibit.name
    film = exhibit_film.name_of(exhibit)
    shown = [run for run in (_run(lesson, exhibit, "broken"), _run(lesson, exhibit, "mended")) if run]
    if film:
        with st.container() if shown else stage():
            exhibit_film.show(exhibit, film)
    with stage() if shown or not film else st.container():
        _label(exhibit, shown, film)
        if shown:
            side_by_side.show(shown, exhibit.telling)


def _chosen(exhibits: dict[str, Preset], key: str) -> str:
    """One exhibit, by its name or by walking on to the next."""
    names = list(exhibits)
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        name = st.selectbox(
            _("Exhibit"),
            names,
            format_func=lambda name: _(exhibits[name].title),
            key=key,
            label_visibility="collapsed",
            width=340,
        )
        for by, words, icon in (
            (-1, N_("Before"), ":material/chevron_left:"),
            (1, N_("Next"), ":material/chevron_right:"),
        ):
            st.button(_(words), icon=icon, key=f"{key}.{words}", on_click=_walk, args=(names, key, by))
        place = names.index(name) + 1
        st.caption(_("Exhibit {place} of {all}", place=place, all=len(names)), width="content")
    return name


def _walk(names: list[str], key: str, by: int) -> None:
    st.session_state[key] = names[(names.index(st.session_state[key]) + by) % len(names)]


def _label(exhibit: Preset, shown: list[Run], film: str | None) -> None:
    """What there is to see, why, what mends it, and the buttons that do it. At the front its words make room for what it shows."""
    with st.container(border=True):
        if film:
            st.markdown(
                _("**Break it yourself**: the same two runs, trained here and now, as long as you like.")
                if exhibit.cured
                else _("**Train it yourself**: the same run, here and now, as long as you like.")
            )
        else:
            with desk("label") if shown else st.container():
                exhibit_film.explained(exhibit)
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
                jobs.stop(broken)
                st.toast(
                    _("The broken run has made room at step {step:,}. Under All runs it can be resumed.", step=broken.status().step),
                    icon=":material/stop_circle:",
                )  # fmt: skip
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

"""A dream while it is dreamt and afterwards: the picture, what it is dreamt of, its curve, and all that can be done with it."""

import numpy as np
import streamlit as st

from engine import catalog
from engine.core import config as configs
from engine.core.errors import Trouble
from engine.language.retold import retold
from engine.language.words import N_, _, _p
from engine.lessons.paint.dream.config import DreamConfig
from engine.runs import store
from engine.runs.run import PreviewFile, Run, Status
from playground.components.big.big import stage
from playground.components.curves import curves as charts
from playground.components.wipe.wipe import wipe
from playground.lessons.paint.dream import choice, form
from playground.lessons.paint.dream.choice import ALL, CHOSEN
from playground.runs import controls, exporting, live_knobs, previews, records, start
from playground.runs import panel as runs_panel
from playground.shell import frame, links, picture_file, wording
from playground.widgets import picture_shelf, picture_view, setting

SLIDERS = {"strength": N_("Strength"), "keep": N_("Keep it"), "jitter": N_("Jitter"), "dive": N_("Dive")}
"""The live knobs beside layer and channel, in words that fit."""

TALL, WIDE = 380, 640
"""CSS pixels that the picture takes at most."""


def show(run_id: str) -> None:
    """Everything about one dream. It looks again and again while the dream grows, and rests otherwise."""
    with frame.guard():
        try:
            run = store.get(run_id)
        except Trouble:
            links.elsewhere("dream", N_("Its settings are kept: dream it again."))
            _new()
            return
        busy = controls.at_work(run.status())
        st.fragment(_panel, run_every=runs_panel.TICK if busy else None)(run, busy)


def _panel(run: Run, ticking: bool) -> None:
    with frame.guard():
        status = controls.current_status(run)
        if controls.at_work(status) != ticking:
            st.rerun()  # the timer belongs to the whole page: it starts and ends there
        with stage():
            left, right = st.columns([7, 5], gap="medium")
            with left:
                _picture(run, status)
                runs_panel.progress(run, status)
                _curve(run)
            with right:
                _head(run, status)
                if run.mine:
                    _layer_and_channel(run)
                    _sliders(run)
        if status.over:
            runs_panel.again(run, CHOSEN)


def _head(run: Run, status: Status) -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown(f"**{wording.safe(run.title)}**", width="content")
        controls.state_badge(status)
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        controls.buttons(run, status, _("Dream on"), may_pause=False, further=100)
        links.copy_link(run)
        exporting.menu(run, key="export")
        if status.over:
            _new()


def _picture(run: Run, status: Status) -> None:
    frames = previews.frames(run)
    if not frames:
        if controls.at_work(status):
            waiting = _("It falls asleep. This is what it will dream on")
        else:
            waiting = _("Not dreamt yet")
        form.ground(run.config.content, waiting, tall=TALL, wide=WIDE)
        return
    place, chosen = st.container(), frames[-1]
    if len(frames) > 1:
        chosen = previews.scrub(frames, key=f"dream.film.{run.id}", strip=status.over)
    picture = picture_view.read(chosen.path)
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        both = st.toggle(_("Before and after"), key="dream.both", persist_state="session")
        link = links.to_repeat(run)
        picture_file.download(lambda: picture, run.title, link, key=f"paint.download.{run.id}")
        if status.over:
            st.button(
                _("Dream on this picture"),
                icon=":material/replay:",
                key="dream.deeper",
                on_click=_deeper,
                args=(run,),
                help=_("The dream becomes the picture to dream on, with all its settings free."),
            )
        st.caption(_("{width:,} × {height:,} pixels", width=picture.shape[1], height=picture.shape[0]), width="content")
    with place:
        _dream(run, picture, chosen, both)


def _dream(run: Run, picture: np.ndarray, chosen: PreviewFile, both: bool) -> None:
    said = f"{_('Step {step:,}.', step=chosen.step)} {wording.safe(retold(chosen.caption))}"
    alt = _("The dream at step {step:,}", step=chosen.step)
    ground = run.config.content
    if both and picture_shelf.known(ground):  # of a run shown to the class, the picture stays on its desk
        before = picture_shelf.large(ground, max(picture.shape))
        wipe(
            before,
            picture,
            said,
            key=f"dream.wipe.{run.id}",
            alt=alt,
            names=(_("Picture"), _p("noun", "Dream")),
            tall=TALL,
            wide=WIDE,
        )
    else:
        picture_view.show_bytes(picture_view.png(picture), picture.shape[:2], said, alt=alt, tall=TALL, wide=WIDE)


def _layer_and_channel(run: Run) -> None:
    """They reach the worker at its next step; a dream that rests takes them up when it goes on."""
    now = live_knobs.current_settings(run)
    with st.container(gap="xsmall"):
        choice.layer_buttons(now["layer"], key=f"live.{run.id}.layer", on_change=lambda: _turn_layer(run))
        choice.channel_wall(
            now["layer"],
            now["channel"],
            key=f"live.{run.id}.channel",
            on_pick=lambda channel: live_knobs.move(run, channel=channel),
            height=175,
        )


def _sliders(run: Run) -> None:
    about, kinds, now = configs.knobs(DreamConfig), configs.kinds(DreamConfig), live_knobs.current_settings(run)
    for column, (name, label) in zip([*st.columns(2), *st.columns(2)], SLIDERS.items(), strict=True):
        key = live_knobs.widget_key(run, name, now[name])
        with column:
            setting.ask(
                about[name],
                kinds[name],
                key=key,
                value=now[name],
                label=_(label),
                on_change=_turn_slider,
                args=(run, name, key),
            )
    st.caption(_("All of these move while it dreams, and the picture follows."))


def _turn_slider(run: Run, name: str, key: str) -> None:
    live_knobs.move(run, **{name: st.session_state[key]})


def _turn_layer(run: Run) -> None:
    """Channels have numbers of their own in each layer: it dreams of all of them first."""
    live_knobs.move(run, layer=st.session_state[f"live.{run.id}.layer"], channel=ALL)


def _curve(run: Run) -> None:
    grown = records.read(run)
    charts.show(
        grown.lines, catalog.card(run.lesson).charts, key=f"curves.{run.id}", marks=runs_panel.marks(run, grown)
    )
    if grown.lines:
        st.caption(
            _(
                "How many times as excited the layer is as by the picture itself. It falls where the picture grows to the next octave: "
                "there the finer lines are still to be dreamt."
            )
        )


def _new() -> None:
    st.button(_("New dream"), icon=":material/add:", key="dream.new", on_click=start.leave)


def _deeper(run: Run) -> None:
    picture = previews.newest(run)
    if picture is None:
        return
    reference = picture_shelf.keep(picture, run.title)
    picture_shelf.remember(reference)
    choice.choose(content=reference)
    start.leave()

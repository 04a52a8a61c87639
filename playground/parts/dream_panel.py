"""A dream while it is dreamt and afterwards: the picture, what it is dreamt of, its curve, and all that can be done with it."""

import streamlit as st
from PIL import Image

from engine import catalog, configs, runs
from engine.configs_paint import DreamConfig
from engine.errors import Trouble
from engine.runs import Run, Status
from playground.parts import (
    dream_choice,
    dream_form,
    exporting,
    knobs,
    links,
    live,
    page,
    paint_instant,
    paint_panel,
    paint_pictures,
    preview_strip,
    records,
    run_panel,
    words,
)
from playground.parts.components import curves
from playground.parts.dream_choice import ALL, CHOSEN

SLIDERS = {"strength": "Strength", "keep": "Keep it", "jitter": "Jitter"}
"""The live knobs beside layer and channel, in words that fit."""

TALL, WIDE = 380, 640
"""CSS pixels that the picture takes at most."""


def panel(run_id: str) -> None:
    """Everything about one dream. It looks again and again while the dream grows, and rests otherwise."""
    with page.guard():
        try:
            run = runs.get(run_id)
        except Trouble:
            links.elsewhere("dream", "Its settings are kept: dream it again.")
            _new()
            return
        busy = run_panel.at_work(run.status())
        st.fragment(_panel, run_every=paint_panel.TICK if busy else None)(run, busy)


def _panel(run: Run, ticking: bool) -> None:
    with page.guard():
        status = run_panel.standing(run)
        if run_panel.at_work(status) != ticking:
            st.rerun()  # the timer belongs to the whole page: it starts and ends there
        left, right = st.columns([7, 5], gap="medium")
        with left:
            _picture(run, status)
            run_panel.progress(run, status)
            _curve(run)
        with right:
            _head(run, status)
            if run.mine:
                _layer_and_channel(run)
                _sliders(run)
        if status.over:
            run_panel.again(run, CHOSEN)


def _head(run: Run, status: Status) -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown(f"**{words.safe(run.title)}**", width="content")
        run_panel.state_badge(status)
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        paint_panel.controls(run, status, "Dream on")
        links.copy_link(run)
        exporting.menu(run, key="export")
        if status.over:
            _new()


def _picture(run: Run, status: Status) -> None:
    frames = paint_panel.frames(run)
    if not frames:
        waiting = "It falls asleep. This is what it will dream on" if run_panel.at_work(status) else "Not dreamt yet"
        dream_form.ground(run.config.content, waiting, tall=TALL, wide=WIDE)
        return
    place, chosen = st.container(), frames[-1]
    if len(frames) > 1:
        chosen = preview_strip.scrub(frames, key=f"dream.film.{run.id}", strip=status.over)
    with Image.open(chosen.path) as image:
        shape = (image.height, image.width)
    with place:
        paint_instant.show_png(
            chosen.path.read_bytes(),
            shape,
            f"Step {chosen.step:,}. {words.safe(chosen.caption)}",
            alt=f"The dream at step {chosen.step:,}",
            tall=TALL,
            wide=WIDE,
        )
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        name = f"{run.id}.png"
        paint_panel.download("Download PNG", ":material/download:", chosen.path.read_bytes, name, "image/png")
        if status.over:
            st.button(
                "Dream on this picture",
                icon=":material/replay:",
                key="dream.deeper",
                on_click=_deeper,
                args=(run,),
                help="The dream becomes the picture to dream on, with all its settings free.",
            )
        st.caption(f"{shape[1]:,} × {shape[0]:,} pixels", width="content")


def _layer_and_channel(run: Run) -> None:
    """They reach the worker at its next step; a dream that rests takes them up when it goes on."""
    now = live.now(run)
    with st.container(gap="xsmall"):
        dream_choice.layer_buttons(now["layer"], key=f"live.{run.id}.layer", on_change=lambda: _turn_layer(run))
        dream_choice.channel_wall(
            now["layer"],
            now["channel"],
            key=f"live.{run.id}.channel",
            on_pick=lambda channel: live.turn(run, channel=channel),
            height=175,
        )


def _sliders(run: Run) -> None:
    about, kinds, now = configs.knobs(DreamConfig), configs.kinds(DreamConfig), live.now(run)
    for column, (name, label) in zip(st.columns(len(SLIDERS)), SLIDERS.items(), strict=True):
        key = live.place(run, name, now[name])
        with column:
            knobs.ask(
                about[name],
                kinds[name],
                key=key,
                value=now[name],
                label=label,
                on_change=_turn_slider,
                args=(run, name, key),
            )
    st.caption("All of these move while it dreams, and the picture follows.")


def _turn_slider(run: Run, name: str, key: str) -> None:
    live.turn(run, **{name: st.session_state[key]})


def _turn_layer(run: Run) -> None:
    """Channels have numbers of their own in each layer: it dreams of all of them first."""
    live.turn(run, layer=st.session_state[f"live.{run.id}.layer"], channel=ALL)


def _curve(run: Run) -> None:
    grown = records.read(run)
    curves.show(grown.lines, catalog.card(run.lesson).charts, key=f"curves.{run.id}", marks=run_panel.marks(run, grown))
    if grown.lines:
        st.caption(
            "How many times as excited the layer is as by the picture itself. It falls where the picture grows to the next octave: "
            "there the finer lines are still to be dreamt."
        )


def _new() -> None:
    st.button("New dream", icon=":material/add:", key="dream.new", on_click=run_panel.leave)


def _deeper(run: Run) -> None:
    picture = paint_panel.newest(run)
    if picture is None:
        return
    reference = paint_pictures.keep(picture, run.title)
    paint_pictures.remember(reference)
    dream_choice.put(content=reference)
    run_panel.leave()

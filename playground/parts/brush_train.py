"""Training a brush: its style is chosen on a wall, its run is followed as it paints better and better."""

import streamlit as st

from engine import configs, runs
from engine.configs_paint import BrushConfig
from engine.errors import Trouble
from playground.parts import (
    brush_choice,
    config_form,
    models,
    page,
    paint_instant,
    paint_pictures,
    pictures,
    run_panel,
    views,
    words,
)
from playground.parts.brush_choice import HIDDEN, KEY

FIRST = ("style_weight", "look", "steps")
"""What a first visit needs."""

FOLDED = tuple(name for name in configs.kinds(BrushConfig) if name not in (*FIRST, *HIDDEN))

TALL = 330


def train(corner) -> None:
    if "run" not in st.query_params:
        form()
        return
    id = st.query_params["run"]
    with corner:
        _learnt(id)
    run_panel.run_panel(id, hidden=HIDDEN)
    if models.of_run(id):
        views.offer("Paint with it", "paint", KEY, model=id)


def form() -> None:
    """The style on the left, all styles and the settings on the right."""
    left, right = st.columns([7, 5], gap="medium")
    with right:
        brush_choice.style_wall(tall=260)
        config = config_form.config_form(
            BrushConfig, KEY, start=brush_choice.config(), hidden=HIDDEN, folded=FOLDED, button=None, expanded=False
        )
    with left, page.guard():
        style = brush_choice.get("style")
        paint_instant.at_most(
            paint_pictures.large(style),
            f"What the brush will learn: {words.safe(paint_pictures.credit(style))}."
            + (" A texture stands for the painting." if paint_pictures.is_fingerprint(style) else ""),
            alt=paint_pictures.title(style),
            tall=TALL,
            wide=620,
        )
        # A folded form gives nothing back: then what it last held counts.
        _start(config or brush_choice.config())


def _start(config: BrushConfig) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        go = st.button("Train", type="primary", icon=":material/play_arrow:", key=f"{KEY}.go")
        st.caption(
            f"It paints {config.steps * config.batch:,} cuts of drawn scenes, {config.batch} at a time, and the eye says what is "
            "missing. The strokes show after a hundred steps.",
            width=330,
        )
    if go:
        run_panel.begin("brush", config, title=f"{paint_pictures.title(config.style)[:70]} brush")
        st.rerun()


def _learnt(id: str) -> None:
    """Which style this run learns, as a stamp, and the way to another one."""
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="right", gap="small"):
        try:
            style = runs.get(id).config.style
        except Trouble:
            style = ""
        if style and paint_pictures.known(style):
            with st.container(width=44):
                pictures.show(paint_pictures.small(style), alt=f"The style: {paint_pictures.title(style)}", width=44)
        st.button("New brush", icon=":material/add:", key=f"{KEY}.new", on_click=run_panel.leave)

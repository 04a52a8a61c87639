"""Training a brush: its style is chosen on a wall, its run is followed as it paints better and better."""

import streamlit as st

from engine.core import config as configs
from engine.core.errors import Trouble
from engine.language.words import _
from engine.lessons.paint.brush.config import BrushConfig
from engine.runs import store
from playground.components.big.big import stage
from playground.lessons.paint.brush import choice
from playground.lessons.paint.brush import models as brush_models
from playground.lessons.paint.brush.choice import HIDDEN, KEY
from playground.runs import panel, start
from playground.shell import frame, views, wording
from playground.widgets import config_form, models, picture_shelf, picture_view

FIRST = ("start", "style_weight", "look", "steps")
"""What a first visit needs."""

FOLDED = tuple(name for name in configs.kinds(BrushConfig) if name not in (*FIRST, *HIDDEN))

TALL = 330


def show(corner) -> None:
    if "run" not in st.query_params:
        form()
        return
    id = st.query_params["run"]
    with corner:
        _learnt(id)
    panel.run_panel(id, hidden=HIDDEN)
    if models.of_run(id):
        views.offer(_("Paint with it"), "paint", KEY, model=id)


def form() -> None:
    """The style on the left, all styles and the settings on the right."""
    left, right = stage().columns([7, 5], gap="medium")
    with right:
        choice.style_wall(tall=260)
        config = config_form.config_form(
            BrushConfig, KEY, start=choice.config(), hidden=HIDDEN, folded=FOLDED, button=None, expanded=False
        )
    with left, frame.guard():
        style = choice.get("style")
        said = [_("What the brush will learn: {credit}.", credit=wording.safe(picture_shelf.credit(style)))]
        if picture_shelf.is_fingerprint(style):
            said.append(_("A texture stands for the painting."))
        picture_view.at_most(
            picture_shelf.large(style),
            " ".join(said),
            alt=picture_shelf.title(style),
            tall=TALL,
            wide=620,
        )
        # A folded form gives nothing back: then what it last held counts.
        _start(config or choice.config())


def _start(config: BrushConfig) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        go = st.button(_("Train"), type="primary", icon=":material/play_arrow:", key=f"{KEY}.go")
        with st.container(width=330):
            said = _(
                "It paints {cuts:,} cuts of drawn scenes, {batch} at a time, and the eye says what is missing.",
                cuts=config.steps * config.batch,
                batch=config.batch,
            )
            begins = brush_models.words_of_begin(config) or _("The strokes show after a hundred steps.")
            st.caption(f"{said} {begins}")
    if go:
        start.begin("brush", config, title=_("{title} brush", title=picture_shelf.title(config.style)[:70]))
        st.rerun()


def _learnt(id: str) -> None:
    """Which style this run learns, as a stamp, and the way to another one."""
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="right", gap="small"):
        try:
            style = store.get(id).config.style
        except Trouble:
            style = ""
        if style and picture_shelf.known(style):
            with st.container(width=44):
                picture_view.show(
                    picture_shelf.small(style), alt=_("The style: {title}", title=picture_shelf.title(style)), width=44
                )
        st.button(_("New brush"), icon=":material/add:", key=f"{KEY}.new", on_click=start.leave)

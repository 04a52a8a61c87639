"""Training a generator on pairs: what it learns from, its settings, and the run as it happens."""

from typing import Any

import streamlit as st

from engine.core import config as configs
from engine.data.label_colours import PALETTES
from engine.data.pairs import MADE
from engine.language.words import _
from engine.lessons.translate.pix2pix.config import PairConfig
from playground.components.big.big import stage
from playground.lessons.translate import gradients
from playground.lessons.translate.pix2pix import pairs
from playground.lessons.translate.pix2pix.pairs import CHOSEN, KEY
from playground.runs import panel
from playground.runs import start as runs_start
from playground.shell import frame, views
from playground.widgets import config_form, models, presets

FIRST = ("l1", "adversarial", "patch", "side", "steps")
"""What a first visit needs."""

FOLDED = tuple(name for name in configs.kinds(PairConfig) if name not in (*FIRST, *CHOSEN))

FEW: dict[str, Any] = {"width": 16, "critic_width": 16, "learning_rate": 0.001, "steps": 1_000, "preview_every": 50}
"""Where the form begins: small networks that are seen to learn within minutes on a processor."""


def start() -> PairConfig:
    return PairConfig(**FEW)


def show(corner) -> None:
    if "run" not in st.query_params:
        form()
        return
    id = st.query_params["run"]
    with corner, st.container(horizontal=True, horizontal_alignment="right"):
        st.button(_("New run"), icon=":material/add:", key=f"{KEY}.new", on_click=runs_start.leave)
    panel.run_panel(id, hidden=unused)
    gradients.show(id)
    if models.of_run(id):
        views.offer(_("Use this model in Draw"), "draw", KEY, model=id)


def form() -> None:
    config_form.follow_link(PairConfig, KEY, start())
    presets.preset_shelf(KEY)  # first: it fills the form
    left, right = stage().columns([6, 5], gap="medium")
    with left:
        ready = pairs.choose()
        begun = config_form.config_form(
            PairConfig,
            KEY,
            start=config_form.current_config(PairConfig, KEY),
            hidden=hidden,
            folded=FOLDED,
            button=None,
            expanded=False,
        )
        with frame.guard():
            # A folded form gives nothing back: then what it last held counts.
            _start(begun or config_form.current_config(PairConfig, KEY), ready)
    with right, frame.guard():
        if ready:
            pairs.preview()


def _start(config: PairConfig, ready: bool) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        go = st.button(_("Train"), type="primary", icon=":material/play_arrow:", key=f"{KEY}.go", disabled=not ready)
        st.caption(
            _(
                "{steps:,} pairs, {batch} at a time, at {side} pixels. Shapes and colours come within a "
                "hundred steps, detail much later. Both weights move while it trains.",
                steps=config.steps * config.batch,
                batch=config.batch,
                side=config.side,
            ),
            width=330,
        )
    if go:
        runs_start.begin("pix2pix", config)
        st.rerun()


def hidden(values) -> set[str]:
    return {*CHOSEN, *unused(values)}


def unused(values) -> set[str]:
    """Settings that play no role."""
    left_out = {"blocks"} if values["form"] == "unet" else {"depth", "noise"}
    if values["data"] not in MADE:
        left_out.add("source")
    if values["data"] != "own":
        left_out.add("pairs")
    if values["data"] not in PALETTES or values["form"] != "unet":
        left_out.add("palette")
    if values["calm"]:
        left_out |= {"patch", "norm"}
    return left_out

"""Training a CycleGAN live: two worlds are chosen, and the run is followed while pictures turn from one into the other."""

import streamlit as st

from engine.core import config as configs
from engine.language.words import _
from engine.lessons.translate.cyclegan.config import CycleConfig
from playground.components.big.big import stage
from playground.lessons.translate import gradients
from playground.lessons.translate.cyclegan import domains
from playground.lessons.translate.cyclegan.models import KEY
from playground.runs import panel, start
from playground.shell import frame, views, wording
from playground.widgets import config_form, models, presets

HIDDEN = ("data", "a", "b")
"""They are chosen beside the pictures, not in the form."""

FIRST = ("side", "steps", "cycle", "identity", "adversarial", "patch", "form")
"""What a first visit needs."""

FOLDED = tuple(name for name in configs.kinds(CycleConfig) if name not in (*FIRST, *HIDDEN))

TEXTBOOK = {
    *("cycle", "sight", "patch", "norm", "guide", "strokes", "scene", "augment", "pool"),
    *("first_side", "first_share"),
}
"""Settings that count only while both ways learn at once."""

REPAINTING = {
    *("widest", "smooth", "likeness", "light", "palette", "decoys", "flatness"),
    *("there_from", "back_from"),
}
"""Settings that count only where pictures are repainted."""


def show(corner) -> None:
    if "run" not in st.query_params:
        form()
        return
    id = st.query_params["run"]
    with corner, st.container(horizontal=True, horizontal_alignment="right"):
        st.button(_("New translator"), icon=":material/add:", key=f"{KEY}.new", on_click=start.leave)
    panel.run_panel(id, hidden=hidden)
    gradients.show(id)
    if models.of_run(id):
        views.offer(_("Translate with it"), "translate", KEY, model=id)


def form() -> None:
    """Both worlds on the left, the settings on the right."""
    presets.preset_shelf(KEY, keep=HIDDEN)  # first: it fills the form
    left, right = stage().columns([7, 5], gap="medium")
    config_form.follow_link(CycleConfig, KEY, CycleConfig())
    with left, frame.guard():
        domains.choose()
        ready = domains.show(config_form.current_config(CycleConfig, KEY))
    with right:
        config = config_form.config_form(
            CycleConfig,
            KEY,
            start=config_form.current_config(CycleConfig, KEY),
            hidden=hidden,
            folded=FOLDED,
            button=None,
            expanded=False,
        )
        with frame.guard():
            _start(config or config_form.current_config(CycleConfig, KEY), ready)


def hidden(values) -> set[str]:
    """The worlds, and settings that play no role."""
    left_out = set(HIDDEN)
    left_out |= {"depth"} if values["form"] == "resnet" else {"blocks", "grain"}
    if values["form"] != "resnet":
        left_out |= {"norms", "detail"}
    left_out |= TEXTBOOK if values["recipe"] != "cycle" else REPAINTING
    if values["recipe"] == "joined":
        left_out -= {"cycle"}
    if values["sight"]:
        left_out |= {"patch", "norm"}
    if not values["guide"]:
        left_out |= {"strokes", "scene"}
        left_out |= {"near"} if values["recipe"] == "cycle" else set()
    if not values["first_side"]:
        left_out.add("first_share")
    return left_out


def _start(config: CycleConfig, ready: bool) -> None:
    go = st.button(_("Train"), type="primary", icon=":material/play_arrow:", key=f"{KEY}.go", disabled=not ready)
    seconds = config.steps / SPEED * config.batch * (config.side / 64) ** 2
    st.caption(
        _(
            "{steps:,} steps on pictures of {side} pixels take two cores roughly {duration}. "
            "What pictures turn into shows every {every:,} steps. Weights of the losses may move meanwhile.",
            steps=config.steps,
            side=config.side,
            duration=wording.duration(seconds),
            every=config.preview_every,
        )
    )
    if go:
        start.begin("cyclegan", config, title=domains.title(config))
        st.rerun()


SPEED = 7.0
"""Steps in a second at 64 pixels, measured on two cores of which one trained."""

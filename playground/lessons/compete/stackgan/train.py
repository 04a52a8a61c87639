"""Training a GAN that draws what sentences say: its settings, the run as it happens, and when which part learns."""

import streamlit as st

from engine.core import config as configs
from engine.language.words import N_, _
from engine.lessons.compete.stackgan.config import StackConfig
from playground.runs import panel, start
from playground.shell import views
from playground.widgets import config_form, models, setting

KEY = "stackgan"

FOLDED = (*config_form.FOLDED, "noise", "average", "blur", "variety", "wrong", "generator_rate", "critic_rate")
"""Settings that a first visit does not need."""

PHASES = N_(
    "A **reader** that knows the words and a **matcher** that sees whether picture and sentence fit come along ready trained. What learns here is who draws. "
    "**Stage 1** learns to sketch what it is told. Then it stands still, and **stage 2** learns to refine its sketches, with a critic of its own: until "
    "then large pictures are enlarged sketches. *Steps for the sketch* says when that begins."
)


def show() -> None:
    if "run" not in st.query_params:
        st.markdown(_(PHASES))
    config = _form()
    if config:
        start.begin(KEY, config)
        st.rerun()
    if "run" in st.query_params:
        panel.run_panel(st.query_params["run"])
        if models.of_run(st.query_params["run"]):
            views.offer(_("Give this model a sentence"), "draw", KEY, model=st.query_params["run"])


def _form() -> StackConfig | None:
    """Only the two built-in sets can be told in sentences, so the reader's own pictures are not offered."""
    config_form.follow_link(StackConfig, KEY, StackConfig())
    with st.container(width=320):
        setting.ask(
            configs.knobs(StackConfig)["data"], str, key=config_form.widget_key(KEY, "data"), value=StackConfig().data
        )
    return config_form.config_form(
        StackConfig,
        KEY,
        start=config_form.current_config(StackConfig, KEY),
        hidden=("data",),
        folded=FOLDED,
        expanded="run" not in st.query_params,
    )

"""A small app that shows the views of a trained GAN, for tests/playground/test_inventions.py: ?view=...&model=... as the lesson has them."""

import streamlit as st

from playground.lessons.compete import inventions
from playground.lessons.compete.gan import arithmetic as gan_arithmetic
from playground.lessons.compete.gan import discriminator
from playground.lessons.compete.gan import memory as gan_memory
from playground.shell import frame
from playground.widgets import models as widgets_models
from playground.widgets import walks

VIEWS = {
    "invent": inventions.explore,
    "sums": gan_arithmetic.sums,
    "walk": walks.walks,
    "eye": discriminator.eye,
    "memory": gan_memory.remembered,
}

with frame.guard():
    model = widgets_models.choose("Model", widgets_models.at_hand("gan"), key="gan.model", param="model")
    if model:
        VIEWS[st.query_params.get("view", "invent")](model)

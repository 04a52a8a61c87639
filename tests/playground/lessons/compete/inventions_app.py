"""A small app that shows the views of a trained GAN, for test_inventions.py beside it: ?view=...&model=... as the lesson has them."""

import streamlit as st

from playground.lessons.compete import inventions
from playground.lessons.compete.gan import arithmetic, discriminator, memory
from playground.shell import frame
from playground.widgets import models, walks

VIEWS = {
    "invent": inventions.show,
    "sums": arithmetic.show,
    "walk": walks.walks,
    "eye": discriminator.show,
    "memory": memory.show,
}

st.session_state["page"] = "gan"

with frame.guard():
    model = models.choose("Model", models.at_hand("gan"), key="gan.model", param="model")
    if model:
        VIEWS[st.query_params.get("view", "invent")](model)

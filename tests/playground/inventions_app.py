"""A small app that shows the views of a trained GAN, for tests/playground/test_inventions.py: ?view=...&model=... as the lesson has them."""

import streamlit as st

from playground.parts import eye, inventions, models, noise_sums, page, remembered, walks

VIEWS = {
    "invent": inventions.explore,
    "sums": noise_sums.sums,
    "walk": walks.walks,
    "eye": eye.eye,
    "memory": remembered.remembered,
}

with page.guard():
    model = models.choose("Model", models.at_hand("gan"), key="gan.model", param="model")
    if model:
        VIEWS[st.query_params.get("view", "invent")](model)

"""The page of the average picture: look at a shipped one, train your own."""

import streamlit as st

from engine.catalog import CARDS
from playground.runs import panel, start
from playground.shell import frame, views
from playground.widgets import config_form, models, picture_view

CARD = CARDS["average"]

VIEWS = {"look": ":material/visibility: Look", "train": ":material/model_training: Train"}


def show_look(corner) -> None:
    from engine.lessons.encode.average.model import load

    from engine.weights import shelf

    with corner:
        model = models.choose("Model", models.at_hand("average"), key="average.model", param="model")
    if model:
        picture_view.show(load(shelf.find(model.name)).picture(), "The average picture")


def show_train(_) -> None:
    config = config_form.config_form(CARD.config, "average", expanded="run" not in st.query_params)
    if config:
        start.begin("average", config)
        st.rerun()
    if "run" in st.query_params:
        panel.run_panel(st.query_params["run"])


with frame.guard():
    frame.lesson_page(CARD)
    view, corner = views.choose(VIEWS, "average")
    {"look": show_look, "train": show_train}[view](corner)

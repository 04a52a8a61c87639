"""The machine goes on writing, and a hand is at its temperature."""

from typing import Any

import streamlit as st

from engine.language.words import _
from playground.components.big.big import stage
from playground.components.writer import writer
from playground.lessons.write.letters import models
from playground.shell.caching import of_desk
from playground.widgets.models import Model


@of_desk(st.cache_resource, max_entries=12, show_spinner=False)
def _packed(path: str, stamp: float, _model: Model) -> dict[str, Any]:
    return writer.packed(models.opened(_model))


def packed(model: Model) -> dict[str, Any]:
    """The machine for the browser."""
    return _packed(str(model.path), model.stamp, model)


def desk(model: Model, key: str) -> None:
    """The machine with its text, its sliders and its bars."""
    config = models.config_of(model)
    text = models.text_of(config)
    writer.writer(
        packed(model),
        key=key,
        name=f"{model.name}.{model.stamp:.0f}",
        opening=text.opening if text else "",
        read=text.train if text else "",
        music=config.text == "melodies",
    )


def show(model: Model) -> None:
    with stage():
        desk(model, key="letters.writer")
    st.caption(
        _(
            "Drag the **temperature** and watch where the text branches: each letter keeps its random number, the orange needle on the line of "
            "all letters. The orange mark in a bar is what the machine itself said, at temperature 1. Click a letter of the text, put another "
            "from the bars, and it goes on from there."
        )
    )

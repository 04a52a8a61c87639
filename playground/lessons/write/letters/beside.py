"""Side by side: an LSTM and a transformer with as many weights, the same dice and the same temperature."""

import math

import streamlit as st

from engine.language.words import _
from engine.weights import shelf
from playground.components.big.big import stage
from playground.lessons.write.letters import models, write
from playground.widgets import models as widgets_models
from playground.widgets.models import Model


def pairs() -> dict[str, tuple[Model, Model]]:
    """Text -> a machine of each kind that learnt from it: shipped ones first, then the reader's own."""
    found: dict[str, dict[str, Model]] = {}
    for model in widgets_models.at_hand("letters"):
        config = models.config_of(model)
        found.setdefault(f"{config.text} {config.own}", {}).setdefault(config.kind, model)
    return {
        text: (kinds["lstm"], kinds["transformer"])
        for text, kinds in found.items()
        if {"lstm", "transformer"} <= set(kinds)
    }


def show(corner) -> None:
    known = pairs()
    if not known:
        st.info(_("There is no model for this yet. Train one: it appears here when its first weights are saved."))
        return
    with corner:
        text = st.selectbox(
            _("Text"),
            list(known),
            format_func=lambda text: widgets_models.set_name(known[text][0].card),
            key="letters.pair",
            label_visibility="collapsed",
        )
    with stage():
        for number, (place, model) in enumerate(zip(st.columns(2), known[text], strict=True)):
            with place:
                st.markdown(f"**{_(KINDS[models.config_of(model).kind])}** · {_weights(model)}{_perplexity(model)}")
                write.desk(model, key=f"letters.beside.{number}")
    st.caption(
        _(
            "The sliders of both move together, and both throw the same dice. The LSTM carries what it has read in its cells; the "
            "transformer looks back at the last 64 letters."
        )
    )


KINDS = {"lstm": "LSTM", "transformer": "Transformer"}


def _weights(model: Model) -> str:
    count = sum(math.prod(shape) for name, shape in shelf.shapes(model.path).items() if name.startswith("writer."))
    return _("{n:,} weights", n=count)


def _perplexity(model: Model) -> str:
    said = {score["name"]: score["value"] for score in model.card.get("scores", ())}
    return " · " + _("perplexity {value:.2f}", value=said["perplexity"]) if "perplexity" in said else ""

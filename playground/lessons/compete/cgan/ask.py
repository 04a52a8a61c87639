"""Asking a conditional generator: every wish with the same noises, one picture large, and wishes mixed."""

import streamlit as st

from engine.language.words import _
from engine.lessons.compete import wishes as compete_wishes
from engine.lessons.compete.wishes import WISHES
from playground.components.big.big import stage
from playground.components.wishes.wishes import wishes
from playground.lessons.compete import inventions
from playground.widgets import models
from playground.widgets.models import Model

ROWS = 5
FEW = 3
"""Rows where there are many wishes."""
MANY = 20


def show(model: Model) -> None:
    names, one = of(model)
    with stage():
        noise = inventions.fresh(model, FEW if len(names) > MANY else ROWS, "wish")
        wishes(
            models.held(model),
            noise,
            [_(name) for name in names],
            f"wishes.{model.name}",
            one=one,
            title=_("One column for each wish, one row for each noise"),
        )
    what = (
        _("Every column asks for another class")
        if one
        else _("The first column asks for nothing, every other for one mark alone")
    )
    st.caption(
        _(
            "Drawn by {cited} in your browser. {what}; along a row the noise stays the same, and with it what nobody asked "
            "for: slant and thickness of a letter, or who the face is. Click a picture to enlarge it, then mix its wish: a wish between two "
            "was never trained, and what comes shows how the generator has ordered them.",
            cited=models.cited(model),
            what=what,
        )
    )


def of(model: Model) -> tuple[tuple[str, ...], bool]:
    """What the model can be asked for, and whether exactly one applies."""
    return compete_wishes.names(model.data, model.card["classes"]), model.data not in WISHES

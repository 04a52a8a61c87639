"""What are codes good for? A linear classifier with few labels, on a model's codes and on bare pixels."""

import numpy as np
import streamlit as st

from engine.data.fields import GREY_SETS
from engine.language.words import N_, _
from playground.components.big.big import stage
from playground.components.shared import palette
from playground.shell import gate
from playground.widgets import models
from playground.widgets.models import Model

COUNTS = (1, 3, 10, 20)
"""Labels of each class."""

ASKED = 1_000
"""Held-out pictures: some are learnt from, the others asked."""


def offered(*lessons: str) -> list[Model]:
    """Models of pictures that have classes, those with the longest codes first."""
    found = [
        one for lesson in lessons for one in models.at_hand(lesson, lambda card: card["config"]["data"] in GREY_SETS)
    ]
    return sorted(found, key=lambda model: -model.dimensions)


def show(model: Model) -> None:
    st.markdown(
        _(
            "The encoder has never seen a label. Now somebody names a **few** pictures of each class, and a classifier that can only weigh and add has to name the "
            "rest: once by the model's codes, once by bare pixels. Where the codes win, the encoder has found features by itself."
        )
    )
    codes, pixels, real = _measured(str(model.path), model.stamp, model.data)
    figure = _chart(codes, pixels)
    few, few_pixels = codes[1], pixels[1]
    with stage():
        st.plotly_chart(figure, config={"displayModeBar": False}, key=f"usefulness.{model.name}")
        st.markdown(
            _(
                "With {labels} labels of each class: **{by_codes:.0%}** by {dimensions} numbers of the code, **{by_pixels:.0%}** by "
                "{pixels:,} pixels.",
                labels=few.labels,
                by_codes=few.mean,
                dimensions=model.dimensions,
                by_pixels=few_pixels.mean,
                pixels=model.size * model.size * model.channels,
            )
        )
    stand_in = (
        ""
        if real
        else " "
        + _("The pictures that this model learnt from are not on this computer: it is asked about Atelier's glyphs.")
    )
    st.caption(
        _(
            "Means over ten draws of labels among {n:,} held-out pictures, with their deviation. A code of two numbers is a map for the eye and too "
            "small for this; try one of 16 or more. That is how encoders are mostly used: their decoder is thrown away.{stand_in}",
            n=ASKED,
            stand_in=stand_in,
        )
    )


def _chart(codes, pixels):
    """How many are named rightly, by how many labels there are."""
    import plotly.graph_objects as go

    figure = go.Figure(
        [
            go.Scatter(
                x=[one.labels for one in line],
                y=[100 * one.mean for one in line],
                error_y={"array": [100 * one.deviation for one in line]},
                name=name,
                line={"color": palette.LIGHT[colour], "width": 3},
            )
            for name, line, colour in ((_("codes"), codes, 0), (_("pixels"), pixels, 7))
        ]
    )
    figure.update_layout(
        height=320,
        margin={"l": 10, "r": 10, "t": 24, "b": 10},
        xaxis={
            "type": "log",
            "title": _("Labels of each class"),
            "tickvals": COUNTS,
            "ticktext": [str(n) for n in COUNTS],
        },
        yaxis_title=_("Named rightly, in %"),
        legend={"orientation": "h", "y": 1.15},
    )
    return figure


@st.cache_data(max_entries=24, show_spinner=False)
@gate.heavy(N_("Asking a classifier"))
def _measured(path: str, stamp: float, data: str):
    from engine.lessons.encode import usefulness  # brings nothing but numpy, and only this view needs it

    pictures, labels, _noise, real = models.held_out(data, ASKED)
    codes = models.loaded_from(path, stamp).encode(pictures)
    pixels = pictures.reshape(len(pictures), -1).astype(np.float32) / 255
    return *(usefulness.curve(one, labels, COUNTS) for one in (codes, pixels)), real

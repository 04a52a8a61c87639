"""What a trained generator invents: pictures from fresh noise, and the directions in which they change most."""

from pathlib import Path

import numpy as np
import streamlit as st

from engine.language.words import _
from engine.lessons import latent
from engine.weights import browser
from playground.components.big.big import stage
from playground.components.lineup.lineup import lineup
from playground.components.mixer.mixer import Concept, mixer
from playground.shell import frame
from playground.widgets import models
from playground.widgets.models import Model

SHOWN = 24
OPENS_ON = {"gan-faces-photo": 11}
"""Shipped model -> which of its first pictures is large at first, where not every one shows what the model can do."""

DIRECTIONS = 8
REACH = 5.0
"""Steps along a direction. Noise itself seldom goes beyond three, so the ends show where the generator has never been."""


def show(model: Model) -> None:
    """Pictures from fresh noise; the picked one is changed by sliders, each along one direction.

    A part of the page of its own: other noise draws nothing else anew.
    """
    st.fragment(_explore)(model)


def _explore(model: Model) -> None:
    with frame.guard():
        _inventions(model)


def _inventions(model: Model) -> None:
    with stage():
        noise = fresh(model, SHOWN, "invent")
        generator = models.held(model)
        picked = lineup(
            generator,
            noise,
            f"invent.{model.name}",
            chosen=(OPENS_ON.get(model.name, 0),),
            side=62,
            title=_("Pictures from fresh noise"),
            what=_("Picture"),
        )
    told = _("{n} inventions of {cited}. Click one to change it below.", n=SHOWN, cited=models.cited(model))
    if model.name in OPENS_ON:
        told += " " + _("The first below is one of the better of them; none is left out above.")
    st.caption(told)
    found = directions(str(model.path), model.stamp)
    concepts = [
        Concept(
            f"direction-{number}", _("Direction {number}", number=number), _("one way"), _("the other"), vector, REACH
        )
        for number, vector in enumerate(found.vectors, 1)
    ]
    mixer(
        generator,
        noise[OPENS_ON.get(model.name, 0) if picked.one is None else picked.one],
        concepts,
        f"directions.{model.name}",
        title=_("Along the strongest directions"),
    )
    st.caption(
        _(
            "Nobody told the generator what its {dimensions} random numbers should mean, and a single one of them means nothing. "
            "But its first layer answers more strongly to some directions than to others: singular vectors of its weights, strongest "
            "first. Of all that it says, {shares} come from these. What do they change? "
            "Names are for you to find: often one direction changes several things at once.",
            dimensions=model.dimensions,
            shares=", ".join(f"{share:.1%}" for share in found.shares),
        )
    )


def fresh(model: Model, count: int, key: str) -> np.ndarray:
    """Noise (count, d), with a button for other noise and a slider for how far out it lies."""
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        st.session_state.setdefault(f"{key}.seed", 0)
        st.button(_("Other noise"), icon=":material/casino:", key=f"{key}.roll", on_click=_roll, args=(key,))
        st.number_input(
            _("Seed"),
            0,
            99_999,
            key=f"{key}.seed",
            width=130,
            help=_("The same seed gives the same noise, so the same pictures."),
        )
        spread = st.slider(
            _("Spread of the noise"),
            0.0,
            1.5,
            1.0,
            0.05,
            key=f"{key}.spread",
            width=260,
            help=_(
                "1 is what the generator learnt with. Less gives more usual pictures that are more alike, more gives odder ones."
            ),
        )
    return np.float32(spread) * models.noise(model, count, st.session_state[f"{key}.seed"])


def _roll(key: str) -> None:
    st.session_state[f"{key}.seed"] = (st.session_state[f"{key}.seed"] + 1) % 100_000


@st.cache_data(max_entries=24, show_spinner=False)
def directions(path: str, stamp: float) -> latent.Directions:
    """Of the noise. Batch norm, which follows, is part of how strongly the layer answers."""
    first = browser.fold(browser.painter(Path(path)))[0]
    return latent.strongest(first.arrays["weight"], DIRECTIONS)

"""Fitting a code to the reader's face: a hundred steps, watched while they are taken, and what was won and lost by them."""

import hashlib
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from playground.components.shared import palette
from playground.shell import gate
from playground.widgets import judge, models, picture_view
from playground.widgets.models import Model
from playground.widgets.own import own_face

STEPS, EACH = 100, 5

KEY = f"{own_face.MINE}.fit"
"""Begins like all that belongs to the reader's face: it is forgotten with it."""

CODES = {"fitted": "The fitted code", "encoder": "The encoder's code"}


@dataclass(frozen=True)
class Fitted:
    """What became of a picture's code, from the encoder's guess on; `about` says of which picture and model."""

    about: str
    looks: list


class Rooms(NamedTuple):
    """The line of what can be done with a face, where a fit is watched, and where it is told what came of it."""

    line: DeltaGenerator
    live: DeltaGenerator
    told: DeltaGenerator


def offer(model: Model, picture: np.ndarray, code: np.ndarray, rooms: Rooms) -> np.ndarray:
    """The code to go on with: the encoder's, or the one that was fitted to this picture (h, w, 3)."""
    about = hashlib.sha256(picture.tobytes() + model.name.encode()).hexdigest()
    kept: Fitted | None = st.session_state.get(KEY)
    if kept is None or kept.about != about:
        wanted = rooms.line.button(
            "Fit my code",
            icon=":material/tune:",
            key=f"{own_face.MINE}.begin",
            help=f"Looks like somebody else? {model.dimensions} numbers must tell all about a face, and the encoder guesses them at one "
            f"glance. A fit looks at what becomes of them, and improves them step by step: {STEPS} steps, some seconds.",
        )
        if not wanted:
            return code
        with rooms.live:
            kept = st.session_state[KEY] = Fitted(about, _watched(model, picture))
    first, last = kept.looks[0], kept.looks[-1]
    with rooms.told:
        _told(kept.looks)
        which = st.segmented_control(
            "Which code the sliders move",
            list(CODES),
            format_func=CODES.__getitem__,
            default="fitted",
            required=True,
            key=f"{own_face.MINE}.which_code",
            label_visibility="collapsed",
            wrap=True,
        )
    return (last if which == "fitted" else first).code


def _watched(model: Model, picture: np.ndarray) -> list:
    """All looks, from the encoder's guess on, each shown as soon as it is there."""
    from engine.lessons.encode.concepts.fitting import Fitting

    fitting = Fitting(models.loaded(model), picture, judge.judge(model))
    looks = [fitting.look()]
    place = st.empty()
    while looks[-1].step < STEPS:
        looks.append(_some(fitting))
        with place.container():
            _told(looks, live=True)
    place.empty()
    return looks


@gate.heavy("Fitting", seconds=1)
def _some(fitting):
    return fitting.go(EACH)


def _told(looks: list, live: bool = False) -> None:
    """Both pictures, the curve of likeness, and the balance."""
    import plotly.graph_objects as go

    first, last = looks[0], looks[-1]
    left, middle, right = st.columns([2, 2, 5])
    with left:
        picture_view.show(first.picture, "The encoder's guess", width="stretch", target=128)
    with middle:
        picture_view.show(last.picture, f"After {last.step} steps", width="stretch", target=128)
    with right:
        steps = [look.step for look in looks]
        figure = go.Figure(
            go.Scatter(x=steps, y=[look.psnr for look in looks], line={"color": palette.LIGHT[2], "width": 3})
        )
        figure.update_layout(
            height=170,
            margin={"l": 10, "r": 10, "t": 8, "b": 8},
            xaxis={"title": "Step", "range": [0, STEPS]},
            yaxis_title="Likeness, dB",
        )
        st.plotly_chart(figure, config={"displayModeBar": False}, key=f"{KEY}.curve.{last.step if live else 'done'}")
    if live:
        return
    seen = (
        ""
        if first.unlike is None
        else f"; a judge sees {first.unlike:.2f} → **{last.unlike:.2f}** unlikeness (0: the same)"
    )
    further = "further out" if last.unusual > first.unusual else "nearer to the middle"
    st.caption(
        f"**Won:** likeness {first.psnr:.1f} → **{last.psnr:.1f} dB**{seen}. **Lost:** the code lies {further} among the codes of faces, "
        f"{first.unusual:.2f} → {last.unusual:.2f} times the usual distance: the further out, the less the decoder has learnt, and sliders may "
        "bend the face."
    )

"""Fitting a code to the reader's face: a hundred steps, watched while they are taken, and what was won and lost by them."""

import hashlib
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from engine.language.words import N_, _
from playground.components.shared import palette
from playground.shell import gate
from playground.widgets import judge, models, picture_view
from playground.widgets.models import Model
from playground.widgets.own import own_face

STEPS, EACH = 100, 5

KEY = f"{own_face.MINE}.fit"
"""Begins like all that belongs to the reader's face: it is forgotten with it."""

CODES = {"fitted": N_("The fitted code"), "encoder": N_("The encoder's code")}


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
            _("Fit my code"),
            icon=":material/tune:",
            key=f"{own_face.MINE}.begin",
            help=_(
                "Looks like somebody else? {dimensions} numbers must tell all about a face, and the encoder guesses them at one "
                "glance. A fit looks at what becomes of them, and improves them step by step: {steps} steps, some seconds.",
                dimensions=model.dimensions,
                steps=STEPS,
            ),
        )
        if not wanted:
            return code
        with rooms.live:
            kept = st.session_state[KEY] = Fitted(about, _watched(model, picture))
    first, last = kept.looks[0], kept.looks[-1]
    with rooms.told:
        _told(kept.looks)
        which = st.segmented_control(
            _("Which code the sliders move"),
            list(CODES),
            format_func=lambda code: _(CODES[code]),
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
        picture_view.show(first.picture, _("The encoder's guess"), width="stretch", target=128)
    with middle:
        picture_view.show(last.picture, _("After {steps} steps", steps=last.step), width="stretch", target=128)
    with right:
        steps = [look.step for look in looks]
        figure = go.Figure(
            go.Scatter(x=steps, y=[look.psnr for look in looks], line={"color": palette.LIGHT[2], "width": 3})
        )
        figure.update_layout(
            height=170,
            margin={"l": 10, "r": 10, "t": 8, "b": 8},
            xaxis={"title": _("Step"), "range": [0, STEPS]},
            yaxis_title=_("Likeness, dB"),
        )
        st.plotly_chart(figure, config={"displayModeBar": False}, key=f"{KEY}.curve.{last.step if live else 'done'}")
    if live:
        return
    won = _("likeness {before:.1f} → **{after:.1f} dB**", before=first.psnr, after=last.psnr)
    if first.unlike is not None:
        won = _(
            "{likeness}; a judge sees {before:.2f} → **{after:.2f}** unlikeness (0: the same)",
            likeness=won,
            before=first.unlike,
            after=last.unlike,
        )
    further = _("further out") if last.unusual > first.unusual else _("nearer to the middle")
    st.caption(
        _(
            "**Won:** {won}. **Lost:** the code lies {further} among the codes of faces, {before:.2f} → {after:.2f} times the usual distance: "
            "the further out, the less the decoder has learnt, and sliders may bend the face.",
            won=won,
            further=further,
            before=first.unusual,
            after=last.unusual,
        )
    )

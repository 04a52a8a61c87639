"""A new layer fades in: alpha by hand between the two branches of a generator, and one face at every resolution."""

import numpy as np
import streamlit as st

from engine.data import sheets
from engine.language.words import N_, _
from engine.lessons.compete.progan import schedule
from playground.components.big.big import stage
from playground.shell import gate
from playground.widgets import models, picture_view
from playground.widgets.models import Model

FACES = 10
SIDE = 128
"""Pixels on the screen of each face: a multiple of every resolution, so that each pixel stays a square."""

TALL = 128
"""The same where one face is shown at every resolution."""


def show(model: Model) -> None:
    config, step = model.card["config"], model.card["step"]
    fades = schedule.fades(step, config["phase"], model.size)
    if not fades:
        st.info(_("This model has not passed its first fade yet. Train it longer, or choose another."))
        return
    with stage():
        st.fragment(_alpha)(model, fades)
    st.fragment(_tower)(model)


def _alpha(model: Model, fades: list[int]) -> None:
    """Nothing but the blend is computed anew while the slider moves: both branches are kept."""
    key = "grow"
    left, right = st.columns([8, 3], gap="medium", vertical_alignment="bottom")
    with left, st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        if st.session_state.get(f"{key}.fade") not in fades:
            st.session_state[f"{key}.fade"] = fades[min(2, len(fades) - 1)]
        side = (
            st.segmented_control(
                _("Fade"),
                fades,
                format_func=lambda side: f"{side // 2} → {side} px",
                key=f"{key}.fade",
                required=True,
                wrap=True,
            )
            or fades[0]
        )
        seed(key)
    with right:
        alpha = st.slider(
            _("Alpha: share of the new layers"),
            0.0,
            1.0,
            0.5,
            0.02,
            key=f"{key}.alpha",
            help=_(
                "While this model trained, alpha moved from 0 to 1 by itself. Here it is yours; the arrow keys move it, too."
            ),
        )
    low, high = branches(str(model.path), model.stamp, st.session_state[f"{key}.seed"], side)
    row(
        schedule.blended(low, high, 0.0),
        _("**Low branch.** What the layers up to {side} px paint, each pixel enlarged.", side=side // 2),
    )
    row(schedule.blended(low, high, alpha), mixed(alpha))
    row(
        schedule.blended(low, high, 1.0),
        _(
            "**High branch.** What the new layers at {side} px paint. They had learnt to look right half and half with the low branch.",
            side=side,
        ),
    )


def mixed(alpha: float) -> str:
    """The sum that makes each pixel."""
    if alpha == 0.0:
        return _("**The picture at alpha = 0.00**: exactly the low branch.")
    if alpha == 1.0:
        return _("**The picture at alpha = 1.00**: exactly the high branch.")
    return _(
        "**The picture at alpha = {alpha:.2f}**: each pixel is {rest:.2f} · low + {alpha:.2f} · high.",
        alpha=alpha,
        rest=1 - alpha,
    )


def row(made: np.ndarray, caption: str) -> None:
    """Pictures (n, s, s, c) side by side."""
    large = sheets.enlarged(made, SIDE)
    words = caption.replace("*", "")
    picture_view.show(sheets.grid(large, len(large), gap=4), caption, alt=words, width="stretch", target=1)


def _tower(model: Model) -> None:
    st.header(_("One noise at every resolution"), anchor=False)
    place = st.container(horizontal=True, vertical_alignment="bottom", gap="medium")
    with place:
        face = st.segmented_control(
            _("Face"),
            range(FACES),
            format_func=lambda number: str(number + 1),
            default=0,
            required=True,
            key="grow.face",
            wrap=True,
        )
    found = tower(str(model.path), model.stamp, st.session_state.get("grow.seed", 0))
    with st.container(horizontal=True, gap="medium"):
        for side, made in found.items():
            picture_view.show(
                sheets.enlarged(made[face], TALL),
                f"{side} px",
                alt=_("Face {number} at {side} px", number=face + 1, side=side),
                width=TALL,
                target=1,
            )
    st.caption(
        _(
            "Each resolution has a small layer of its own, to-RGB, that turns features into colours. These are the pictures of all of "
            "them, for one noise. Only the newest layer is taught at any time: so each picture comes from the middle of the next fade, "
            "when its layer was still in use. The person may change a little on the way up, because the layers below go on learning."
        )
    )


def seed(key: str) -> None:
    """A button for other faces, and the number that brings these back."""
    st.session_state.setdefault(f"{key}.seed", 0)
    st.button(_("Other faces"), icon=":material/casino:", key=f"{key}.roll", on_click=_roll, args=(key,))
    st.number_input(_("Seed"), 0, 99_999, key=f"{key}.seed", width=110, help=_("The same seed gives the same faces."))


def _roll(key: str) -> None:
    st.session_state[f"{key}.seed"] = (st.session_state[f"{key}.seed"] + 1) % 100_000


@st.cache_data(max_entries=24, show_spinner=False)
@gate.heavy(N_("Growing"), seconds=1)
def branches(path: str, stamp: float, seed: int, side: int) -> tuple[np.ndarray, np.ndarray]:
    grower = models.loaded_from(path, stamp)
    return grower.branches(grower.noise(FACES, seed), side)


@st.cache_data(max_entries=12, show_spinner=False)
@gate.heavy(N_("Growing"), seconds=1)
def tower(path: str, stamp: float, seed: int) -> dict[int, np.ndarray]:
    grower = models.loaded_from(path, stamp)
    return grower.tower(grower.noise(FACES, seed))

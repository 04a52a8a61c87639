"""A new layer fades in: alpha by hand between the two branches of a generator, and one face at every resolution."""

import numpy as np
import streamlit as st

from engine.data import sheets
from engine.language.words import N_, _
from engine.lessons.compete.progan import schedule
from playground.components.big.big import stage
from playground.components.growth.growth import growth
from playground.shell import gate
from playground.widgets import models, picture_view
from playground.widgets.models import Model

FACES = 5
"""So few that each is large: five side by side on a laptop, two on a phone."""

OPENING = "progan-faces", 3
"""The shipped model and the seed of a first visit: of 24, one of the better."""

TALL = 128
"""Pixels on the screen of a face that is shown at every resolution: a multiple of each, so that each pixel stays a square."""


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
    """Both branches of every fade go to the browser; there alpha moves."""
    place = st.container()
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        seed("grow")
    path, dice = str(model.path), st.session_state["grow.seed"]
    painted = tower(path, model.stamp, dice)
    with place:
        growth(
            {side: (*branches(path, model.stamp, dice, side), painted[side] / 255) for side in fades},
            sides=schedule.sides(model.size),
            key="grow",
        )
        st.caption(
            _(
                "While this model trained, alpha moved from 0 to 1 by itself. Here it is yours. At 0 only the **low branch** counts, at 1 only the **high branch**; the "
                "lit layers are those that fade in."
            )
            + f" {whence(model.card['config'])} "
            + _("Click a face to see it in the drawing.")
            + (" " + _("These are of one of the better of 24 seeds.") if (model.name, dice) == OPENING else "")
        )


def whence(config: dict) -> str:
    """Which layers are shown, and for what they had learnt to look right."""
    if steps := config.get("everywhere", 0):
        return _(
            "In its last {steps:,} steps it learnt at every resolution and every alpha in turn, so each of them shows faces.",
            steps=steps,
        )
    return _(
        "Each fade is shown with the layers as they were in its middle: they had learnt to look right half and half."
    )


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
    found = tower(str(model.path), model.stamp, st.session_state.get("grow.seed", OPENING[1]))
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
            "them, for one noise."
        )
        + f" {why_alike(model.card['config'])}"
    )


def why_alike(config: dict) -> str:
    """How far the pictures of all resolutions show one person."""
    if config.get("everywhere", 0):
        return _("At the end all of them were taught in turn, so one network paints the same person at each size.")
    return _(
        "Only the newest layer is taught at any time: so each picture comes from the middle of the next fade, "
        "when its layer was still in use. The person may change a little on the way up, because the layers below go on learning."
    )


def seed(key: str) -> None:
    """A button for other faces, and the number that brings these back."""
    st.session_state.setdefault(f"{key}.seed", OPENING[1])
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

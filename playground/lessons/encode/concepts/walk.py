"""Walks among faces, also from a face to what each concept makes of it."""

from functools import partial

import numpy as np
import streamlit as st

from engine.data import marks
from engine.language.words import N_, _
from playground.lessons.encode.concepts import vectors
from playground.widgets import walks
from playground.widgets.models import Model

AT_FIRST, MOST = 3, 7

FAR = 2.0
"""Steps along a concept: enough to see it, and near enough to stay a face."""


def show(model: Model) -> None:
    axes = {title: partial(vectors.vector, model, name) for name, title in vectors.names(model).items()}
    walks.walks(model, {"concepts": (N_("Concepts"), through_concepts)}, axes)


def through_concepts(model: Model) -> np.ndarray:
    """A held-out face's code, then the same with each chosen concept."""
    titles, faces = vectors.names(model), vectors.faces(model).held_out
    left, right = st.columns([1, 3], vertical_alignment="bottom")
    with left:
        number = st.number_input(_("Held-out face"), 1, len(faces), 1, key="walk.face")
    with right:
        chosen = st.multiselect(
            _("Concepts on the way"),
            list(titles),
            default=list(marks.SLIDERS[model.data][:AT_FIRST]),
            format_func=titles.__getitem__,
            max_selections=MOST,
            key=f"walk.concepts.{model.data}",
            wrap=True,
        )
    face = faces[number - 1]
    return np.stack([face, *(face + FAR * vectors.vector(model, name) for name in chosen)])

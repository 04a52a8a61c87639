"""What a concept vector does to many faces, as a judge sees it."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import streamlit as st

from playground.lessons.encode.concepts import vectors as concepts_vectors
from playground.shell import gate
from playground.widgets import models
from playground.widgets.judge import judge, probabilities
from playground.widgets.models import Model


def effect(model: Model, codes: np.ndarray, vector: np.ndarray, amount: float) -> Any:
    """engine.lessons.encode.concepts.effects.Effect of one vector on the faces of these codes."""
    return _effect(str(model.path), model.stamp, codes, vector, amount, model)


@st.cache_data(max_entries=300, show_spinner=False)
@gate.heavy("Judging", seconds=1)
def _effect(path: str, stamp: float, codes: np.ndarray, vector: np.ndarray, amount: float, _model: Model) -> Any:
    from engine.lessons.encode.concepts import effects as concepts_effects

    return concepts_effects.against(
        judge(_model), probabilities(_model, codes), models.loaded(_model).decode(codes + amount * vector)
    )


def effects(model: Model, vectors: Sequence[np.ndarray], amount: float) -> list[Any]:
    """One effect per vector, with a bar: some tenths of a second each."""
    from engine.lessons.encode.concepts.effects import FACES

    codes = concepts_vectors.faces(model).held_out[:FACES]
    bar = st.progress(0.0, "Judging")
    found = []
    for number, one in enumerate(vectors, 1):
        found.append(effect(model, codes, one, amount))
        bar.progress(number / len(vectors), f"Judging vector {number} of {len(vectors)}")
    bar.empty()
    return found

"""Asking the shipped judge what it sees in a model's faces."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import streamlit as st

from engine import shelf
from playground.parts import models, vector_shelf


def name_of(model: models.Model) -> str | None:
    """The judge of the model's pictures, where one ships."""
    name = f"judge-{model.data}"
    return name if name in shelf.shipped() else None


@st.cache_resource(max_entries=3, show_spinner="Calling the judge")
def _judge(name: str, stamp: float) -> Any:
    from engine import judging

    return judging.load(shelf.find(name))


def judge(model: models.Model) -> Any:
    """The judge itself; None where none ships."""
    name = name_of(model)
    return _judge(name, shelf.find(name).stat().st_mtime) if name else None


def probabilities(model: models.Model, codes: np.ndarray) -> Any:
    """For each code the probability of each mark (n, k); None where no judge knows these pictures. Nothing is kept: the code
    may be that of a reader's face."""
    found = judge(model)
    return None if found is None else found.probabilities(models.loaded(model).decode(codes))


def effect(model: models.Model, codes: np.ndarray, vector: np.ndarray, amount: float) -> Any:
    """engine.effects.Effect of one vector on the faces of these codes."""
    return _effect(str(model.path), model.stamp, codes, vector, amount, model)


@st.cache_data(max_entries=300, show_spinner=False)
def _effect(path: str, stamp: float, codes: np.ndarray, vector: np.ndarray, amount: float, _model: models.Model) -> Any:
    from engine import effects

    return effects.against(
        judge(_model), probabilities(_model, codes), models.loaded(_model).decode(codes + amount * vector)
    )


def effects(model: models.Model, vectors: Sequence[np.ndarray], amount: float) -> list[Any]:
    """One effect per vector, with a bar: some tenths of a second each."""
    from engine.effects import FACES

    codes = vector_shelf.faces(model).held_out[:FACES]
    bar = st.progress(0.0, "Judging")
    found = []
    for number, one in enumerate(vectors, 1):
        found.append(effect(model, codes, one, amount))
        bar.progress(number / len(vectors), f"Judging vector {number} of {len(vectors)}")
    bar.empty()
    return found

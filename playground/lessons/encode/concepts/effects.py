"""What a concept vector does to many faces, as a judge sees it: shipped numbers where there are any, else measured, a line at a time."""

import threading
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import streamlit as st

from engine.core.errors import Trouble
from engine.data import marks
from engine.language.words import N_
from engine.lessons.encode.concepts import measured
from engine.lessons.encode.concepts.measured import Asked, Effect
from playground.lessons.encode.concepts import vectors
from playground.lessons.encode.concepts.vectors import KEPT
from playground.shell import gate
from playground.widgets import models
from playground.widgets.judge import judge, probabilities
from playground.widgets.models import Model

LIVE = 50
"""Held-out faces that a line is measured over while a reader waits. Shipped numbers took four times as many."""


FOUND, LOCKED = N_("as found"), N_("with locks")


@dataclass(frozen=True)
class Question:
    """A line of the matrix: what one vector does, as it was found or with locks."""

    name: str
    words: str
    vector: np.ndarray
    """Zeros where the locks leave nothing of it."""
    shipped: Effect | None

    @property
    def gone(self) -> bool:
        return not self.vector.any()


def questions(model: Model, name: str, locks: Sequence[str], amount: float) -> list[Question]:
    """As found, and where something is locked the same with locks."""
    known = measured.of(model.name)
    found = [
        Question(name, FOUND, vectors.vector(model, name), known.get(Asked(name, amount, False))),
    ]
    held = own(name, locks)
    if held:
        everything = set(held) == set(own(name, marks.SLIDERS[model.data]))
        shipped = known.get(Asked(name, amount, True)) if everything else None
        found.append(Question(name, LOCKED, _locked(model, name, held), shipped))
    return found


def own(name: str, locks: Sequence[str]) -> list[str]:
    """The locks that hold for a concept: all but itself and its parts."""
    return [lock for lock in locks if lock != name and lock not in marks.PARTS.get(name, ())]


def _locked(model: Model, name: str, locks: list[str]) -> np.ndarray:
    try:
        return vectors.locked(model, name, locks)
    except Trouble:
        return np.zeros(model.dimensions, np.float32)


def lacking(model: Model, name: str) -> np.ndarray:
    """The code of a held-out face that lacks the concept, to show what a step does to it."""
    known = vectors.faces(model)
    if name.startswith(KEPT):
        return known.held_out[0]
    return known.held_out[np.flatnonzero(~known.held_out_marks[:, known.column(name)])[0]]


def stand_by(model: Model) -> threading.Thread:
    """Have ready what does not depend on a lock, while the reader still looks at what ships: a model's first lock waits for no more
    than those after it."""
    return _standing_by(str(model.path), model.stamp, model)


@st.cache_resource(max_entries=8, show_spinner=False)
def _standing_by(path: str, stamp: float, _model: Model) -> threading.Thread:
    thread = threading.Thread(target=_prepared, args=(path, stamp, _model), name="first-lock", daemon=True)
    thread.start()
    return thread


@st.cache_data(max_entries=4, show_spinner=False)
def _prepared(path: str, stamp: float, _model: Model) -> None:
    """Nothing is kept here: what it asks for keeps itself. Within a cache nothing turns a wheel on a page that is not there."""
    for name in marks.SLIDERS[_model.data]:
        vectors.vector(_model, name, "logistic")
    _before(path, stamp, _model)


def effect(model: Model, vector: np.ndarray, amount: float) -> Any:
    """The engine's Effect of one vector on some held-out faces."""
    codes = vectors.faces(model).held_out[:LIVE]
    return _effect(
        str(model.path), model.stamp, vector, amount, model, _before(str(model.path), model.stamp, model), codes
    )


@st.cache_data(max_entries=4, show_spinner=False)
@gate.heavy("Judging", seconds=1)
def _before(path: str, stamp: float, _model: Model) -> np.ndarray:
    """What the judge says of the faces as they are: all vectors share it."""
    return probabilities(_model, vectors.faces(_model).held_out[:LIVE])


@st.cache_data(max_entries=300, show_spinner=False)
@gate.heavy("Judging", seconds=1)
def _effect(
    path: str, stamp: float, vector: np.ndarray, amount: float, _model: Model, _was: np.ndarray, _codes: np.ndarray
) -> Any:
    from engine.lessons.encode.concepts import effects as concepts_effects

    return concepts_effects.against(judge(_model), _was, models.loaded(_model).decode(_codes + amount * vector))

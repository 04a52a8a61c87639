"""The concept vectors at hand for a model of faces: one for each mark of its pictures, and those that readers kept."""

from dataclasses import dataclass

import numpy as np
import streamlit as st

from engine.core.errors import Trouble
from engine.data import marks
from engine.language.words import _
from engine.lessons.encode.concepts import directions, vectors
from playground.components.mixer.mixer import Concept
from playground.widgets import models
from playground.widgets.models import Model

KEPT = "kept:"
"""Then the id of a vector that a reader made."""


@dataclass(frozen=True)
class Faces:
    """The codes that travel with a model: float32 (n, d), and bool (n, k) which marks each picture has."""

    train: np.ndarray
    train_marks: np.ndarray
    held_out: np.ndarray
    held_out_marks: np.ndarray
    marks: tuple[marks.Mark, ...]

    def column(self, name: str) -> int:
        return [mark.name for mark in self.marks].index(name)


def faces(model: Model) -> Faces:
    return _faces(str(model.path), model.stamp, model.data)


@st.cache_data(max_entries=4, show_spinner=False)
def _faces(path: str, stamp: float, data: str) -> Faces:
    beside = models.code_map_of(path, stamp)
    if "marks" not in beside:
        raise Trouble(
            "These pictures carry no marks, so nothing tells a concept from its absence.", "Choose another model."
        )
    return Faces(
        beside["train_codes"].astype(np.float32),
        beside["train_marks"].astype(bool),
        beside["codes"].astype(np.float32),
        beside["marks"].astype(bool),
        marks.MARKS[data],
    )


def names(model: Model) -> dict[str, str]:
    """Every concept that can be used with a model -> its title: first those that the lesson offers, then the others, then kept ones."""
    titles = {mark.name: _(mark.title) for mark in marks.MARKS[model.data]}
    first = {name: titles[name] for name in marks.SLIDERS[model.data]}
    return first | titles | {KEPT + one.id: _("{name} (kept)", name=one.name) for one in vectors.kept(model.name)}


def vector(model: Model, name: str, way: str = "difference") -> np.ndarray:
    """A concept's vector (d,): one step leads from those who lack it to those who have it."""
    if name.startswith(KEPT):
        found = [one for one in vectors.kept(model.name) if KEPT + one.id == name]
        if not found:
            raise Trouble("This vector is not kept any more.", "Choose another one.")
        return found[0].vector()
    return _vector(str(model.path), model.stamp, model.data, name, way)


@st.cache_data(max_entries=400, show_spinner=False)
def _vector(path: str, stamp: float, data: str, name: str, way: str) -> np.ndarray:
    known = _faces(path, stamp, data)
    having = known.train_marks[:, known.column(name)]
    with st.spinner(_("Looking for the direction")):
        return directions.WAYS[way](known.train[having], known.train[~having])


def locked(model: Model, name: str, locks: list[str]) -> np.ndarray:
    """The concept's vector at right angles to what reads the locked ones, as strong as before.

    A logistic regression reads a concept from a code along its vector. A step at right angles to that leaves the reading as
    it was; a step at right angles to the difference of means would not, where concepts come along with each other.
    """
    plain = vector(model, name)
    others = [vector(model, other, "logistic") for other in locks if other != name]
    return directions.restored(directions.lock(plain, np.stack(others)), plain) if others else plain


def sliders(model: Model, chosen: list[str], locks: list[str]) -> list[Concept]:
    titles = names(model)
    return [
        Concept(name, titles[name].capitalize(), _("without"), _("with"), locked(model, name, locks))
        for name in chosen
        if name in titles
    ]

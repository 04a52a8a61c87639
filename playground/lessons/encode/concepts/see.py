"""What a concept vector is, for the eye: all held-out faces along it, the plane of three ways, and one face moved by each."""

import numpy as np
import streamlit as st

from engine.language.words import _
from engine.lessons.encode.concepts import directions, spread
from playground.components.big.big import stage
from playground.components.spread.spread import Way
from playground.components.spread.spread import spread as spread_out
from playground.components.trio.trio import trio
from playground.lessons.encode.concepts import face
from playground.lessons.encode.concepts.vectors import Faces
from playground.widgets.models import Model

STANDING = 10
"""Faces that stand on the axis."""


def show(decoder: str, model: str, known: Faces, name: str, column: int | None, made: dict[str, np.ndarray]) -> None:
    """The held-out faces: none of them had a part in the vector."""
    middle = known.train.mean(0)
    ways = []
    for way, vector in made.items():
        steps = spread.along(known.held_out, vector, middle)
        shown = spread.evenly(steps, STANDING)
        ways.append(Way(_(directions.WORDS[way].title), steps, spread.ends(steps), shown))
    plane = spread.plane(known.held_out, list(made.values()), middle)
    has = None if column is None else known.held_out_marks[:, column]
    spread_out(
        decoder,
        known.held_out,
        has,
        ways,
        plane.points,
        plane.lines,
        f"lab.spread.{model}",
        name if column is None else _(known.marks[column].title),
    )


def on_a_face(model: Model, decoder: str, made: dict[str, np.ndarray], notes: list[str]) -> None:
    """The chosen face, or the reader's own, moved by each way; `notes` say how well each finds the concept."""
    front, below = stage(), st.container()
    with below:
        z = face.choose(model, decoder)
    with front:
        if z is not None:
            titles = [_(directions.WORDS[way].title) for way in made]
            trio(decoder, z, list(made.values()), titles, f"lab.trio.{model.name}", notes)

"""What a sentence would look like if it were obeyed: the programs behind the built-in sets draw it."""

import numpy as np
import streamlit as st

from engine.data.drawn import faces, shapes
from engine.data.drawn.cartoon import collage
from engine.data.drawn.cartoon.paper import SIDE
from engine.data.drawn.shapes import CHOICES
from engine.data.sentences import worlds
from engine.data.sentences.traits import NONE
from playground.shell.caching import of_desk

MOOD = 0.8
"""How far the mouth of a face is curved that smiles or frowns."""

NAMES = {"mood": "smile", "ground": "background"}
"""Traits of a face that the program calls otherwise."""


@of_desk(st.cache_data, max_entries=32, show_spinner="The program draws")
def drawn(name: str, row: np.ndarray, count: int, seed: int) -> np.ndarray:
    """uint8 (count, 64, 64, 3): as told; what is not told comes by chance."""
    return (_shapes if name == "shapes" else _faces)(row, count, seed)


def _shapes(row: np.ndarray, count: int, seed: int) -> np.ndarray:
    chance = np.random.default_rng(seed)
    rows = np.stack([chance.integers(0, len(words), count) for words in CHOICES.values()], 1)
    rows[:, row != NONE] = row[row != NONE]
    for one in rows:
        one[list(worlds.of("shapes").silent(one))] = NONE
    return shapes.draw(dict(zip(CHOICES, rows.T, strict=True)), seed)


def _faces(row: np.ndarray, count: int, seed: int) -> np.ndarray:
    values = faces.make(count, seed)[1]
    for trait, told in zip(worlds.of("faces").TRAITS, row, strict=True):
        if told != NONE:
            number = MOOD * (2 * told - 1) if trait.name == "mood" else told
            values[NAMES.get(trait.name, trait.name)] = np.full(count, number, np.float32)
    return collage.paint(values, SIDE)

"""Translations that pages show, each made once: of a picture, there and back, and of what is there already."""

import time
from typing import NamedTuple

import numpy as np
import streamlit as st

from engine.data import gallery
from engine.language.words import N_
from playground.lessons.translate.cyclegan.models import Way
from playground.shell import gate
from playground.shell.caching import of_desk

KEPT = 12
"""Translations that are kept: large ones take 12 MB each."""


class Made(NamedTuple):
    """uint8 (h, w, 3) before and after, and how long it took."""

    before: np.ndarray
    after: np.ndarray
    seconds: float


class Cycle(NamedTuple):
    """A picture, what it becomes, and what comes back."""

    before: np.ndarray
    there: np.ndarray
    back: np.ndarray


class Kept(NamedTuple):
    """Pictures that are on a side already, each with what the generator to that side makes of it."""

    given: np.ndarray
    given_same: np.ndarray
    made: np.ndarray
    made_same: np.ndarray


def translator(way: Way):
    """The network of one direction, shared by all visitors. It brings torch."""
    return _translator(str(way.model.path), way.model.stamp, way.back)


@st.cache_resource(max_entries=6, show_spinner=False)
def _translator(path: str, stamp: float, back: bool):
    from engine.lessons.translate import model as translate_model

    ready = translate_model.load(path, back)
    ready.translate(np.full((64, 64, 3), 128, np.uint8))  # the first pass prepares what all later ones use
    return ready


def translated(way: Way, content: str, size: int, strength: float = 1.0) -> Made:
    return _translated(str(way.model.path), way.model.stamp, way.back, content, size, strength, way)


@of_desk(st.cache_data, max_entries=KEPT, show_spinner=False)
@gate.heavy(N_("Translating"))
def _translated(path: str, stamp: float, back: bool, content: str, size: int, strength: float, _way: Way) -> Made:
    ready, picture = translator(_way), gallery.picture(content, size)
    began = time.perf_counter()
    made = ready.translate(picture, strength)
    return Made(picture, made, time.perf_counter() - began)


def there_and_back(way: Way, content: str, size: int) -> Cycle:
    made = translated(way, content, size)
    return Cycle(
        made.before,
        made.after,
        _returned(str(way.model.path), way.model.stamp, way.back, content, size, way, made.after),
    )


@of_desk(st.cache_data, max_entries=KEPT, show_spinner=False)
@gate.heavy(N_("Translating back"))
def _returned(path: str, stamp: float, back: bool, content: str, size: int, _way: Way, _made: np.ndarray) -> np.ndarray:
    return translator(_way.other).translate(_made)


def kept(way: Way, content: str, size: int) -> Kept:
    made = translated(way, content, size)
    same = _same(str(way.model.path), way.model.stamp, way.back, content, size, way, made)
    return Kept(made.before, same[0], made.after, same[1])


@of_desk(st.cache_data, max_entries=KEPT, show_spinner=False)
@gate.heavy(N_("Translating what is there already"))
def _same(
    path: str, stamp: float, back: bool, content: str, size: int, _way: Way, _made: Made
) -> tuple[np.ndarray, np.ndarray]:
    return translator(_way.other).translate(_made.before), translator(_way).translate(_made.after)


def verdicts(way: Way, picture: np.ndarray):
    """What the critic of the side to which this way leads says of each patch."""
    return _verdicts(str(way.model.path), way.model.stamp, way.back, picture)


@st.cache_data(max_entries=32, show_spinner=False)
@gate.heavy(N_("Asking the critic"), seconds=1)
def _verdicts(path: str, stamp: float, back: bool, picture: np.ndarray):
    return _translator(path, stamp, back).verdicts(picture)


@st.cache_data(max_entries=16, show_spinner=False)
def receptive_fields(patch: str, height: int, width: int):
    """Where a critic with this patch looks on a picture of this size."""
    from engine.lessons.translate import model as translate_model

    return translate_model.untrained(patch, np.zeros((height, width, 3), np.uint8))


LOOKED_AT = 256


@of_desk(st.cache_data, max_entries=64, show_spinner=False)
def guard_verdict(content: str):
    """What the guard takes a picture for."""
    from engine.lessons.helpers.guard import model as guard_model

    return guard_model.look(gallery.picture(content, LOOKED_AT))

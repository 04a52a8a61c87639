"""What the page asks a trained flow for, on the server, a piece at a time: kept, so that a slider moved back answers at once."""

import time
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import streamlit as st

from engine.language.words import N_, _
from playground.shell import gate
from playground.shell.caching import of_desk
from playground.widgets.models import Model

SAMPLERS = {"euler": N_("Euler"), "heun": N_("Heun"), "ddpm": N_("DDPM")}
QUESTIONS = {"euler": 1, "heun": 2, "ddpm": 1}
"""How often each asks the network in a step: `engine.lessons.flow.samplers.QUESTIONS`, without bringing torch."""

ANY = -1
"""Asked for instead of a class: a picture of any."""


class Asked(NamedTuple):
    """How noise is walked to pictures, in plain values, so that a cache knows it again."""

    steps: int = 16
    sampler: str = "euler"
    guidance: float = 1.0
    seed: int = 0


class Walked(NamedTuple):
    times: tuple[float, ...]
    states: np.ndarray
    beliefs: np.ndarray
    seconds: float


@of_desk(st.cache_resource, max_entries=6, show_spinner="Loading the model")
def loaded_from(path: str, stamp: float) -> Any:
    from engine.lessons.flow.pictures import model  # brings torch

    return model.load(Path(path))


def loaded(model: Model) -> Any:
    return loaded_from(str(model.path), model.stamp)


def classes(model: Model) -> tuple[str, ...]:
    """What it can be asked for, in the set's own words; nothing where it learnt without classes."""
    labels = model.card["networks"]["flow"]["arguments"]["labels"]
    return tuple(model.card.get("classes") or ()) if labels else ()


def ask(model: Model, *, key: str, each: bool = False) -> tuple[int, ...]:
    """A select box of what to ask for, for nine pictures. With `each`, also one class after another."""
    names = classes(model)
    if not names:
        return ask_any()
    choices = {ANY: _("Anything"), **{number: _(name) for number, name in enumerate(names)}}
    if each:
        choices = {len(names): _("One after another"), **choices}
    chosen = st.selectbox(_("Ask for"), list(choices), format_func=choices.__getitem__, key=key, width=170)
    return tuple(np.arange(9) % len(names)) if chosen == len(names) else (int(chosen),) * 9


def ask_any() -> tuple[int, ...]:
    """Nine pictures of anything."""
    return (ANY,) * 9


def wanted(model: Model, classes_asked: tuple[int, ...]) -> np.ndarray | None:
    return np.array(classes_asked) if classes(model) and ANY not in classes_asked else None


@of_desk(st.cache_data, max_entries=32, show_spinner=False)
@gate.heavy(N_("Walking from noise to pictures"), seconds=3.0)
def _walked(path: str, stamp: float, classes_asked: tuple[int, ...], asked: Asked, _model: Model) -> Walked:
    from engine.lessons.flow.pictures.model import How

    flow, began = loaded(_model), time.perf_counter()
    noise = flow.noise(len(classes_asked), asked.seed)
    found = flow.way(noise, wanted(_model, classes_asked), How(*asked))
    return Walked(found.times, found.states, found.beliefs, time.perf_counter() - began)


def walked(model: Model, classes_asked: tuple[int, ...], asked: Asked) -> Walked:
    """The whole way of some pictures, and how long it took."""
    return _walked(str(model.path), model.stamp, classes_asked, asked, model)


@of_desk(st.cache_data, max_entries=32, show_spinner=False)
@gate.heavy(N_("One noise, guided more and more"), seconds=3.0)
def _guided(
    path: str, stamp: float, one: int, guidances: tuple[float, ...], asked: Asked, place: int, _model: Model
) -> np.ndarray:
    from engine.lessons.flow.pictures.model import How

    flow = loaded(_model)
    noise = flow.noise(place + 1, asked.seed)[-1:]
    made = [flow.make(noise, wanted(_model, (one,)), How(*asked._replace(guidance=much))) for much in guidances]
    return np.concatenate(made)


def guided(model: Model, one: int, guidances: tuple[float, ...], asked: Asked, place: int) -> np.ndarray:
    """The noise at `place` among the seed's, walked with each guidance."""
    return _guided(str(model.path), model.stamp, one, guidances, asked, place, model)


@of_desk(st.cache_data, max_entries=24, show_spinner=False)
@gate.heavy(N_("Painting into the hole"), seconds=6.0)
def _filled(
    path: str, stamp: float, picture: np.ndarray, hole: np.ndarray, one: int, count: int, asked: Asked, _model: Model
) -> np.ndarray:
    from engine.lessons.flow.pictures.model import How

    flow = loaded(_model)
    return flow.fill(picture, hole, flow.noise(count, asked.seed), wanted(_model, (one,) * count), How(*asked))


def filled(model: Model, picture: np.ndarray, hole: np.ndarray, one: int, count: int, asked: Asked) -> np.ndarray:
    return _filled(str(model.path), model.stamp, picture, hole, one, count, asked, model)


@of_desk(st.cache_data, max_entries=24, show_spinner=False)
@gate.heavy(N_("Painting over the sketch"), seconds=4.0)
def _redrawn(
    path: str,
    stamp: float,
    picture: np.ndarray,
    strengths: tuple[float, ...],
    one: int,
    count: int,
    asked: Asked,
    _model: Model,
) -> np.ndarray:
    from engine.lessons.flow.pictures.model import How

    flow = loaded(_model)
    noise, asked_for = flow.noise(count, asked.seed), wanted(_model, (one,) * count)
    return np.stack([flow.redraw(picture, strength, noise, asked_for, How(*asked)) for strength in strengths])


def redrawn(
    model: Model, picture: np.ndarray, strengths: tuple[float, ...], one: int, count: int, asked: Asked
) -> np.ndarray:
    """uint8 (strengths, count, h, w, c)"""
    return _redrawn(str(model.path), model.stamp, picture, strengths, one, count, asked, model)


@of_desk(st.cache_data, max_entries=24, show_spinner=False)
@gate.heavy(N_("Walking between two noises"), seconds=6.0)
def _between(
    path: str,
    stamp: float,
    ends: np.ndarray | None,
    seeds: tuple[int, int],
    frames: int,
    one: int,
    asked: Asked,
    _model: Model,
) -> np.ndarray:
    from engine.lessons import latent
    from engine.lessons.flow.pictures.model import How

    flow = loaded(_model)
    if ends is None:
        two = np.concatenate([flow.noise(1, seed) for seed in seeds])
    else:
        two = flow.back(ends, wanted(_model, (one, one)))
    flat = two.reshape(2, -1)
    on_the_way = np.stack([latent.slerp(flat[0], flat[1], t) for t in np.linspace(0, 1, frames)])
    noise = on_the_way.reshape(frames, *two.shape[1:]).astype(np.float32)
    return flow.make(noise, wanted(_model, (one,) * frames), How(*asked))


def between(
    model: Model, ends: np.ndarray | None, seeds: tuple[int, int], frames: int, one: int, asked: Asked
) -> np.ndarray:
    """Pictures from one noise to another along the arc; with `ends`, uint8 (2, h, w, c), from the noise of one picture to that of the other."""
    return _between(str(model.path), model.stamp, ends, seeds, frames, one, asked, model)


def fresh(model: Model, count: int, seed: int, steps: int) -> np.ndarray:
    """Pictures of all classes as they come, without guidance: what is compared with other machines."""
    from engine.lessons.flow.pictures.model import How

    flow = loaded(model)
    return flow.sample(count, seed, wanted(model, tuple(np.arange(count) % max(1, len(flow.classes)))), How(steps))


@of_desk(st.cache_data, max_entries=12, show_spinner=False)
@gate.heavy(N_("Walking from noise to pictures"), seconds=3.0)
def _sampled(path: str, stamp: float, count: int, seed: int, steps: int, _model: Model) -> np.ndarray:
    return fresh(_model, count, seed, steps)


def sampled(model: Model, count: int, seed: int, steps: int) -> np.ndarray:
    return _sampled(str(model.path), model.stamp, count, seed, steps, model)

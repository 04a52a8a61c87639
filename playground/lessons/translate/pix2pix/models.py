"""Generators that learnt from pairs: which are at hand, and what they make of a picture."""

import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import streamlit as st

from engine.data.pairs import SETS
from engine.language.words import _
from engine.lessons.translate.fields import PATCHES
from playground.widgets import models
from playground.widgets.models import Model


@dataclass(frozen=True)
class Made:
    """uint8 (h, w, 3), and how long it took."""

    picture: np.ndarray
    seconds: float


def at_hand() -> list[Model]:
    """Shipped ones, then the reader's own."""
    return models.at_hand("pix2pix", titled=title)


def title(card: dict) -> str:
    """What a model learnt from, and where it matters, with which loss."""
    config = card["config"]
    name = _(SETS[config["data"]].title) if config["data"] in SETS else _("Your pairs")
    if config["adversarial"] == 0:
        return _("{name}, L1 alone", name=name)
    if config["l1"] == 0:
        return _("{name}, critic alone", name=name)
    if config["patch"] != "70":
        return _("{name}, critic sees {patch}", name=name, patch=_(PATCHES[config["patch"]]).lower())
    return name if config["l1"] == 100 else f"{name}, λ = {config['l1']:g}"


def shipped() -> dict[str, Model]:
    """The models of pretrained/ whose files are there."""
    return {model.name: model for model in models.shipped("pix2pix", title)}


def varies(model: Model) -> bool:
    """Whether it makes more than one picture of a map: by dropout, the only noise that this lesson's generators know, or by palettes."""
    return model.card["networks"]["generator"]["arguments"].get("noise", 0) > 0 or knows_palettes(model)


def knows_palettes(model: Model) -> bool:
    return model.card["networks"]["generator"]["arguments"].get("palettes", 0) > 0


def palette(model: Model, variant: int) -> np.ndarray:
    """The colours of a variant's things, uint8 (labels, 3)."""
    return _translator(str(Path(model.path)), model.stamp).network.palettes.variant(variant)


@st.cache_resource(max_entries=6, show_spinner=False)
def _translator(path: str, stamp: float):
    """Shared by all visitors. It brings torch."""
    from engine.lessons.translate import model as translate_model

    ready = translate_model.load(path)
    ready.translate(np.zeros((128, 128, 3), np.uint8))  # the first pass prepares what all later ones use
    return ready


@st.cache_data(max_entries=96, show_spinner=False)
def _made(path: str, stamp: float, given: bytes, shape: tuple[int, int], seed: int | None, colours: bytes) -> Made:
    ready = _translator(path, stamp)
    picture = np.frombuffer(given, np.uint8).reshape(*shape, 3).copy()
    palette = np.frombuffer(colours, np.uint8).reshape(-1, 3) if colours else None
    began = time.perf_counter()
    made = ready.translate(picture, seed=seed, palette=palette)
    return Made(made, time.perf_counter() - began)


def made(model: Model, given: np.ndarray, variant: int = 1, palette: np.ndarray | None = None) -> Made:
    """What the model makes of a picture, uint8 (h, w, 3). Variant 0 is without noise, any other number one draw of it: the paper's
    generators keep their dropout, and without it pictures are softer than any that they learnt to make. `palette`: own colours of
    things, uint8 (labels, 3), for a model that is told them."""
    colours = b"" if palette is None else palette.tobytes()
    return _made(str(Path(model.path)), model.stamp, given.tobytes(), given.shape[:2], variant or None, colours)


def verdicts(model: Model, picture: np.ndarray, given: np.ndarray):
    """What the model's critic says of each patch of a picture that was made of, or belongs to, the given one."""
    with st.spinner(_("The generator is getting ready")):
        judge = _translator(str(Path(model.path)), model.stamp)
    return judge.verdicts(picture, given)


def sharpness(picture: np.ndarray) -> float:
    """How much light changes from pixel to pixel, on average: what blur takes away."""
    light = picture.astype(np.float32).mean(2)
    return float(np.abs(np.diff(light, axis=0)).mean() + np.abs(np.diff(light, axis=1)).mean())

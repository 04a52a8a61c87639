"""A model's codes as a map to drag through: which data lie where, and what the decoder draws there."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import streamlit as st

from engine.language.words import _
from engine.lessons import latent
from engine.weights import browser
from playground.components.pad.pad import View, latent_pad
from playground.widgets import models
from playground.widgets.models import Model

POINTS = 1_000
LARGEST = 32
"""Pixels of pictures that are sent as thumbnails; larger ones the decoder paints when a point is hovered."""


def codes_map(several: list[Model], *, key: str, layers: tuple[str, ...] = ("points",), **pad) -> list[float] | None:
    """One model's map, or two side by side with the same place on both. Further options go to the pad."""
    views = [
        view(
            model,
            title=None if len(several) > 1 else _("Map of {pictures}", pictures=models.set_name(model.card)),
        )
        for model in several
    ]
    return latent_pad(views, key=key, classes=classes(several[0]), layers=layers, **pad)


def view(model: Model, title: str | None = None, **more) -> View:
    """The pad's view of a model. A variational one fills the plane around zero; an autoencoder's codes lie where they lie."""
    beside = models.code_map(model)
    codes = beside["codes"][:POINTS].astype(np.float32)
    labels = beside["labels"][:POINTS] if "labels" in beside else None
    variational = model.card["lesson"] != "autoencoder"
    place = {} if variational else _frame(codes)
    if "log_var" in beside:
        place["spreads"] = np.exp(beside["log_var"][:POINTS].astype(np.float32) / 2)
    small = model.size <= LARGEST
    pictures, _labels, _names, real = models.held_out(model.data, POINTS) if small else (codes, None, (), False)
    fits = real and len(pictures) >= len(codes)
    return View(
        title or models.short_title(model),
        models.decoder(model),
        points=codes,
        labels=labels,
        thumbnails=pictures[: len(codes)] if fits else None,
        prior=variational,
        name=f"{model.name}.{model.stamp:.0f}",
        **place,
        **more,
    )


def on_sheet(model: Model, sheet: latent.Plane, *, title: str, **more) -> View:
    """The pad's view of a flat sheet through a model's codes: the pad paints any place of it."""
    places = sheet.place(models.code_map(model)["codes"][:POINTS].astype(np.float32))
    return View(
        title,
        decoder_on_sheet(str(model.path), model.stamp, sheet.origin, sheet.right, sheet.up),
        points=places.astype(np.float32),
        prior=False,
        extent=float(np.quantile(np.abs(places), 0.99) * 1.15),
        **more,
    )


@st.cache_data(max_entries=8, show_spinner=False)
def decoder_on_sheet(
    path: str, stamp: float, origin: np.ndarray, right: np.ndarray, up: np.ndarray
) -> Mapping[str, Any]:
    """The decoder behind a layer that turns a place on the sheet into a code."""
    onto = browser.linear(np.stack([right, up], 1), origin)
    return browser.pack([onto, *browser.painter(Path(path))])


def classes(model: Model) -> list[str]:
    """Their names as the model's card says them: keys, translated where they are shown."""
    return model.card.get("classes", [])


def _frame(codes: np.ndarray) -> dict:
    """The middle of the codes, and how far to look from there so that nearly all are seen."""
    low, high = np.quantile(codes, 0.005, axis=0), np.quantile(codes, 0.995, axis=0)
    return {"centre": (low + high) / 2, "extent": float((high - low).max() / 2 * 1.15)}

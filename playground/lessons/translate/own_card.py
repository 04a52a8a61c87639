"""Pictures made on the visitor's own graphics card, where there is one: then the server computes nothing for them."""

from pathlib import Path
from typing import Any

import numpy as np
import streamlit as st

from playground.components.graphics import graphics
from playground.components.making.making import Making
from playground.components.weights import weights
from playground.widgets.models import Model


def making(
    model: Model, given: np.ndarray, *, back: bool = False, strength: float = 1.0, seed: int | None = None
) -> Making | None:
    """What the card is asked to make of a picture, uint8 (h, w, 3); None where that is the server's work."""
    if not graphics.at_hand():
        return None
    from engine.lessons.translate import graphics as generators
    from engine.weights.graphics import as_bytes

    about = generators.about(model.card, back)
    size = given.shape[:2]
    name = f"{model.name} {'back ' if back else ''}{model.stamp:.0f} {size}"
    if not generators.fits(about, *size) or weights.refused(name) or (seed is not None and about.get("grain")):
        return None
    file = str(model.path), model.stamp, back
    weights.hold(name, lambda: as_bytes(name, _plan(*file, *size)))
    kept = _kept(*file, *size, seed) if seed is not None and about.get("noise") else b""
    return Making(name, given, strength, strength if about["residual"] else 1.0, kept)


@st.cache_resource(max_entries=6, show_spinner=False)
def _plan(path: str, stamp: float, back: bool, height: int, width: int) -> Any:
    from engine.lessons.translate import graphics as generators

    return generators.plan_of(Path(path), back, height, width)


@st.cache_data(max_entries=64, show_spinner=False)
def _kept(path: str, stamp: float, back: bool, height: int, width: int, seed: int) -> bytes:
    from engine.lessons.translate import graphics as generators

    return generators.kept(Path(path), _plan(path, stamp, back, height, width), seed)

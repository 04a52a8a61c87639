"""A picture of one's own: drawn, uploaded or taken from the set."""

import numpy as np
import streamlit as st

from playground.components.sketch.sketch import sketch
from playground.widgets import models, picture_view, uploads
from playground.widgets.models import Model

SOURCES = {"draw": "Draw", "pick": "Pick", "upload": "Upload"}
PENS = (("Ink", "#2b2b33"), ("Skin", "#e6b58f"), ("Hair", "#7a4a24"), ("Red", "#c8443a"), ("Blue", "#3f6fb5"))
PAPER = "#f2ead8"


def bring(model: Model) -> np.ndarray | None:
    """A picture (1, h, w, c) as the model takes it, in one of three ways."""
    source = st.segmented_control(
        "Your picture",
        list(SOURCES),
        format_func=SOURCES.__getitem__,
        default="draw",
        required=True,
        key="encode.source",
        label_visibility="collapsed",
        wrap=True,
    )
    if source in BRINGS:
        brought = BRINGS[source](model, key="encode")
        return None if brought is None else brought[None]
    held_out, labels, classes, real = models.held_out(model.data, 200)
    number = st.slider("Held-out picture", 1, len(held_out), 1, key="encode.number") - 1
    what = f": {classes[labels[number]]}" if labels is not None and len(classes) else ""
    picture_view.show(
        held_out[number], f"Held-out picture {number + 1}{what}.{'' if real else ' A glyph: the real set is not here.'}"
    )
    return held_out[number : number + 1] if real else fitting(held_out[number], model)[None]


def draw(model: Model, *, key: str) -> np.ndarray | None:
    """The reader's drawing as the model takes it, (h, w, c)."""
    if model.channels == 1:
        drawn = sketch(key=f"{key}.sketch", size=model.size, centre=model.size == 28, alt="Draw a digit or a letter")
    else:
        drawn = sketch(key=f"{key}.sketch", size=model.size, colours=PENS, background=PAPER, alt="Draw a picture")
    return None if drawn is None else fitting(drawn, model)


def upload(model: Model, *, key: str) -> np.ndarray | None:
    """The reader's picture as the model takes it, (h, w, c)."""
    opened = uploads.one_picture("A picture", key=f"{key}.file", size=model.size)
    if opened is None:
        return None
    invert = model.channels == 1 and st.toggle(
        "Dark on light",
        value=bool(opened.mean() > 127),
        key=f"{key}.invert",
        help="These models know light strokes on dark ground.",
    )
    return fitting(np.subtract(255, opened) if invert else opened, model)


BRINGS = {"draw": draw, "upload": upload}


def fitting(picture: np.ndarray, model: Model) -> np.ndarray:
    """Grey for a grey model, three channels for a coloured one."""
    if model.channels == 1 and picture.shape[2] == 3:
        return (picture @ np.array([0.299, 0.587, 0.114])).round().astype(np.uint8)[:, :, None]
    return picture.repeat(3, axis=2) if model.channels == 3 and picture.shape[2] == 1 else picture

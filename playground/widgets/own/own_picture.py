"""A picture of one's own: drawn, uploaded or taken from the set."""

import numpy as np
import streamlit as st

from engine.language.words import N_, _
from playground.components.sketch.sketch import sketch
from playground.widgets import models, picture_view, uploads
from playground.widgets.models import Model

SOURCES = {"draw": N_("Draw"), "pick": N_("Pick"), "upload": N_("Upload")}
PENS = (
    (N_("Ink"), "#2b2b33"),
    (N_("Skin"), "#e6b58f"),
    (N_("Hair"), "#7a4a24"),
    (N_("Red"), "#c8443a"),
    (N_("Blue"), "#3f6fb5"),
)
PAPER = "#f2ead8"


def bring(model: Model) -> np.ndarray | None:
    """A picture (1, h, w, c) as the model takes it, in one of three ways."""
    source = st.segmented_control(
        _("Your picture"),
        list(SOURCES),
        format_func=lambda source: _(SOURCES[source]),
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
    number = st.slider(_("Held-out picture"), 1, len(held_out), 1, key="encode.number") - 1
    if labels is not None and len(classes):
        said = _("Held-out picture {number}: {name}.", number=number + 1, name=_(classes[labels[number]]))
    else:
        said = _("Held-out picture {number}.", number=number + 1)
    picture_view.show(held_out[number], said if real else f"{said} {_('A glyph: the real set is not here.')}")
    return held_out[number : number + 1] if real else fitting(held_out[number], model)[None]


def draw(model: Model, *, key: str) -> np.ndarray | None:
    """The reader's drawing as the model takes it, (h, w, c)."""
    if model.channels == 1:
        drawn = sketch(key=f"{key}.sketch", size=model.size, centre=model.size == 28, alt=_("Draw a digit or a letter"))
    else:
        pens = tuple((_(name), colour) for name, colour in PENS)
        drawn = sketch(key=f"{key}.sketch", size=model.size, colours=pens, background=PAPER, alt=_("Draw a picture"))
    return None if drawn is None else fitting(drawn, model)


def upload(model: Model, *, key: str) -> np.ndarray | None:
    """The reader's picture as the model takes it, (h, w, c)."""
    opened = uploads.one_picture(_("A picture"), key=f"{key}.file", size=model.size)
    if opened is None:
        return None
    invert = model.channels == 1 and st.toggle(
        _("Dark on light"),
        value=bool(opened.mean() > 127),
        key=f"{key}.invert",
        help=_("These models know light strokes on dark ground."),
    )
    return fitting(np.subtract(255, opened) if invert else opened, model)


BRINGS = {"draw": draw, "upload": upload}


def fitting(picture: np.ndarray, model: Model) -> np.ndarray:
    """Grey for a grey model, three channels for a coloured one."""
    if model.channels == 1 and picture.shape[2] == 3:
        return (picture @ np.array([0.299, 0.587, 0.114])).round().astype(np.uint8)[:, :, None]
    return picture.repeat(3, axis=2) if model.channels == 3 and picture.shape[2] == 1 else picture

"""The critic of pairs under the lens: what it says of each patch of a picture, knowing the map that it belongs to."""

import numpy as np
import streamlit as st

from engine.language.words import N_, _, _p
from playground.components.big.big import stage
from playground.components.lens import lens
from playground.lessons.translate.pix2pix import draw, label_maps, models
from playground.shell import frame, views
from playground.widgets import models as widgets_models
from playground.widgets.models import Model

PICTURES = {"made": N_("The made picture"), "truth": N_("The true picture")}


def show(corner) -> None:
    with corner:
        model = widgets_models.choose(_("Model"), models.at_hand(), key="pix2pix.model", param="model")
    if model is None:
        views.offer(_("Train a model"), "train", "pix2pix")
        return
    kind = label_maps.kind_of(model)
    if kind is None:
        st.info(_("This model is given pictures, not maps. Choose one of scenes, facades or edges above."))
        return
    label_maps.follow(kind)
    reference = label_maps.now(kind)
    left, right = st.columns([8, 5], gap="medium")
    with right:
        truth = label_maps.truth(reference)
        shown = _picture() if truth is not None else "made"
        draw.samples(kind, reference)
    with left, stage(), frame.guard():
        _lens(model, kind, reference, shown, truth)
    lens.explained()


def _picture() -> str:
    return st.segmented_control(
        _p("verb", "Judge"),
        list(PICTURES),
        format_func=lambda picture: _(PICTURES[picture]),
        default="made",
        required=True,
        key="pix2pix.lens.picture",
        persist_state="session",
        wrap=True,
    )


def _lens(model: Model, kind: str, reference: str, shown: str, truth: np.ndarray | None) -> None:
    given = label_maps.shown(kind, reference)
    picture = models.made(model, given).picture if shown == "made" or truth is None else truth
    verdicts = models.verdicts(model, picture, given)
    title = label_maps.title(reference)
    caption = (
        _("{title}: what the generator made of the map.", title=title)
        if shown == "made"
        else _("{title}: the true picture.", title=title)
    )
    lens.lens(picture, verdicts, key="pix2pix.lens", caption=caption)
    wanted = (
        _("It learnt to say 0 to what the generator makes; where it says 1, the generator has won.")
        if shown == "made"
        else _("It learnt to say 1 to true pictures beside their own map.")
    )
    st.caption(
        " ".join(
            (
                _("On average **{mean:.2f}**.", mean=verdicts.map.mean()),
                wanted,
                _("The critic sees the map as well: a fine window in the wrong place does not pass."),
            )
        )
    )

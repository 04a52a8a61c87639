"""Drawing a label map, and the picture that a generator makes of it: it follows each stroke."""

import functools

import numpy as np
import streamlit as st

from engine.language.words import _
from playground.components.big.big import stage
from playground.components.gallery import gallery as gallery_gallery
from playground.components.gallery.gallery import gallery
from playground.components.labels.labels import labels
from playground.components.shared.difference import apart
from playground.lessons.translate.pix2pix import label_maps, models, pictures
from playground.lessons.translate.pix2pix.label_maps import KINDS
from playground.lessons.translate.pix2pix.models import Made
from playground.shell import frame, views
from playground.widgets import models as widgets_models
from playground.widgets import picture_view, uploads
from playground.widgets.models import Model

TALL = 340
"""CSS pixels of map and picture: both are seen whole on a projector."""

SENT = 256
"""Pixels of the picture on its way to the browser: two for each that was made."""

VARIANT = "pix2pix.variant"


def show(corner) -> None:
    with corner:
        model = widgets_models.choose(_("Model"), models.at_hand(), key="pix2pix.model", param="model")
    if model is None:
        views.offer(_("Train a model"), "train", "pix2pix")
        return
    kind = label_maps.kind_of(model)
    if kind is None:
        pictures.show(model)
        return
    label_maps.follow(kind)
    st.session_state.setdefault(VARIANT, 1)
    st.fragment(_board_and_picture)(model, kind)
    samples(kind, label_maps.now(kind))


def _board_and_picture(model: Model, kind: str) -> None:
    """A stroke runs only this part of the page again."""
    with frame.guard():
        reference = label_maps.now(kind)
        with stage():
            left, right = st.columns([7, 5], gap="medium")
            with left:
                board(kind, reference)
                actions = st.container(horizontal=True, vertical_alignment="center", gap="small")
            with right, frame.guard():
                _picture(model, kind, reference, actions)


def board(kind: str, reference: str) -> None:
    """The map to draw on. What is drawn becomes the map of this visit, and of the address."""
    about = KINDS[kind]
    labels(
        label_maps.numbers(kind, reference),
        key=f"pix2pix.board.{kind}",
        colours=about.palette,
        offered=about.offered,
        blank=about.number(about.blank),
        start=about.number(about.start),
        tool=about.tool,
        stamp=about.stamp,
        on_draw=lambda drawn: label_maps.put(kind, label_maps.keep(kind, drawn)),
        alt=label_maps.title(reference),
        tallest=TALL,
    )


def _picture(model: Model, kind: str, reference: str, actions) -> None:
    given = label_maps.shown(kind, reference)
    variant = st.session_state[VARIANT] if models.varies(model) else 0
    result = models.made(model, given, variant)
    show_picture(
        result.picture,
        _caption(model, given, result, variant),
        alt=_("The picture that {model} makes of the map", model=model.title),
    )
    st.caption(f"{_('**What it cannot do.**')} {_(KINDS[kind].limits)}")
    with actions:
        if models.varies(model):
            _variants(variant)
        with st.popover(_("Download"), icon=":material/download:"):
            for label, name, content in ((_("Picture"), "picture", result.picture), (_("Map"), "map", given)):
                st.download_button(
                    f"{label} (PNG)",
                    functools.partial(picture_view.png, content),
                    file_name=f"{kind}-{name}.png",
                    mime="image/png",
                    on_click="ignore",
                    key=f"pix2pix.download.{name}",
                )


def _variants(variant: int) -> None:
    st.button(
        _("Another variant"),
        icon=":material/casino:",
        key="pix2pix.again",
        on_click=_vary,
        help=_("The same map with other noise: dropout switches off half of the deepest signals by chance."),
    )
    if variant:
        st.button(_("Without noise"), key="pix2pix.calm", on_click=_calm, type="tertiary")


def _caption(model: Model, given: np.ndarray, result: Made, variant: int) -> str:
    said = _(
        "Made of the map by {model} in {time:.0f} ms.", model=widgets_models.cited(model), time=result.seconds * 1000
    )
    if not variant:
        return said
    calm = models.made(model, given, variant=0).picture
    return f"{said} " + _(
        "Variant {variant} of its noise: {levels:.1f} of 255 levels from the one without. "
        "A generator that learns from pairs soon learns to use it for grain, and for little else.",
        variant=variant,
        levels=apart(calm, result.picture),
    )


def show_picture(picture: np.ndarray, caption: str, *, alt: str, wide: int = TALL) -> None:
    with st.container(width=wide):
        picture_view.show(picture, caption, alt=alt, width="stretch", target=SENT)


def _vary() -> None:
    st.session_state[VARIANT] += 1


def _calm() -> None:
    st.session_state[VARIANT] = 0


def samples(kind: str, reference: str, tall: int = 210) -> None:
    """Maps to begin with, and the way to bring one's own."""
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        st.markdown(_("**Begin with a map**"), width="content")
        drawer = st.popover(_("Your own map"), icon=":material/upload:", key=f"pix2pix.own.{kind}", on_change="rerun")
    items = label_maps.items(kind)
    gallery(
        items,
        gallery_sheet(kind),
        key=f"pix2pix.samples.{kind}",
        label=_("Maps to begin with"),
        chosen=[reference],
        on_pick=lambda picked, add: label_maps.put(kind, picked),
        height=tall,
    )
    if drawer.open:
        with drawer, frame.guard():
            _bring(kind)


@st.cache_data(max_entries=8, show_spinner=False)
def gallery_sheet(kind: str) -> str:
    return gallery_gallery.packed([label_maps.shown(kind, reference) for reference in KINDS[kind].samples])


def _bring(kind: str) -> None:
    """A map from the reader's disk; for a model of lines, any picture, of which the edges are taken."""
    turn = st.session_state.get(f"pix2pix.turn.{kind}", 0)
    what = _("A picture: its edges become the map") if kind == "edges" else _("A picture of a label map")
    picture = uploads.one_picture(what, key=f"pix2pix.file.{kind}.{turn}")
    st.caption(
        _("It is cut to a square of {side} pixels.", side=label_maps.SIDE)
        if kind == "edges"
        else _(
            "It is cut to a square of {side} pixels, and each pixel takes the nearest colour of the palette. Of a pair side by side the map is taken.",
            side=label_maps.SIDE,
        )
    )
    if picture is not None:
        drawn = pictures.edges_of(picture) if kind == "edges" else label_maps.brought(kind, picture)
        label_maps.put(kind, label_maps.keep(kind, drawn))
        st.session_state[f"pix2pix.turn.{kind}"] = turn + 1
        st.rerun()

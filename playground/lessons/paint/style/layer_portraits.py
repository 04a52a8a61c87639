"""What each layer keeps alone: of the style a texture from one Gram matrix, of the content a picture from one layer's features."""

from collections.abc import Callable
from functools import partial

import numpy as np
import streamlit as st

from engine.language.words import _
from engine.lessons.helpers.eye.fields import LAYERS
from engine.lessons.paint.style import textures
from playground.lessons.paint.style.choice import Choice
from playground.shell import frame, gate, wording
from playground.shell.caching import of_desk
from playground.widgets import picture_shelf, picture_view

NARROWEST = 132
"""Pixels across of a picture, at least: beside each other on a laptop, two in a row on a phone."""


def styles(choice: Choice) -> None:
    """Five textures of the strongest style: at once for the gallery's, by a click for one's own."""
    style = max(choice.styles, key=lambda one: one[1])[0]
    title = picture_shelf.title(style)
    st.header(_("What does each layer know of the style?"), anchor=False)
    with frame.guard():
        made = _kept(style)
        if made is None and not _wanted(
            "paint.layers.style",
            style,
            _("Paint a texture with one layer at a time"),
            _("Five small pictures out of noise, in about half a minute. Each shows when it is done."),
        ):
            return
        _row(title, partial(texture, style) if made is None else made.__getitem__)
        st.caption(
            _(
                "**{title}**, painted out of noise from the Gram matrix of one layer alone. The first layer knows specks in the painting's colours, "
                "the next ones its strokes, then its forms. The deepest cares little for colour, and leaves much of the noise as it was. "
                "None knows where anything was.",
                title=wording.safe(title),
            )
        )


def content(choice: Choice) -> None:
    """The content picture, rebuilt five times, by a click."""
    title = picture_shelf.title(choice.content)
    st.header(_("What does each layer keep of your picture?"), anchor=False)
    with frame.guard():
        if _wanted(
            "paint.layers.content",
            choice.content,
            _("Rebuild it from one layer at a time"),
            _("Five small pictures out of noise, in about a minute. Each shows when it is done."),
        ):
            _row(title, partial(rebuilt, choice.content))
            st.caption(
                _(
                    "**{title}**, out of noise, from what one layer sees: the deeper it lies, the less of it comes back.",
                    title=wording.safe(title),
                )
            )


def _row(title: str, of: Callable[[str], np.ndarray]) -> None:
    """The picture of each layer. The places stand before the first picture is there, so that nothing moves."""
    grid = st.grid(len(LAYERS), min_column_width=NARROWEST)
    cells = [grid.cell() for _layer in LAYERS]
    for cell, (layer, words) in zip(cells, LAYERS.items(), strict=True):
        with cell:
            alt = _("{title}, from {layer} alone", title=title, layer=layer)
            picture_view.show(of(layer), _(words), alt=alt, width="stretch", target=2 * textures.SIDE)


def _wanted(key: str, reference: str, label: str, takes: str) -> bool:
    """Whether the visitor has asked for the pictures of this one; otherwise the button that asks for them."""
    if st.session_state.get(key) == reference:
        return True
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button(label, icon=":material/layers:", key=f"{key}.go", on_click=_ask, args=(key, reference))
        st.caption(takes)
    return False


def _ask(key: str, reference: str) -> None:
    st.session_state[key] = reference


@of_desk(st.cache_data, max_entries=60, show_spinner=False)
def _kept(style: str) -> dict[str, np.ndarray] | None:
    made = textures.kept(style)
    return None if made is None else dict(zip(LAYERS, made, strict=True))


@of_desk(st.cache_data, max_entries=60, show_spinner=False)
@gate.heavy("Painting with one layer", seconds=5)
def texture(style: str, layer: str) -> np.ndarray:
    from engine.lessons.paint.style import layers  # brings torch

    return layers.texture(style, layer)


@of_desk(st.cache_data, max_entries=60, show_spinner=False)
@gate.heavy("Painting with one layer", seconds=8)
def rebuilt(content: str, layer: str) -> np.ndarray:
    from engine.lessons.paint.style import layers

    return layers.rebuilt(content, layer)

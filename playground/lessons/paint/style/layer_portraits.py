"""What each layer keeps alone: below the style a texture from one Gram matrix, below the content a picture from one layer's features."""

import numpy as np
import streamlit as st

from engine.language.words import N_, _
from engine.lessons.helpers.eye.fields import LAYERS
from playground.lessons.paint.style.choice import Choice
from playground.shell import frame, gate, wording
from playground.shell.caching import of_desk
from playground.widgets import picture_shelf, picture_view

ASKED = "paint.layers.asked"

ROWS = {
    "texture": N_(
        "**{title}**, out of noise, from the Gram matrix of one layer alone: strokes and colours, no things."
    ),
    "rebuilt": N_(
        "**{title}**, out of noise, from what one layer sees: the deeper it lies, the less of it comes back."
    ),
}


def show(choice: Choice) -> None:
    style = max(choice.styles, key=lambda one: one[1])[0]
    st.header(_("What does each layer keep, all alone?"), anchor=False)
    if not asked(style, choice.content):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.button(
                _("Paint with one layer at a time"),
                icon=":material/layers:",
                key="paint.layers.go",
                on_click=_ask,
                args=(style, choice.content),
            )
            st.caption(_("Ten small pictures out of noise, in a minute or two. Each shows when it is done."))
        return
    with frame.guard():
        for kind, reference in (("texture", style), ("rebuilt", choice.content)):
            st.caption(_(ROWS[kind], title=wording.safe(picture_shelf.title(reference))))
            # The places stand before the first picture is there, so that nothing moves.
            cells = st.columns(len(LAYERS), gap="small")
            for cell, layer in zip(cells, LAYERS, strict=True):
                with cell:
                    made = texture(reference, layer) if kind == "texture" else rebuilt(reference, layer)
                    picture_view.show(
                        made,
                        layer,
                        alt=_("{title}, from {layer} alone", title=picture_shelf.title(reference), layer=layer),
                        width="stretch",
                        target=1,
                    )


def asked(style: str, content: str) -> bool:
    return st.session_state.get(ASKED) == (style, content)


def _ask(style: str, content: str) -> None:
    st.session_state[ASKED] = style, content


@of_desk(st.cache_data, max_entries=60, show_spinner=False)
@gate.heavy("Painting with one layer", seconds=8)
def texture(style: str, layer: str) -> np.ndarray:
    from engine.lessons.paint.style import layers  # brings torch

    return layers.texture(style, layer)


@of_desk(st.cache_data, max_entries=60, show_spinner=False)
@gate.heavy("Painting with one layer", seconds=8)
def rebuilt(content: str, layer: str) -> np.ndarray:
    from engine.lessons.paint.style import layers

    return layers.rebuilt(content, layer)

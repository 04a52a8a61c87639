"""Generators that are given pictures, not maps: grey ones that want colours, and whatever a reader's own pairs began with."""

import numpy as np
import streamlit as st

from engine.data import gallery as shelf
from engine.data import intake, pairs
from playground.parts import (
    brush_paint,
    links,
    models,
    paint_choice,
    paint_instant,
    paint_pictures,
    pair_maps,
    pair_models,
    pictures,
    words,
)
from playground.parts.components.gallery import gallery
from playground.parts.models import Model

CONTENT = "pix2pix.content"
FIRST = "scene:lake"

LONGEST = 512
"""Pixels on the longer side of a picture that is translated here."""


def translate(model: Model) -> None:
    """The picture that is given, and what is made of it."""
    _follow()
    left, right = st.columns([7, 5], gap="medium")
    with right, st.container(gap="xsmall"):
        paint_choice.head("Picture to translate", "pix2pix", _take)
        items = paint_pictures.contents()
        gallery(
            items,
            paint_pictures.hung(items),
            key="pix2pix.contents",
            label="Picture to translate",
            chosen=[st.session_state[CONTENT]],
            on_pick=_take,
            height=330,
        )
    with left:
        _both(model, st.session_state[CONTENT])


def _both(model: Model, reference: str) -> None:
    picture = shelf.picture(reference, LONGEST)
    given = pairs.grey(picture[None])[0] if model.data == "grey" else picture
    result = pair_models.made(model, given)
    title = paint_pictures.title(reference)
    before = "without its colours" if model.data == "grey" else "as it is given"
    one, two = st.columns(2)
    with one:
        paint_instant.at_most(given, f"{words.safe(title)}, {before}.", alt=f"{title}, {before}")
    with two:
        paint_instant.at_most(
            result.picture,
            f"Made of it by {models.cited(model)} in {paint_instant.took(result.seconds)}.",
            alt=f"What the model makes of {title}",
        )
    if model.data == "grey":
        far, grey = brush_paint.apart(result.picture, picture), brush_paint.apart(given, picture)
        st.caption(
            f"Its pixels are {far:.0f} of 255 levels from the true ones on average; the grey picture's are {grey:.0f} away. "
            "Where many colours are possible, L1 chooses the one in the middle, which is a dull one."
        )
    else:
        st.caption(
            "It translates what resembles the given side of your pairs. Anything else is guessed from the nearest that it knows."
        )
    st.download_button(
        "Download PNG",
        pictures.png(result.picture),
        file_name="translated.png",
        mime="image/png",
        icon=":material/download:",
        on_click="ignore",
        key="pix2pix.download",
    )


def edges_of(picture: np.ndarray) -> np.ndarray:
    """The lines of any picture, as a map to draw on."""
    return pair_maps.lines(intake.square(picture, pair_maps.SIDE))


def _follow() -> None:
    if st.session_state.get(f"{CONTENT}.visit") != links.visit():
        asked = st.query_params.get("content", st.session_state.get(CONTENT, FIRST))
        st.session_state[CONTENT] = (
            asked if paint_pictures.known(asked) and not paint_pictures.is_fingerprint(asked) else FIRST
        )
        st.session_state[f"{CONTENT}.visit"] = links.visit()
    st.query_params["content"] = st.session_state[CONTENT]


def _take(reference: str, add: bool = False) -> None:
    st.session_state[CONTENT] = reference

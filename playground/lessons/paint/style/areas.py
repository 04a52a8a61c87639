"""Drawing the areas: which part of the picture is painted in which style, and which part stays."""

import numpy as np
import streamlit as st

from engine.language.words import _
from playground.components.mask import mask
from playground.lessons.paint.style import choice as style_choice
from playground.lessons.paint.style.choice import Choice
from playground.widgets import picture_shelf


def areas(choice: Choice, *, key: str, tallest: int = 340) -> None:
    """The mask over the content picture. What is drawn becomes part of the choice."""
    picture = picture_shelf.large(choice.content)
    width, height = mask.size_of(picture)
    drawn = picture_shelf.areas(choice.areas) if choice.areas else None
    if drawn is not None and drawn.shape != (height, width):
        rows, columns = np.arange(height) * drawn.shape[0] // height, np.arange(width) * drawn.shape[1] // width
        drawn = drawn[rows[:, None], columns]
    mask.mask(
        picture,
        key=key,
        titles=[picture_shelf.title(name) for name in choice.references],
        areas=drawn,
        on_draw=_keep,
        alt=picture_shelf.title(choice.content),
        tallest=tallest,
    )
    st.caption(
        _(
            "Choose a style, then draw where it shall go. What stays bare keeps its pixels. More styles: click the **+** in their corners."
        )
    )


def _keep(labels: np.ndarray | None) -> None:
    style_choice.choose(areas="" if labels is None else picture_shelf.keep_areas(labels))

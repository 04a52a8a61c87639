"""Drawing the areas: which part of the picture is painted in which style, and which part stays."""

import numpy as np
import streamlit as st

from playground.parts import paint_choice, paint_pictures
from playground.parts.components import mask as masks


def areas(choice: paint_choice.Choice, *, key: str, tallest: int = 340) -> None:
    """The mask over the content picture. What is drawn becomes part of the choice."""
    picture = paint_pictures.large(choice.content)
    width, height = masks.size_of(picture)
    drawn = paint_pictures.areas(choice.areas) if choice.areas else None
    if drawn is not None and drawn.shape != (height, width):
        rows, columns = np.arange(height) * drawn.shape[0] // height, np.arange(width) * drawn.shape[1] // width
        drawn = drawn[rows[:, None], columns]
    masks.mask(
        picture,
        key=key,
        titles=[paint_pictures.title(name) for name in choice.references],
        areas=drawn,
        on_draw=_keep,
        alt=paint_pictures.title(choice.content),
        tallest=tallest,
    )
    st.caption(
        "Choose a style, then draw where it shall go. What stays bare keeps its pixels. More styles: click the **+** in their corners."
    )


def _keep(labels: np.ndarray | None) -> None:
    paint_choice.put(areas="" if labels is None else paint_pictures.keep_areas(labels))

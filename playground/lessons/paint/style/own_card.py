"""Painting at once on the visitor's own graphics card, where there is one: the server then says what it knows of the style, and paints
nothing."""

import streamlit as st

from engine.lessons.paint.inputs import style
from playground.components.graphics import graphics
from playground.components.making.making import Making
from playground.components.weights import weights
from playground.lessons.paint.style.choice import Choice
from playground.shell import gate
from playground.shell.caching import of_desk
from playground.widgets import picture_shelf


def making(choice: Choice, strength: float) -> Making | None:
    """What the card is asked to paint; None where that is the server's work: drawn areas, too, and all until the card has shown that
    it is quick enough."""
    if not graphics.at_hand() or choice.areas:
        return None
    from engine.lessons.paint.instant import graphics as painters

    content = picture_shelf.large(choice.content)
    height, width = content.shape[:2]
    name = f"{painters.WEIGHTS}, {width} x {height}"
    if weights.refused(painters.WEIGHTS):
        return None
    weights.hold(painters.WEIGHTS, _weights)
    weights.hold(name, lambda: _steps(name, height, width), shares=painters.WEIGHTS)
    if not weights.proven(painters.WEIGHTS):
        return None
    return Making(name, content, strength, style=_code(choice.styles))


@st.cache_resource(show_spinner=False)
def _weights() -> bytes:
    from engine.lessons.paint.instant import graphics as painters

    return painters.weights()


@st.cache_resource(max_entries=16, show_spinner=False)
def _steps(name: str, height: int, width: int) -> bytes:
    from engine.lessons.paint.instant import graphics as painters

    return painters.steps(name, height, width)


@of_desk(st.cache_data, max_entries=64, show_spinner=False)
@gate.heavy("The eye is looking", seconds=1)
def _code(styles: tuple[tuple[str, float], ...]) -> bytes:
    """What the browser must know of the styles: what the eye once saw of them."""
    from engine.lessons.paint.instant import graphics as painters

    return painters.code([style(reference, weight, picture_shelf.SHOWN) for reference, weight in styles])

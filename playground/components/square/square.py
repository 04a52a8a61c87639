"""The blending square: up to four styles at its corners, and a point between them that says how much of each.

    square([Corner("The Starry Night", thumbnail), ...], key="blend", weights=[0.5, 0.3, 0.1, 0.1], on_move=keep)

With two styles it is a bar, with three a square whose lower corners are one. While the point is dragged Python hears of it
again and again, each time when it has answered the last. So draw it after what follows from it: then a painting follows the
hand as fast as it can be made.
"""

import base64
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import streamlit as st

from engine.core.errors import Trouble
from engine.language.words import _
from playground.components.shared import assets
from playground.components.shared.palette import palette
from playground.components.shared.thumbnails import jpeg

FEWEST, MOST = 2, 4
SIDE = 96
"""Pixels of a corner's picture in the browser."""


@dataclass(frozen=True)
class Corner:
    """A style: its title, and a small square picture uint8 (n, n, 3)."""

    title: str
    thumbnail: np.ndarray


_component = assets.component("square")


def square(
    corners: Sequence[Corner], *, key: str, weights: Sequence[float], on_move: Callable[[list[float]], Any]
) -> None:
    """Show it.

    weights  where the point is; a change of it moves the point there. Any scale: only their ratios count
    on_move  called before the script runs again with the weights, which sum to 1, at which the hand has put the point
    """
    if not FEWEST <= len(corners) <= MOST:
        raise Trouble(
            _("{n} styles cannot be blended.", n=len(corners)),
            _("Choose {fewest} to {most}.", fewest=FEWEST, most=MOST),
        )
    moved = reported(st.session_state.get(key))
    data = {
        "name": key,
        "palette": palette(),
        "corners": [
            {"title": corner.title, "jpeg": base64.b64encode(jpeg(corner.thumbnail, SIDE)).decode()}
            for corner in corners
        ],
        "place": [round(value, 4) for value in place_of(weights)],
        "answered": moved[2] if moved else 0,
    }

    def moved_to() -> None:
        if place := reported(st.session_state.get(key)):
            on_move(weights_at(place[0], place[1], len(corners)))

    _component(key=key, data=data, default={"point": None}, on_point_change=moved_to)


def reported(state: object) -> tuple[float, float, int] | None:
    """(x, y, number of the message) that the browser sent, within the square; None if it is no such thing."""
    point = state.get("point") if isinstance(state, Mapping) else None
    if not isinstance(point, Mapping):
        return None
    numbers: list[Any] = [point.get(name) for name in ("x", "y", "count")]
    if not all(isinstance(number, int | float) and math.isfinite(number) for number in numbers):
        return None
    x, y = (min(1.0, max(0.0, float(number))) for number in numbers[:2])
    return x, y, int(numbers[2])


def weights_at(x: float, y: float, count: int) -> list[float]:
    """How much of each style at a place of the square, x to the right and y down, both in [0, 1]. They sum to 1."""
    across = [1 - x, x]
    if count == 2:
        return across
    upper = [(1 - y) * share for share in across]
    return [*upper, y] if count == 3 else [*upper, *(y * share for share in across)]


def place_of(weights: Sequence[float]) -> tuple[float, float]:
    """The place whose weights these are, or, of four that belong to none, the nearest by its sides' sums."""
    total = sum(weights)
    first, second, *lower = (weight / total for weight in weights)
    y = sum(lower)
    if len(weights) == 4:
        return second + lower[1], y
    return (second / (first + second) if first + second else 0.5), y if lower else 0.5

"""A label map to draw: named colours, a brush, an eraser, rectangles, a bucket, a stamp, a mirror. Python gets the map after each stroke.

    labels(drawn, key="map", names={1: "wall", 2: "window"}, colours={1: (0, 48, 255), ...}, on_draw=keep, ...)

Every pixel of the map has one label, and nothing lies between two labels.
"""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

import numpy as np
import streamlit as st

from playground.components.mask.mask import check_of, png, read_labels
from playground.components.shared import assets
from playground.components.shared.palette import palette


class Stamp(NamedTuple):
    """A ready pattern: rectangles in shares of its size (left, top, right, bottom), each with its label."""

    title: str
    ratio: float
    """Its width beside its height."""
    parts: tuple[tuple[float, float, float, float, int], ...]


_component = assets.component("labels", "weights/nets.js", "shared/label_map.js", styles=("shared/drawing.css",))


def labels(
    drawn: np.ndarray,
    *,
    key: str,
    colours: Mapping[str, tuple[int, int, int]],
    offered: Mapping[int, str],
    blank: int,
    on_draw: Callable[[np.ndarray], Any],
    alt: str,
    tool: str = "brush",
    start: int | None = None,
    stamp: Stamp | None = None,
    tallest: int = 340,
    on_live: Callable[[np.ndarray], Any] | None = None,
    net: str = "",
) -> None:
    """Show the map, uint8 (h, w): a number for each pixel, which is a place in `colours`.

    offered  the labels to draw with: number -> its name for the reader
    blank    the label of an empty map
    on_draw  called before the script runs again, with the map after a stroke
    tool     the one in hand at first; `start` is the label on it
    tallest  CSS pixels
    on_live  called likewise while a stroke is still being drawn, with the map so far; the next one comes when this is answered
    net      held by the page: who makes pictures with it hears of each stroke at once
    """
    height, width = drawn.shape

    def changed() -> None:
        state = st.session_state.get(key)
        found = reported(state, (width, height), len(colours))
        if found is None:
            return
        (on_live if on_live and is_live(state) else on_draw)(found)

    _component(
        key=key,
        data={
            "name": key,
            "palette": palette(),
            "width": width,
            "height": height,
            "colours": [list(colour) for colour in colours.values()],
            "offered": [[number, name] for number, name in offered.items()],
            "blank": blank,
            "map": png(drawn),
            "check": check_of(drawn),
            "alt": alt,
            "tool": tool,
            "start": next(iter(offered)) if start is None else start,
            "stamp": stamp and stamp._asdict(),
            "tallest": tallest,
            "live": on_live is not None,
            "net": net,
            "heard": heard(st.session_state.get(key)),
        },
        default={"map": None},
        on_map_change=changed,
    )


def heard(state: object) -> int:
    """Which of the browser's messages this answers: it counts them."""
    count = _sent(state).get("count")
    return count if isinstance(count, int) else 0


def is_live(state: object) -> bool:
    """Whether the hand still draws."""
    return _sent(state).get("live") is True


def _sent(state: object) -> Mapping[str, Any]:
    sent = state.get("map") if isinstance(state, Mapping) else None
    return sent if isinstance(sent, Mapping) else {}


def reported(state: object, size: tuple[int, int], count: int) -> np.ndarray | None:
    """The map that the browser sent, uint8 (h, w); None if it sent anything else."""
    found = read_labels(_sent(state).get("png"), size)
    return found if found is not None and found.max() < count else None

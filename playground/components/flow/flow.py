"""The flow: points that flow from noise into a shape in the reader's browser, with time, samplers and steps under the hand.

    flow(path, card, key="plane.flow", on_draw=lambda word: ...)

The browser runs the network itself; nothing is asked of the server while it flows.
"""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import streamlit as st

from engine.core.errors import Trouble
from engine.data.drawn import points, strokes
from engine.weights import shelf
from playground.components.shared import assets
from playground.components.shared.encoding import numbers
from playground.components.shared.palette import palette

SHOWN = 600
"""Real points that the browser gets: as many as it carries there."""

_component = assets.component(
    "flow",
    *(f"toy/{name}.js" for name in ("network", "measures", "plane", "pen", "curves")),
    *(f"flow/{name}.js" for name in ("field", "strokes", "scene", "clock", "learn", "steps")),
    styles=("toy/points.css",),
)


def flow(path: Path, card: Mapping[str, Any], *, key: str, on_draw: Callable[[str], None] = lambda word: None) -> None:
    """Show it: one flow, large. When the reader has drawn something, `on_draw` gets it as engine.data.drawn.strokes spells it."""

    def heard() -> None:
        word = sound(st.session_state[key].get("drawn"))
        if word:
            on_draw(word)

    _component(key=key, data=described(path, card, key) | {"mode": "play"}, on_drawn_change=heard)


def steps(path: Path, card: Mapping[str, Any], *, key: str) -> None:
    """Few steps and many with three samplers, beside one another."""
    _component(key=key, data=described(path, card, key) | {"mode": "steps"})


def described(path: Path, card: Mapping[str, Any], key: str) -> dict[str, Any]:
    """All that the browser needs, as plain JSON."""
    about = card["networks"]["field"]["arguments"]
    tensors = shelf.tensors(path, "field.")
    names = [*(f"field.hidden.{k}" for k in range(about["layers"])), "field.out"]
    weights = [tensors[f"{name}.{part}"] for name in names for part in ("weight", "bias")]
    return {
        "name": key,
        "palette": palette(),
        "stamp": f"{path.parent.name}/{path.name}@{path.stat().st_mtime}",
        "field": {
            "predicts": about["predicts"],
            "waves": about["waves"],
            "sizes": [weights[0].shape[1], *(len(bias) for bias in weights[1::2])],
            "layers": [numbers(one.astype(np.float32)) for one in weights],
        },
        "real": numbers(real(card["config"])),
        "blur": points.SPREAD,
    }


def real(config: Mapping[str, Any]) -> np.ndarray:
    """Held-out points of what a model has learnt, float32 (n, 2)."""
    known = points.drawn(config["drawing"], 1) if config["drawing"] and config["shape"] == "drawn" else None
    return (known or points.load(config["shape"], 1)).held_out[:SHOWN]


def sound(sent: object) -> str:
    """The drawing that a browser says was drawn; nothing where it is none. What it sends may hold anything."""
    try:
        strokes.read(sent if isinstance(sent, str) else "")
    except Trouble:
        return ""
    return str(sent)

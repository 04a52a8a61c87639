"""A decoder's weights for the browser: they cross once a visit, and every component of the page finds them by name.

    hold("faces-photo", lambda: models.decoder(model))
    mixer("faces-photo", z, concepts, key="mix")

Streamlit sends a component's data again with each run of the script, at best as a reference for which the server has
built and hashed all megabytes once more. So only the first run of a visit carries the weights, later ones their name.
"""

import base64
from collections.abc import Callable, Mapping
from typing import Any

import streamlit as st

from engine.weights.message import message
from playground.components.shared import assets

SENT = "atelier.weights"

REFUSED = "atelier.refused"
"""Nets that this visitor's graphics card has no room for, or no time."""

PROVEN = "atelier.proven"
"""Weights shared by nets of many sizes, of which one is ready on this visitor's graphics card."""

_component = assets.component(
    "weights", "weights/nets.js", "shared/network.js", "weights/kernels.js", "weights/graphics.js", "weights/painter.js"
)


def hold(name: str, packed: Mapping[str, Any] | Callable[[], Mapping[str, Any] | bytes], *, shares: str = "") -> None:
    """Give the page a network, what engine.weights.browser.pack returns or a function that returns it, or the bytes that
    engine.weights.graphics writes. It shows nothing.

    The name stands for these very weights: others need another name. Several may be held side by side.
    `shares`: the name of the weights that it has in common with others.
    """
    sent: set[str] = st.session_state.setdefault(SENT, set())
    data: Any = {"name": name}
    if name not in sent:
        content = packed if isinstance(packed, Mapping) else packed()
        data = content if isinstance(content, bytes) else as_bytes(name, content)
    # A run that was cut off may never have reached the browser, which then asks, and gets them in the next.
    _component(
        key=f"weights.{name}",
        data=data,
        on_missing_change=lambda: sent.discard(name),
        on_refused_change=lambda: _note(REFUSED, name, shares),
        on_proven_change=lambda: _note(PROVEN, name, shares),
    )
    sent.add(name)


def _note(where: str, name: str, shares: str) -> None:
    st.session_state.setdefault(where, set()).add(shares or name)


def refused(name: str) -> bool:
    return name in st.session_state.get(REFUSED, ())


def proven(name: str) -> bool:
    return name in st.session_state.get(PROVEN, ())


def as_bytes(name: str, packed: Mapping[str, Any]) -> bytes:
    """A packed network as one message: the 32-bit floats, the 16-bit whole numbers."""
    floats, shorts = (base64.b64decode(packed[part]) for part in ("floats", "shorts"))
    layers = {part: packed[part] for part in ("input", "output", "layers")}
    return message({"name": name, **layers}, floats, shorts)

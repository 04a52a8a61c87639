"""Whether this visitor's browser can compute on a graphics card of its own. It shows nothing."""

import streamlit as st

from playground.components.shared import assets

KEY = "graphics"

_component = assets.component("graphics", "weights/kernels.js", "weights/graphics.js")


def at_hand() -> bool:
    """A browser answers in the run after the first that asks; until then, and where it has no card or loses it, there is none."""
    _component(key=KEY, data={}, on_ready_change=lambda: None)
    return bool(st.session_state[KEY].get("ready"))

"""The Big button: picture, control and verdict fill the screen, in type that is read at six metres. Escape or B leads back."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from playground.components.shared import assets

_component = assets.component("big")


def big(key: str = "big") -> None:
    _component(key=key, data={"name": key, "palette": {"light": [], "dark": []}}, width="content")


def stage() -> DeltaGenerator:
    """What stays of a view when it is big: all else leaves, and it grows as far as the screen holds it. One on a page."""
    return st.container(key="stage")


def desk(name: str) -> DeltaGenerator:
    """What leaves, although it lies within a stage: there is no room for it at the front."""
    return st.container(key=f"desk.{name}")

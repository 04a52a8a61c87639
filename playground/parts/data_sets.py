"""Choosing the pictures to learn from."""

from collections.abc import Iterable

import streamlit as st

from engine.configs import Knob


def choose(about: Knob, *, key: str, sets: Iterable[str] | None = None) -> str:
    names = [name for name in about.choices if sets is None or name in set(sets)]
    return st.selectbox(
        about.label, names, format_func=about.choices.get, key=key, help=about.help, persist_state="session"
    )


def at_hand(data: str, *, key: str) -> bool:
    return True

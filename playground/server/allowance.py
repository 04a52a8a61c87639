"""How large a file may be that a visitor's page asks for: whoever draws the widget notes it, and the door reads it."""

import streamlit as st
from streamlit.runtime import Runtime

NOTED = "uploads.allowed"
"""Where a session keeps it: the key of a widget -> megabytes. With the session it is gone."""


def note(key: str, megabytes: int) -> int:
    """Before the widget of this key is drawn. Returns the megabytes, for the widget itself."""
    st.session_state.setdefault(NOTED, {})[key] = megabytes
    return megabytes


def megabytes(session: str) -> int:
    """Of the largest file for which a widget of this session's page asks now; 0 where none does."""
    manager = vars(Runtime.instance())["_session_mgr"]
    found = manager.get_active_session_info(session)
    if found is None or NOTED not in found.session.session_state:
        return 0
    state = found.session.session_state
    return max((most for key, most in list(state[NOTED].items()) if key in state), default=0)

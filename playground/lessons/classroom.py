"""Class: the teacher's page. All desks as a wall of their newest pictures, with the queue, and a hand on each run."""

import streamlit as st

from engine import settings
from playground.parts import page, wall

ADMITTED = "class.admitted"

with page.guard():
    if not settings.passphrase():
        st.title("Class", anchor=False)
        st.info("This page opens where the server was started with a passphrase for the teacher: see the README.")
    elif not st.session_state.get(ADMITTED):
        st.title("Class", anchor=False)
        wall.door(ADMITTED)
    else:
        wall.wall()

"""Class: the teacher's page. All desks as a wall of their newest pictures, with the queue, and a hand on each run.

It is in the menu where the server was started with a passphrase for the teacher.
"""

import streamlit as st

from engine.language.words import _
from playground.classroom import promises, wall
from playground.components.big.big import big
from playground.shell import frame, language

ADMITTED = "class.admitted"

with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center", key="lesson-head"):
    with st.container(width="content", key="lesson-title"):
        st.title(_("Class"), anchor=False)
    big()
with frame.guard():
    if st.session_state.get(ADMITTED):
        language.choose_for_class()
        wall.wall()
    else:
        wall.ask_passphrase(ADMITTED)
    promises.show()

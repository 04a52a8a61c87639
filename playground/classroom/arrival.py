"""A link to another desk asks before it is followed: whoever made it would see, stop and delete what is made there."""

import streamlit as st

from engine.core import desks
from engine.language.words import _, _n
from engine.runs import store
from playground.classroom import seat
from playground.shell import wording


def awaited() -> bool:
    """Whether a link waits for an answer."""
    return seat.ASKED in st.session_state


def ask() -> None:
    """In place of the page: both desks by name, and who sees what at which."""
    key = st.session_state[seat.ASKED]
    here, there = desks.current(), desks.of_key(key) or desks.ONLY
    with st.container(border=True, width=640):
        st.markdown(_("#### :material/desk: This link leads to another desk"))
        st.markdown(_("You sit at {desk}.  \nThe link leads to {other}.", desk=_called(here), other=_called(there)))
        st.markdown(
            _(
                "Go there only if the link is yours, or from somebody with whom you work: whoever else has it sees what you make "
                "there, and can stop and delete it. What is on your desk stays there, and All runs keeps the way back."
            )
        )
        with st.container(horizontal=True):
            _button(_("Stay at {name}", name=_name(here)), ":material/check:", "stay", primary=True)
            _button(_("Go to {name}", name=_name(there)), ":material/arrow_forward:", "go", key)


def _called(desk: str) -> str:
    with desks.at(desk):
        count = len(store.every())
    said = _n("{n} run", "{n} runs", count) if count else _("no runs yet")
    return f"**{_name(desk)}** ({said})"


def _name(desk: str) -> str:
    return wording.safe(desks.full_name(desk))


def _button(label: str, icon: str, answer: str, key: str = "", primary: bool = False) -> None:
    kind = "primary" if primary else "secondary"
    st.button(label, icon=icon, type=kind, key=f"desk.{answer}", on_click=_answer, args=(key,))


def _answer(key: str) -> None:
    st.session_state.pop(seat.ASKED, None)
    if key:
        seat.move(key)

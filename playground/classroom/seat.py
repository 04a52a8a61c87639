"""At which desk of a class a visitor sits, and at which others a link lets one look. On a laptop nothing of it is asked.

A desk's key is kept by the browser, as a cookie; who has none gets a new one. It then stays with the session. A link with another
key (?desk=...) moves nobody by itself: see `arrival`. A link to look (?look=...) adds a desk to look at, and moves nobody either.
"""

from dataclasses import dataclass

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from engine.core import desks, settings
from engine.core.errors import Trouble
from engine.language.words import N_, _
from playground.shell.by_session import BySession

PARAM, LOOK = "desk", "look"
COOKIE, EARLIER_COOKIE, LOOKS_COOKIE = "atelier_desk", "atelier_desks_before", "atelier_looks"
KEY, ASKED = "desk.key", "desk.asked"
"""The key of the visitor's desk, and the key that a link brought and nobody has answered for yet."""

FRESH, EARLIER, LOOKS = "desk.fresh", "desk.earlier", "desk.looks"

MOST = 8
"""Earlier desks, and desks to look at, that are remembered."""

DEAD = N_(
    "This link opens no desk of this server, so you are still at yours. Perhaps it was cut off: copy it anew, whole."
)


@dataclass(frozen=True)
class Seat:
    """A session's desk, and its keys to look with the desks that they opened."""

    desk: str
    looks: tuple[tuple[str, str], ...]


_seats = BySession[Seat]()


def seat_visitor() -> None:
    """Before any page: seat the visitor, and hear what a link wishes."""
    desks.ask(visitor, looks)
    if not settings.in_class():
        return
    if KEY not in st.session_state:
        st.session_state[EARLIER] = [key for key in cookie(EARLIER_COOKIE).split(".") if desks.opened(key)][:MOST]
        st.session_state[LOOKS] = _open(cookie(LOOKS_COOKIE).split("."))
        kept = cookie(COOKIE)
        st.session_state[FRESH] = not desks.opened(kept)
        st.session_state[KEY] = kept if desks.opened(kept) else desks.new_key()
    _seat()
    asked, look = st.query_params.get(PARAM), st.query_params.get(LOOK)
    if asked is not None:
        if asked != st.session_state[KEY] and desks.opened(asked):
            st.session_state[ASKED] = asked
        elif asked != st.session_state[KEY]:
            _say_dead()
        # Out of the address bar, so that nobody hands the desk on with the page's address.
        del st.query_params[PARAM]
    if look is not None:
        if desks.looked_at(look):
            _look(_open([look, *st.session_state.get(LOOKS, {})]))
        else:
            _say_dead()
        del st.query_params[LOOK]


def _say_dead() -> None:
    st.toast(_(DEAD), icon=":material/link_off:", duration="infinite")


def cookie(name: str) -> str:
    kept = st.context.cookies.get(name)
    return kept if isinstance(kept, str) else ""


def kept() -> dict[str, str]:
    """Cookie -> what the browser is to remember."""
    earlier, looks = st.session_state.get(EARLIER, []), st.session_state.get(LOOKS, {})
    return {COOKIE: st.session_state[KEY], EARLIER_COOKIE: ".".join(earlier), LOOKS_COOKIE: ".".join(looks)}


def move(key: str) -> None:
    """Sit down at the desk of this key. The one that is left stays within reach."""
    before = st.session_state[KEY]
    others = [one for one in st.session_state.get(EARLIER, []) if one not in (before, key)]
    st.session_state[EARLIER] = [before, *others][:MOST]
    st.session_state[FRESH] = False
    st.session_state[KEY] = key
    _seat()


def look_no_longer(desk: str) -> None:
    _look({key: one for key, one in st.session_state[LOOKS].items() if one != desk})


def _look(looks: dict[str, str]) -> None:
    st.session_state[LOOKS] = looks
    _seat()


def _open(keys: list[str]) -> dict[str, str]:
    """Key to look -> its desk, of those that are such keys."""
    return {key: desk for key in dict.fromkeys(keys[:MOST]) if (desk := desks.looked_at(key))}


def _seat() -> None:
    desk = desks.of_key(st.session_state[KEY])
    if desk:
        _seats.keep(Seat(desk, tuple(st.session_state.get(LOOKS, {}).items())))


def visitor() -> str | None:
    """The desk of whoever is being served. None outside of a page's script, where nobody is."""
    seat = _taken()
    return seat.desk if seat else None


def looks() -> tuple[str, ...] | None:
    """The desks at which this visitor may look: each is asked anew, as its people may have withdrawn the key."""
    seat = _taken()
    return tuple(desk for key, desk in seat.looks if desks.may_look(key, desk)) if seat else None


def _taken() -> Seat | None:
    if get_script_run_ctx(suppress_warning=True) is None:
        return None
    if _seats.get() is None:
        if KEY not in st.session_state:
            raise Trouble("This page does not know whose desk it is at.", "Reload it.")
        _seat()
    return _seats.get()

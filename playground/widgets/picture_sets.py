"""Choosing the pictures to learn from: built-in sets, real ones found here or fetched by a click, and the reader's own."""

from collections.abc import Iterable
from functools import partial

import streamlit as st

from engine.core.config import Knob
from engine.data import cards, library
from engine.language.words import N_, _
from playground.shell import frame, wording
from playground.widgets import uploads
from playground.widgets.fetching import fetched

MARKS = {"ready": "", "download": N_(" · to download"), "missing": N_(" · not here")}


def choose(about: Knob, *, key: str, sets: Iterable[str] | None = None) -> str:
    """The select box, and below it the way to bring one's own pictures."""
    if f"{key}.next" in st.session_state:
        # A widget's value can only be set before it is drawn: the upload below left it for this run.
        st.session_state[key] = st.session_state.pop(f"{key}.next")
    names = options(about, sets)
    current = st.session_state[key]
    if current not in names:
        names[current] = uploads.title(current) if current.startswith(cards.ALBUM) else current
    chosen = st.selectbox(
        _(about.label),
        list(names),
        format_func=lambda name: _(names[name]) + _(MARKS[_standing(name)]),
        key=key,
        help=_(about.help),
        persist_state="session",
    )
    with st.popover(_("Use your own"), icon=":material/add_photo_alternate:", width="stretch"), frame.guard():
        album = uploads.new_album(key=f"{key}.own")
        if album:
            st.session_state[f"{key}.next"] = album
            st.rerun()
    return chosen


def options(about: Knob, sets: Iterable[str] | None = None) -> dict[str, str]:
    """What can be chosen -> words for it: the config's sets, then the reader's albums."""
    known = {name: words for name, words in (about.choices or {}).items() if sets is None or name in set(sets)}
    return known | uploads.albums_here()


def at_hand(data: str, *, key: str) -> bool:
    """Whether training on these pictures can begin. If not, offer what would help."""
    standing = _standing(data)
    if standing == "ready":
        return True
    if data.startswith(cards.ALBUM):
        st.info(
            _("**These pictures are not on this computer any more.** Choose others."), icon=":material/photo_library:"
        )
        _offer_instead("glyphs", key)
        return False
    about = cards.card(data)
    st.info(
        _("**{title} is not on this computer yet.** {words}", title=_(about.title), words=_(about.words)),
        icon=":material/photo_library:",
    )
    with st.container(horizontal=True, vertical_alignment="center"):
        if standing == "download":
            size = wording.size(about.download_bytes)
            if st.button(_("Download {size}", size=size), icon=":material/download:", key=f"{key}.fetch"):
                fetched(partial(library.fetch, data), _("Asking for the files"))
        _offer_instead("glyphs" if about.channels == 1 else "faces", key)
    if standing == "download":
        st.caption(
            _(
                "From {from_whom} · licence: {licence}",
                from_whom=wording.safe(_(about.from_whom)),
                licence=wording.safe(_(about.licence)),
            )
        )
    else:
        st.caption(_(library.absence(data).advice))
    return False


def _offer_instead(name: str, key: str) -> None:
    st.button(
        _("Use the built-in {title}", title=_(cards.card(name).title).lower()),
        icon=":material/category:",
        on_click=_choose_instead,
        args=(key, name),
        key=f"{key}.instead",
    )


def _choose_instead(key: str, name: str) -> None:
    st.session_state[key] = name


def _standing(name: str) -> str:
    if not name.startswith(cards.ALBUM):
        return library.standing(name)
    return "ready" if name in uploads.albums_here() else "missing"

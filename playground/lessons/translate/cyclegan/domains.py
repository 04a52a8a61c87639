"""The two worlds that a CycleGAN learns from: drawn ones, those that are found here, or two collections of the reader's own."""

import numpy as np
import streamlit as st

from engine.core.errors import Trouble
from engine.data import cards, sheets, unpaired
from engine.data.uploads import albums
from engine.language.words import N_, _
from engine.lessons.translate.cyclegan.config import CycleConfig
from playground.lessons.translate import fetching
from playground.lessons.translate.cyclegan import album_page
from playground.lessons.translate.cyclegan.models import KEY
from playground.shell import frame, wording
from playground.shell.caching import of_desk
from playground.widgets import config_form, picture_view, uploads

SAMPLES = 6
"""Pictures of each side that are shown."""

SHOWN = 88
"""Pixels of each."""

SIZES = (64, 128, 256)
"""Sides at which a reader's own pictures are kept."""

HARD = {
    "smile": N_(
        "It is a hard one: after 500 steps with a patch of 16 pixels mouths had hardly moved. Give it many more."
    )
}
"""What is worth knowing before, as it was measured."""

BRING = {"a": N_("Side A"), "b": N_("Side B")}


def offered() -> list[str]:
    """The domains that are on this computer or can be fetched, and the reader's own."""
    return [name for name in unpaired.DOMAINS if unpaired.standing(name) != "missing"] + [unpaired.OWN]


def _title(name: str) -> str:
    if name == unpaired.OWN:
        return _("Your own")
    title = _(unpaired.DOMAINS[name].title)
    return _("{title} · to download", title=title) if unpaired.standing(name) == "download" else title


def choose() -> None:
    """Which domains; of one's own also which two collections. The choice is part of the form's settings."""
    key = config_form.widget_key(KEY, "data")
    names = offered()
    if st.session_state[key] not in names:
        trouble = unpaired.absence_of(st.session_state[key])
        st.warning(wording.safe(f"{_(trouble.what)} {_(trouble.advice)}"), icon=":material/inventory_2:")
        st.session_state[key] = CycleConfig().data
    st.selectbox(
        _("Two worlds"),
        names,
        format_func=_title,
        key=key,
        persist_state="session",
    )


def show(config: CycleConfig) -> bool:
    """Pictures of both sides, so that a reader sees what there is to learn. Whether training can begin."""
    if config.data == unpaired.OWN:
        return _own()
    about = unpaired.DOMAINS[config.data]
    if unpaired.standing(config.data) == "download":
        fetching.offer(unpaired.source_of(config.data), _(about.title), _(about.words), f"{KEY}.{config.data}")
        return False
    st.caption(" ".join((_(about.words), _("No two pictures belong together."), _(HARD.get(config.data, "")))))
    if not about.showable:
        st.caption(
            _("These pictures may be learnt from, but not be shown here: the first previews show what becomes of them.")
        )
        return True
    with st.spinner(_("Drawing both worlds")):
        samples = _samples(config.data)
    for title, row in zip((about.a, about.b), samples, strict=True):
        picture_view.show(row, _(title).capitalize() + ".", alt=_(title), width="stretch", target=row.shape[1])
    return True


@st.cache_data(max_entries=8, show_spinner=False)
def _samples(name: str) -> tuple[np.ndarray, np.ndarray]:
    one, other = unpaired.samples(name)
    return _row(one, seed=1), _row(other, seed=2)


def _row(some: np.ndarray, seed: int = 1) -> np.ndarray:
    """Some of them by chance, but always the same: neighbours in a set are of one kind."""
    chosen = some[np.random.default_rng(seed).permutation(len(some))[:SAMPLES]]
    return sheets.grid(np.stack([picture_view.thumbnail(one, SHOWN) for one in chosen]), across=SAMPLES, gap=4)


def _own() -> bool:
    """Both collections, from albums that are here or from pictures brought now."""
    known = {album.id: f"{album.title} ({album.count:,})" for album in albums.albums()}
    for name, column in zip(BRING, st.columns(2, gap="medium"), strict=True):
        with column:
            _side(name, known)
    a, b = (config_form.get_setting(KEY, name) for name in BRING)
    if a in known and a == b:
        st.caption(
            _("Both sides are the same collection: there is nothing to translate. Choose another for one of them.")
        )
    return a in known and b in known and a != b


def _side(name: str, known: dict[str, str]) -> None:
    key = config_form.widget_key(KEY, name)
    if f"{key}.next" in st.session_state:
        # A widget's value can only be set before it is drawn: the upload below left it for this run.
        st.session_state[key] = st.session_state.pop(f"{key}.next")
    st.session_state[key] = st.session_state[key].removeprefix(cards.ALBUM)
    if st.session_state[key] not in known:
        st.session_state[key] = ""
    chosen = st.selectbox(
        _(BRING[name]),
        ["", *known],
        format_func=lambda id: known.get(id) or _("Choose a collection"),
        key=key,
        persist_state="session",
    )
    with (
        st.popover(_("Bring pictures"), icon=":material/add_photo_alternate:", width="stretch", key=f"{key}.bring"),
        frame.guard(),
    ):
        album = uploads.new_album(key=f"{key}.own", sizes=SIZES)
        if album:
            st.session_state[f"{key}.next"] = album
            st.rerun()
    if chosen:
        with frame.guard():
            row = _album_row(chosen)
            title = wording.safe(uploads.title(cards.ALBUM + chosen))
            picture_view.show(
                row, f"{title}.", alt=_("Pictures of {side}", side=_(BRING[name])), width="stretch", target=row.shape[1]
            )
            changed = album_page.look_through(chosen, key=key)
            if changed:
                st.session_state[f"{key}.next"] = changed
                st.rerun()


@of_desk(st.cache_data, max_entries=8, show_spinner=False)
def _album_row(id: str) -> np.ndarray:
    return _row(albums.load(id).train)


def title(config: CycleConfig) -> str:
    """A name for a run."""
    if config.data != unpaired.OWN:
        return unpaired.DOMAINS[config.data].title
    try:
        one, other = (albums.album_card(id.removeprefix(cards.ALBUM)).title for id in (config.a, config.b))
    except Trouble:
        return "Your own two collections"
    return _("{one} and {other}", one=one[:36], other=other[:36])

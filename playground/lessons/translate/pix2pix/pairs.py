"""Which pairs a generator learns from: sets of pairs, pairs made of any pictures, and the reader's own."""

import numpy as np
import streamlit as st

from engine.core import config as configs
from engine.core.errors import Trouble
from engine.data import library, naming, pairs
from engine.data.drawn.scenes import names
from engine.data.pairs import FACADES, MADE, OWN, SETS
from engine.data.uploads import intake, own_pairs
from engine.language.words import N_, _, _n
from engine.lessons.translate.pix2pix.config import PairConfig
from playground.lessons.translate import fetching
from playground.lessons.translate.pix2pix import label_maps
from playground.server import allowance
from playground.shell import frame
from playground.shell.caching import of_desk
from playground.widgets import config_form, picture_view, uploads

KEY = "pix2pix"

SHOWN = 4

DRAWN = ("scenes", "night", "map")
"""Pairs that Atelier draws."""

MARKS = {"ready": "", "download": N_(" · to download"), "missing": N_(" · not here")}

CHOSEN = ("data", "source", "pairs")
"""Settings that this part asks for."""


def choose() -> bool:
    """Ask for the pairs, as the settings `data`, `source` and `pairs`. Whether training can begin."""
    about = configs.knobs(PairConfig)
    data = st.selectbox(
        _(about["data"].label),
        list(about["data"].choices or ()),
        format_func=_named,
        key=config_form.widget_key(KEY, "data"),
        help=_(about["data"].help),
        persist_state="session",
    )
    if data in MADE:
        _source()
    elif data == OWN:
        _own()
    return at_hand(data)


def _named(data: str) -> str:
    standing = pairs.standing(data) if data in SETS else "ready"
    return _(naming.in_words(PairConfig(data=data), "data")) + _(MARKS[standing])


def at_hand(data: str) -> bool:
    """Whether these pairs are on this computer. If not, say what helps."""
    if data == OWN:
        return bool(config_form.get_setting(KEY, "pairs"))
    if pairs.standing(data) == "ready":
        return True
    source = pairs.source_of(data)
    if source and pairs.standing(data) == "download":
        fetching.offer(source, _(SETS[data].title), _(SETS[data].words), f"{KEY}.{data}")
        return False
    found = FACADES
    st.info(
        _(
            "**{title} are not on this computer.** {words} Put `{file}` into a folder that "
            "ATELIER_DATA names, or learn from drawn scenes.",
            title=_(SETS[data].title),
            words=_(SETS[data].words),
            file=found.name,
        ),
        icon=":material/photo_library:",
    )
    st.caption(_("From {from_whom} · licence: {licence}", from_whom=found.from_whom, licence=found.licence))
    return False


def _source() -> None:
    key = config_form.widget_key(KEY, "source")
    if f"{key}.next" in st.session_state:
        # A widget's value can only be set before it is drawn: the upload below left it for this run.
        st.session_state[key] = st.session_state.pop(f"{key}.next")
    known = {"scenes": _("Drawn scenes"), "faces": _("Cartoon faces"), **uploads.albums_here()}
    if st.session_state[key] not in known:
        st.session_state[key] = "scenes"
    st.selectbox(_("Made of"), list(known), format_func=known.__getitem__, key=key, persist_state="session")
    with st.popover(_("Use your own pictures"), icon=":material/add_photo_alternate:", width="stretch"), frame.guard():
        album = uploads.new_album(key=f"{key}.own")
        if album:
            st.session_state[f"{key}.next"] = album
            st.rerun()


def _own() -> None:
    """Pairs from the reader's disk, kept on arrival: uploaded files do not outlive their page."""
    key = config_form.widget_key(KEY, "pairs")
    if f"{key}.next" in st.session_state:
        st.session_state[key] = st.session_state.pop(f"{key}.next")
    kept = own_pairs.kept()
    if kept:
        if st.session_state[key] not in kept:
            st.session_state[key] = next(iter(kept))
        st.selectbox(
            _("Your pairs"),
            list(kept),
            format_func=lambda id: _n("{n:,} pair ({id})", "{n:,} pairs ({id})", kept[id], id=id[:6]),
            key=key,
            persist_state="session",
        )
    st.markdown(
        _("Bring pictures **twice as wide as high**: at the left what is given, at the right what shall be made of it.")
    )
    with frame.guard():
        files = st.file_uploader(
            _("Pairs side by side, or a zip of them"),
            type=uploads.KINDS,
            accept_multiple_files=True,
            max_upload_size=allowance.note(f"{key}.files", uploads.MEGABYTES),
            key=f"{key}.files",
        )
        if st.button(_("Keep them"), icon=":material/add_photo_alternate:", disabled=not files, key=f"{key}.keep"):
            with st.spinner(_("Looking through them")):
                st.session_state[f"{key}.next"] = taken([(file.name, file.getvalue()) for file in files])
            st.rerun()


def taken(files: list[tuple[str, bytes]]) -> str:
    """Uploaded files, or zips of them, kept as pairs. Their id."""
    found = intake.collect(files)
    if not found.pictures:
        raise Trouble(found.summary(), "Choose pictures that are twice as wide as high.")
    return own_pairs.save(
        [own_pairs.halves(picture, name) for picture, name in zip(found.pictures, found.names, strict=True)]
    )


@of_desk(st.cache_data, max_entries=16, show_spinner=False)
def sheet(data: str, source: str, own: str) -> np.ndarray:
    """A few pairs: above what is given, below what is wanted. uint8 (h, w, 3)."""
    given, wanted = _few(data, source, own)
    side = 128
    rows = [np.concatenate([intake.square(picture, side) for picture in row], 1) for row in (given, wanted)]
    return np.concatenate(rows, 0)


def _few(data: str, source: str, own: str) -> tuple[np.ndarray, np.ndarray]:
    """The first pairs. Drawn ones are drawn for this alone: the whole set takes its time."""
    own_kind = "scenes" if data in MADE else data
    drawn = [pairs.pair(own_kind, label_maps.SIDE, kind, 6_000) for kind in names.OUTDOORS[:SHOWN]]
    if data in DRAWN:
        given, wanted = (np.stack(side) for side in zip(*drawn, strict=True))
        return given, wanted
    if data in MADE:
        wanted = np.stack([p for _given, p in drawn]) if source == "scenes" else library.held_out(source, SHOWN)[0]
        return pairs.MAKE[data](wanted), wanted
    found = pairs.load(data, source, own)
    return found.given[:SHOWN], found.wanted[:SHOWN]


def preview() -> None:
    """What will be learnt, in pictures."""
    data, source, own = (config_form.get_setting(KEY, name) for name in CHOSEN)
    about = SETS.get(data)
    given, wanted = (_(about.given), _(about.wanted)) if about else (_("what is given"), _("what shall be made of it"))
    with st.spinner(_("Looking at the pairs")):
        drawn = sheet(data, source, own)
    picture_view.show(
        drawn,
        f"{_('Above: {given}. Below: {wanted}.', given=given, wanted=wanted)} {_(about.words) if about else ''}",
        width="stretch",
        target=512,
        alt=_("Pairs of {given} and {wanted}", given=given, wanted=wanted),
    )

"""A reader's own pictures: chosen, looked through by the intake, kept as an album, with a word on each refusal."""

from collections.abc import Sequence
from typing import Any

import streamlit as st

from engine.core.errors import Trouble
from engine.data import cards
from engine.data.uploads import albums, intake
from engine.language.words import _
from playground.server import allowance
from playground.shell import wording

MEGABYTES = 100
"""Of one file, so that a zip from a phone fits."""

KINDS = ["png", "jpg", "jpeg", "webp", "gif", "bmp", "tif", "tiff", "zip"]
SIZES = (28, 32, 64)


def new_album(*, key: str, sizes: Sequence[int] = SIZES) -> str | None:
    """Ask for pictures and keep them. Returns the album's name once, when it has been made: what a config's `data` wants.

    Uploaded files do not outlive their page, so they are kept on arrival.
    """
    st.markdown(_("**Your own pictures** stay on this computer. They become upright squares of one size."))
    whole = st.toggle(_("A whole folder"), key=f"{key}.folder")
    files = st.file_uploader(
        _("Pictures, or a zip of pictures"),
        type=KINDS,
        accept_multiple_files="directory" if whole else True,
        max_upload_size=allowance.note(f"{key}.files.{whole}", MEGABYTES),
        key=f"{key}.files.{whole}",
    )
    with st.container(horizontal=True, vertical_alignment="bottom"):
        title = st.text_input(_("Name"), value=_("My pictures"), max_chars=40, width=180, key=f"{key}.title")
        size = st.segmented_control(
            _("Side in pixels"),
            sizes,
            default=sizes[0],
            required=True,
            key=f"{key}.size",
            help=_("Small squares train faster."),
            wrap=True,
        )
    made = None
    if st.button(_("Keep them"), icon=":material/add_photo_alternate:", disabled=not files, key=f"{key}.keep"):
        with st.spinner(_("Looking through them")):
            taken = intake.collect([(file.name, file.getvalue()) for file in files], size)
        st.session_state[f"{key}.report"] = taken
        made = cards.ALBUM + _keep(taken, title).id
    if f"{key}.report" in st.session_state:
        report(st.session_state[f"{key}.report"])
    clear_out(key=key)
    return made


def clear_out(*, key: str) -> None:
    """Delete albums that are no longer wanted; asks first."""
    known = {album.id: album for album in albums.albums()}
    if not known:
        return
    with st.container(horizontal=True, vertical_alignment="bottom"):
        id = st.selectbox(
            _("Albums here"),
            list(known),
            format_func=lambda id: _("{title}, {count:,} pictures", title=known[id].title, count=known[id].count),
            width=220,
            key=f"{key}.old",
        )
        sure = st.checkbox(_("Really delete it"), key=f"{key}.sure.{id}")
        if st.button(_("Delete"), icon=":material/delete:", disabled=not sure, key=f"{key}.delete"):
            albums.delete(id)
            st.rerun()


def one_file(label: str, *, key: str) -> Any:
    """The file of a single picture, or None until there is one."""
    kinds, most = [kind for kind in KINDS if kind != "zip"], allowance.note(key, MEGABYTES)
    return st.file_uploader(label, type=kinds, max_upload_size=most, key=key)


def one_picture(label: str, *, key: str, size: int | None = None) -> Any:
    """A single picture from the reader: uint8 (h, w, 3), a square of `size` if given, or None until there is one."""
    file = one_file(label, key=key)
    if file is None:
        return None
    picture = intake.open_picture(file.getvalue(), file.name, shortest=size)
    return picture if size is None else intake.square(picture, size)


def report(taken: intake.Intake) -> None:
    """How many were taken, and each refusal with its reason."""
    icon = ":material/check_circle:" if taken.pictures else ":material/block:"
    shown = _(
        "{taken:,} taken, {refused:,} refused, {double:,} double.",
        taken=len(taken.pictures),
        refused=len(taken.refused),
        double=taken.duplicates,
    )
    (st.success if taken.pictures else st.warning)(shown, icon=icon)
    if taken.stopped:
        st.caption(wording.safe(_(taken.stopped)))
    if taken.refused:
        with st.expander(_("What was refused, and why"), expanded=not taken.pictures):
            for refusal in taken.refused[:20]:
                st.markdown(f"- {wording.safe(_(refusal.reason))}")
            if len(taken.refused) > 20:
                st.caption(_("And {n} more.", n=len(taken.refused) - 20))


def albums_here() -> dict[str, str]:
    """What a config's `data` wants -> words for it."""
    return {
        cards.ALBUM + album.id: _("{title} ({count:,}, yours)", title=album.title, count=album.count)
        for album in albums.albums()
    }


def title(album: str) -> str:
    """The album's name, also of one that is gone."""
    try:
        return albums.album_card(album.removeprefix(cards.ALBUM)).title
    except Trouble:
        return _("Pictures that are gone")


def _keep(taken: intake.Intake, title: str) -> albums.Album:
    if len(taken.pictures) < albums.FEWEST:
        raise Trouble(
            _(
                "{n} of these files can be used, and a model needs at least {fewest} pictures.",
                n=len(taken.pictures),
                fewest=albums.FEWEST,
            ),
            "Add some more.",
        )
    return albums.save(taken.pictures, title, taken.names)

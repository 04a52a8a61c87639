"""A set that its authors publish: how large it is, from whom, under which licence, and the button that fetches it."""

from functools import partial

import streamlit as st

from engine.data.public import downloads
from engine.data.public.source import Source
from engine.language.words import _
from playground.shell import wording
from playground.widgets.fetching import fetched


def offer(source: Source, title: str, words: str, key: str) -> None:
    """Say what is missing, and fetch it by the reader's own click. An interrupted download goes on where it stopped."""
    size = wording.size(source.bytes) if source.sha256 else _("about {megabytes:,.0f} MB", megabytes=source.bytes / 1e6)
    st.info(
        _("**{title} are not on this computer yet.** {words}", title=title, words=words),
        icon=":material/photo_library:",
    )
    if st.button(_("Download {size}", size=size), icon=":material/download:", key=f"{key}.fetch"):
        fetched(partial(downloads.fetch, source))
    st.caption(
        _(
            "From {whom} · licence: {licence}.",
            whom=wording.safe(source.from_whom),
            licence=wording.safe(_(source.licence)),
        )
        + ("" if source.sha256 else f" {_('Its authors publish no SHA-256.')} {_believed(source)}")
    )


def _believed(source: Source) -> str:
    known = downloads.recorded(source)
    if known:
        return _("The file that was first seen here had {known}…, and no other is believed.", known=known[:12])
    return _("The one of the first file that comes is recorded, and from then on no other file is believed.")

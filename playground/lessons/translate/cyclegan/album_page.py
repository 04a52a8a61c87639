"""An album, picture by picture: what its files were called, which look alike, and a way to throw single ones out."""

import streamlit as st

from engine.data.uploads import album_pictures
from engine.data.uploads.album_pictures import Kept
from engine.language.words import N_, _, _n
from playground.components.gallery import gallery as gallery_gallery
from playground.components.gallery.gallery import Item, gallery
from playground.shell import frame
from playground.shell.caching import of_desk

ALIKE, OTHERS, ALL = N_("Look alike"), N_("All others"), N_("Pictures of the album")


def look_through(album: str, *, key: str) -> str | None:
    """The album's pictures behind a fold. Returns the new album's id once, when pictures were thrown out."""
    with st.expander(
        _("Look through them"), icon=":material/grid_view:", key=f"{key}.pictures", on_change="rerun"
    ) as drawer:
        if not drawer.open:
            return None
        with frame.guard():
            return _pictures(album, key)
    return None


def _pictures(album: str, key: str) -> str | None:
    kept, groups = _listed(album)
    order = sorted(range(len(kept)), key=lambda at: (groups[at] < 0, groups[at]))
    marks: list[str] = st.session_state.setdefault(f"{key}.thrown.{album}", [])
    gallery(
        [Item(kept[at].key, kept[at].name, _group(groups, at), kept[at].name) for at in order],
        _packed(album),
        key=f"{key}.album.{album}",
        label=_("Pictures of the album"),
        chosen=marks,
        on_pick=lambda picked, add: marks.remove(picked) if picked in marks else marks.append(picked),
        height=300,
    )
    twins = sum(group >= 0 for group in groups)
    st.caption(
        " ".join(
            (
                _("A click marks a picture, another one lets it stay."),
                _n("{n} looks like another.", "{n} look like others and stand first.", twins) if twins else "",
            )
        )
    )
    if st.button(
        _n("Throw out {n} picture", "Throw out {n} pictures", len(marks)),
        icon=":material/delete:",
        disabled=not marks,
        key=f"{key}.throw",
        help=_("The album goes on without them. A run that learnt from all of them keeps its model, but cannot go on."),
    ):
        return album_pictures.without(album, marks).id
    return None


def _group(groups: list[int], at: int) -> str:
    """Where none look alike, there is but one group."""
    return (ALIKE if groups[at] >= 0 else OTHERS) if max(groups) >= 0 else ALL


@of_desk(st.cache_data, max_entries=6, show_spinner=False)
def _listed(album: str) -> tuple[list[Kept], list[int]]:
    kept = album_pictures.listed(album)
    return kept, album_pictures.alike([one.picture for one in kept])


@of_desk(st.cache_data, max_entries=6, show_spinner=False)
def _packed(album: str) -> str:
    kept, groups = _listed(album)
    order = sorted(range(len(kept)), key=lambda at: (groups[at] < 0, groups[at]))
    return gallery_gallery.packed([kept[at].picture for at in order])

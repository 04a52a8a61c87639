"""Which picture is translated, and how large: one choice for all views, in the visit and in the address."""

import streamlit as st

from engine.language.words import _
from playground.components.gallery.gallery import gallery
from playground.lessons.translate.cyclegan.models import KEY, Way
from playground.shell import links, wording
from playground.widgets import picture_shelf, picture_upload

CONTENT = f"{KEY}.content"
FIRST = "photo:china"

STRENGTH = f"{KEY}.strength"

SIZES = (128, 256, 384, 512, 768, 1024, 2048)


def follow() -> None:
    """At the top of a view: take up what the address says. What it names wrongly is told and left out."""
    with links.newly(CONTENT) as new:
        strength = st.query_params.get("strength", "")
        if new:
            st.session_state[CONTENT] = st.query_params.get("content", st.session_state.get(CONTENT, FIRST))
        if new and strength.isdecimal():
            st.session_state[STRENGTH] = min(100, int(strength))
    if not picture_shelf.known(content()):
        st.warning(
            _(
                "There is no picture called '{name}' on this computer. Another one takes its place.",
                name=wording.safe(content()[:80]),
            )
        )
        take(FIRST)
    st.query_params["content"] = content()


def content() -> str:
    return st.session_state[CONTENT]


def take(reference: str, add: bool = False) -> None:
    st.session_state[CONTENT] = reference


def wall(tall: int = 300) -> None:
    """The pictures that can be translated, and the way to bring one's own."""
    items = picture_shelf.contents()
    with st.container(gap="xsmall"):
        picture_upload.heading_with_upload(_("Picture"), KEY, take)
        gallery(
            items,
            picture_shelf.gallery_sheet(items),
            key=f"{KEY}.wall",
            label=_("Picture to translate"),
            chosen=[content()],
            on_pick=take,
            height=tall,
        )
        st.caption(
            _(
                "Pictures of any size and shape. Of yours, what is longer than 2,048 pixels (a panorama: 4,096) is made smaller first."
            )
        )


def size(way: Way) -> int:
    """Pixels of the longer side, as `engine.core.fitting` means them. Models that learnt from small pictures do best on small ones."""
    best = next((size for size in SIZES if size >= 1.5 * way.side), SIZES[-1])
    asked = st.query_params.pop("size", "")
    if asked in map(str, SIZES):
        st.session_state[f"{KEY}.size.{best}"] = int(asked)
    return st.selectbox(
        _("Pixels of the longer side"),
        SIZES,
        index=SIZES.index(best),
        key=f"{KEY}.size.{best}",
        persist_state="session",
        format_func=lambda size: f"{size:,} px",
        label_visibility="collapsed",
        help=_(
            "This model learnt from pictures of {side} pixels: on much larger ones it changes only what is small. "
            "A panorama becomes up to twice as long, so that more than a stripe is left of it.",
            side=way.side,
        ),
        width=104,
    )

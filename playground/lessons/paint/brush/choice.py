"""Which style a brush learns, and which picture it paints: one choice for both views, in the visit and in the address."""

import streamlit as st

from engine.language.words import N_, _
from engine.lessons.paint.brush.config import NEAREST, BrushConfig
from playground.components.gallery.gallery import Item, gallery
from playground.shell import links, wording
from playground.widgets import config_form, picture_shelf, picture_upload

KEY = "brush"
"""Where the form of the lesson keeps its settings."""

HIDDEN = ("style", "data")
"""The style hangs in its own gallery; the other pictures to learn from lie on few computers."""

FORM = BrushConfig(start=NEAREST, preview_every=5)
"""Where the form begins: soon to be seen, and seen often."""

CONTENT = "brush.content"
FIRST_CONTENT = "photo:china"


def follow() -> None:
    """At the top of the page: take up what the address says. What it names wrongly is told and left out."""
    new = st.session_state.get(f"{KEY}.visit") != links.visit()
    config_form.follow_link(BrushConfig, KEY, FORM)
    st.session_state.setdefault(CONTENT, FIRST_CONTENT)
    if new:
        st.session_state[CONTENT] = st.query_params.get("content", st.session_state[CONTENT])
    if not picture_shelf.known(get("style")):
        _refuse("style", get("style"))
        take_style(BrushConfig().style)
    if not picture_shelf.known(content()):
        _refuse("picture", content())
        take_content(FIRST_CONTENT)


NOT_HERE = {
    "style": N_("There is no style called '{name}' on this computer."),
    "picture": N_("There is no picture called '{name}' on this computer."),
}


def _refuse(which: str, name: str) -> None:
    st.warning(_("{what} Another one takes its place.", what=_(NOT_HERE[which], name=wording.safe(name[:80]))))


def get(name: str):
    return config_form.get_setting(KEY, name)


def content() -> str:
    return st.session_state[CONTENT]


def config() -> BrushConfig:
    """The form's settings as they stand, with the style among them."""
    return config_form.current_config(BrushConfig, KEY)


def take_style(reference: str, add: bool = False) -> None:
    config_form.set_settings(KEY, style=reference)


def take_content(reference: str, add: bool = False) -> None:
    st.session_state[CONTENT] = reference


def style_wall(tall: int) -> None:
    """The styles that can be learnt, and the way to bring one's own."""
    _wall(_("Style to learn"), "style", picture_shelf.styles(), get("style"), take_style, tall)


def content_wall(tall: int) -> None:
    """The pictures that can be painted, and the way to bring one's own."""
    _wall(_("Picture to paint"), "content", picture_shelf.contents(), content(), take_content, tall)


def _wall(label: str, which: str, items: list[Item], chosen: str, take, tall: int) -> None:
    with st.container(gap="xsmall"):
        picture_upload.heading_with_upload(label, f"brush.{which}", take)
        gallery(
            items,
            picture_shelf.gallery_sheet(items),
            key=f"brush.wall.{which}",
            label=label,
            chosen=[chosen],
            on_pick=take,
            height=tall,
        )

"""A picture to take away. Its PNG says in its text how it was made; brought back, it offers to be made again with these settings."""

import io
from collections.abc import Callable
from urllib.parse import urlencode

import numpy as np
import streamlit as st
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from engine.language.words import _
from playground.shell import links

SAID = "Atelier"
"""Under this name the file's text holds the address within the playground: page?view=...&model=..."""

LONGEST = 4_000
"""Characters of such an address that are believed."""

PERSONAL = ("run", "desk", "look")
"""What an address names that belongs to one desk, and never travels with a picture."""


def here(lesson: str, **more: str) -> str:
    """The page as it stands, as a file says it."""
    asked = {name: text for name, text in st.query_params.items() if name not in PERSONAL}
    return f"{lesson}?{urlencode(asked | more)}"


def png(picture: np.ndarray, link: str) -> bytes:
    """uint8 (h, w, 3) as a PNG that says how it was made."""
    said, content = PngInfo(), io.BytesIO()
    said.add_text(SAID, link)
    Image.fromarray(picture).save(content, "PNG", pnginfo=said, compress_level=1)
    return content.getvalue()


def link_in(content: bytes) -> tuple[str, dict[str, str]] | None:
    """The page and the settings that a file names, where it names a lesson of this playground."""
    try:
        with Image.open(io.BytesIO(content)) as image:
            said = image.info.get(SAID, "")
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None
    if not isinstance(said, str) or len(said) > LONGEST:
        return None
    try:
        page, asked = links.taken_apart(said)
    except ValueError:
        return None
    if page not in {card.name for card in links.lessons()}:
        return None
    return page, {name: text for name, text in asked.items() if name not in PERSONAL}


def download(make: Callable[[], np.ndarray], name: str, link: str, *, key: str) -> None:
    """A button to take the picture away in full size; the file is written when it is asked for."""
    st.download_button(
        _("Download PNG"),
        lambda: png(make(), link),
        file_name=f"{name}.png".replace(":", "").replace("/", ""),
        mime="image/png",
        icon=":material/download:",
        on_click="ignore",
        key=key,
        help=_(
            "The file has the picture's full size, and holds its settings: bring it back, and they are at hand again."
        ),
    )


def remember(content: bytes, which: str) -> None:
    """Note what a file that was just brought says of itself."""
    st.session_state[f"again.{which}"] = link_in(content)


def offer_again(which: str) -> None:
    """A button to the settings of the picture that was brought, where it named some."""
    found = st.session_state.get(f"again.{which}")
    if not found:
        return
    page, asked = found
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.caption(_("The picture that you brought was made here."), width="content")
        pressed = st.button(
            _("Again with its settings"),
            icon=":material/replay:",
            key=f"again.go.{which}",
            on_click=_forget,
            args=(page,),
        )
    if pressed:
        # As if it were a new visit: what the file says counts, not what was chosen before.
        del st.session_state[f"again.{which}"], st.session_state["page"]
        st.switch_page(links.page_of(page), query_params=asked)


def _forget(page: str) -> None:
    """What the page's own boxes show gives way to the address. Only here: once drawn, a box may not be changed."""
    for name in (f"{page}.model", f"{page}.view"):
        st.session_state.pop(name, None)

"""A picture or a film to take away. Its file says in its text how it was made; brought back, it offers to be made again like that."""

import io
import struct
import zlib
from collections.abc import Callable, Mapping
from urllib.parse import urlencode

import numpy as np
import streamlit as st
from PIL import Image
from PIL.ExifTags import Base
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
    return to(lesson, asked | more)


def to(lesson: str, asked: Mapping[str, str]) -> str:
    return f"{lesson}?{urlencode(asked)}"


def png(picture: np.ndarray, link: str) -> bytes:
    """uint8 (h, w, 3) as a PNG that says how it was made."""
    said, content = PngInfo(), io.BytesIO()
    said.add_text(SAID, link)
    Image.fromarray(picture).save(content, "PNG", pnginfo=said, compress_level=1)
    return content.getvalue()


def signed(content: bytes, link: str) -> bytes:
    """A finished file that says how it was made, where its kind has room for words: PNG, GIF, animated WebP. Pictures stay as they are."""
    if content.startswith(PNG):
        words = b"tEXt" + SAID.encode() + b"\0" + link.encode("latin-1", "replace")
        chunk = struct.pack(">I", len(words) - 4) + words + struct.pack(">I", zlib.crc32(words))
        return content[:HEAD_OF_PNG] + chunk + content[HEAD_OF_PNG:]
    if content.startswith((b"GIF87a", b"GIF89a")):
        words = f"{SAID}: {link}".encode("ascii", "replace")
        blocks = [words[at : at + 255] for at in range(0, len(words), 255)]
        comment = b"\x21\xfe" + b"".join(bytes([len(block)]) + block for block in blocks) + b"\0"
        colours = 3 * 2 ** ((content[10] & 7) + 1) if content[10] & 0x80 else 0
        head = HEAD_OF_GIF + colours
        return b"GIF89a" + content[6:head] + comment + content[head:]
    if content[8:16] == b"WEBPVP8X":
        notes = Image.Exif()
        notes[Base.ImageDescription] = f"{SAID}: {link}"
        words = notes.tobytes().removeprefix(b"Exif\0\0")
        chunk = b"EXIF" + struct.pack("<I", len(words)) + words + b"\0" * (len(words) % 2)
        flags = bytes([content[20] | HAS_EXIF])
        return b"RIFF" + struct.pack("<I", len(content) + len(chunk) - 8) + content[8:20] + flags + content[21:] + chunk
    return content


PNG, HEAD_OF_PNG = b"\x89PNG\r\n\x1a\n", 33
"""How a PNG begins, and where its first chunk, which says how large the picture is, ends."""

HEAD_OF_GIF = 13
"""Bytes of a GIF before its table of colours, where it has one for all of its pictures."""

HAS_EXIF = 0x08
"""Among the flags of a WebP: it holds words about itself."""


def _said(image: Image.Image) -> str:
    """What a file says of itself, in its own way; empty where it says nothing."""
    comment = image.info.get("comment", b"")
    words = comment.decode("ascii", "replace") if isinstance(comment, bytes) else ""
    if image.format == "WEBP":
        words = str(image.getexif().get(Base.ImageDescription, ""))
    found = words.removeprefix(f"{SAID}: ") if words.startswith(f"{SAID}: ") else image.info.get(SAID, "")
    return found if isinstance(found, str) else ""


def link_in(content: bytes) -> tuple[str, dict[str, str]] | None:
    """The page and the settings that a file names, where it names a lesson of this playground."""
    try:
        with Image.open(io.BytesIO(content)) as image:
            said = _said(image)
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None
    if len(said) > LONGEST:
        return None
    try:
        page, asked = links.taken_apart(said)
    except ValueError:
        return None
    if page not in {card.name for card in links.lessons()}:
        return None
    return page, {name: text for name, text in asked.items() if name not in PERSONAL}


def download(make: Callable[[], np.ndarray], name: str, link: str, *, key: str, label: str = "") -> None:
    """A button to take the picture away in full size; the file is written when it is asked for."""
    st.download_button(
        label or _("Download PNG"),
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

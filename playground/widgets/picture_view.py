"""Pictures on a page: small ones grow by a whole factor, so that each pixel stays a square, and none turns into a JPEG."""

import base64
import io
from collections.abc import Sequence
from pathlib import Path
from typing import Literal

import numpy as np
import streamlit as st
from PIL import Image

from engine.data import sheets
from engine.language.words import _

Width = int | Literal["stretch", "content"]

FINE = 1400
"""Pixels across up to which enlarging makes sense: Streamlit shrinks what is wider than 1460."""


def show(
    picture: np.ndarray, caption: str = "", *, alt: str | None = None, width: Width = "content", target: int = 280
) -> None:
    """Show uint8 (h, w), (h, w, 1) or (h, w, 3), enlarged until it is about `target` pixels across.

    width: "content" for the enlarged size, "stretch" for the full column, or pixels.
    """
    st.image(address(png(sheets.enlarged(picture, target))), caption or None, width=width, alt=alt or caption or None)


def show_file(path: Path, caption: str = "", *, alt: str | None = None, width: Width = "stretch") -> None:
    """Show a picture that a run has kept."""
    target = FINE if isinstance(width, str) else width
    content = _enlarged_file(str(path), path.stat().st_mtime, target)
    st.image(address(content), caption or None, width=width, alt=alt or caption or None)


def address(content: bytes, kind: str = "png") -> str:
    """An address that holds the picture itself. Streamlit forgets a file as soon as the next picture has taken its place,
    and a browser that asks for it a moment later finds nothing; and it makes JPEGs of what it is given as bytes."""
    return f"data:image/{kind};base64," + base64.b64encode(content).decode()


@st.cache_data(max_entries=300, show_spinner=False)
def _enlarged_file(path: str, changed: float, target: int) -> bytes:
    """Kept, because a panel asks for the same picture every second until the next one comes."""
    return png(sheets.enlarged(read(Path(path)), target))


def png(picture: np.ndarray) -> bytes:
    buffer = io.BytesIO()
    _as_image(picture).save(buffer, "PNG", compress_level=1)
    return buffer.getvalue()


BLANK = np.full((28, 28), 160, np.uint8)


def read(path: Path) -> np.ndarray:
    """A kept picture as uint8 (h, w) or (h, w, 3). A grey square stands for a damaged one: it must not take the page with it."""
    try:
        with Image.open(path) as image:
            return np.asarray(image if image.mode == "L" else image.convert("RGB"))
    except FileNotFoundError:
        raise
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return BLANK


def thumbnail(picture: np.ndarray, side: int) -> np.ndarray:
    """A square of `side` pixels, (side, side, 3): the left end of a wide sheet, the top of a high one."""
    short = min(picture.shape[:2])
    image = _as_image(picture[:short, :short]).convert("RGB")
    how = Image.Resampling.NEAREST if side >= short else Image.Resampling.BOX
    return np.asarray(image.resize((side, side), how))


def film_strip(pictures: Sequence[np.ndarray], side: int = 88) -> np.ndarray:
    """Small squares side by side, oldest first."""
    return sheets.grid(np.stack([thumbnail(picture, side) for picture in pictures]), across=len(pictures), gap=4)


def _as_image(picture: np.ndarray) -> Image.Image:
    return Image.fromarray(picture[..., 0] if picture.ndim == 3 and picture.shape[2] == 1 else picture)


TALL = 340
"""CSS pixels that a picture may be high: on a projector it is seen whole."""

WIDE = 480


def took(seconds: float) -> str:
    return f"{seconds * 1000:,.0f} ms" if seconds < 1 else _("{seconds:.1f} s", seconds=seconds)


def width_of(shape: tuple[int, ...], tall: int = TALL, wide: int = WIDE) -> int:
    """CSS pixels across, for a picture (height, width) that is no higher than `tall`."""
    height, width = shape
    return max(1, round(min(wide, tall * width / height)))


def at_most(picture: np.ndarray, caption: str, *, alt: str, tall: int = TALL, wide: int = WIDE) -> None:
    """Show uint8 (h, w, 3) no higher than `tall` CSS pixels, whatever its shape."""
    show_bytes(png(picture), picture.shape[:2], caption, alt=alt, tall=tall, wide=wide)


def show_bytes(
    content: bytes,
    shape: tuple[int, int],
    caption: str,
    *,
    alt: str,
    tall: int = TALL,
    wide: int = WIDE,
    kind: str = "png",
) -> None:
    """The same for the file of a picture (height, width). On a narrow screen it is as wide as that."""
    with st.container(width=width_of(shape, tall, wide)):
        st.image(address(content, kind), caption, width="stretch", alt=alt)

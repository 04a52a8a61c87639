"""A pad to draw on with mouse, finger or pen. Python gets the drawing as numbers, after each stroke."""

import base64
import binascii
import io
import math
import re
from collections.abc import Sequence

import numpy as np
from PIL import Image

from engine.language.words import N_, _
from playground.components.shared import assets

FINER = 4
"""A drawing that will be scaled and centred is asked for so many times finer."""

_component = assets.component("sketch", "sketch/sketch_pad.js", styles=("shared/drawing.css",))


def sketch(
    *,
    key: str,
    size: int = 28,
    side: int = 280,
    colours: Sequence[tuple[str, str]] | None = None,
    background: str = "#000000",
    centre: bool = False,
    alt: str = N_("Drawing pad"),
) -> np.ndarray | None:
    """The drawing, uint8 (size, size, 1), or (size, size, 3) if there are colours. None while nothing is drawn.

    side     how wide the pad is on the page, in CSS pixels
    colours  (name, colour) of each pen, as #rrggbb. Each pixel has one of them, or the background's: nothing in between
    centre   lay the drawing out as MNIST does: see `centred`
    """
    for colour in [background, *(colour for _name, colour in colours or ())]:
        if not re.fullmatch(r"#[0-9a-fA-F]{6}", colour):
            raise ValueError(f"A colour is written #rrggbb, not {colour!r}.")
    if centre and (colours or int(background[1:], 16)):
        raise ValueError("Only white on black can be centred.")
    drawn = size * FINER if centre else size
    answer = _component(
        key=key,
        data={
            "key": key,
            "size": drawn,
            "side": side,
            "brush": drawn / 11,
            "colours": [list(pen) for pen in colours or ()],
            "background": background,
            "ink": "#ffffff" if _brightness(background) < 128 else "#000000",
            "alt": _(alt),
            "palette": {"light": [], "dark": []},
        },
        default={"drawing": None},
        on_drawing_change=_nothing,
    )
    picture = _opened(answer.drawing, drawn)
    if picture is None:
        return None
    pixels = np.asarray(picture.convert("RGB" if colours else "L")).reshape(drawn, drawn, -1)
    return centred(pixels[:, :, 0], size)[:, :, None] if centre else pixels


def _nothing() -> None:
    """Streamlit keeps a value only for components that have somebody to call."""


def _brightness(colour: str) -> float:
    red, green, blue = bytes.fromhex(colour[1:])
    return 0.299 * red + 0.587 * green + 0.114 * blue


def _opened(text: object, size: int) -> Image.Image | None:
    """The PNG that a pad sent. It comes from outside: whatever is not a PNG of this size counts as nothing drawn."""
    if not isinstance(text, str) or len(text) > 8 * size * size + 4096:
        return None
    try:
        picture = Image.open(io.BytesIO(base64.b64decode(text, validate=True)), formats=["PNG"])
        if picture.size != (size, size):
            return None
        picture.load()
    except (OSError, ValueError, SyntaxError, binascii.Error):
        return None
    return picture


def centred(picture: np.ndarray, size: int = 28, box: int = 20) -> np.ndarray:
    """White on black, uint8 (h, w), laid out as MNIST's digits are: the longer side scaled to `box` pixels, and the
    centre of mass in the middle of (size, size), as far as the drawing then stays inside. Whole pixels, like LeCun's."""
    laid = np.zeros((size, size), np.uint8)
    rows, columns = np.nonzero(picture.any(1))[0], np.nonzero(picture.any(0))[0]
    if not len(rows):
        return laid
    cut = picture[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    scale = box / max(cut.shape)
    height, width = (max(1, round(length * scale)) for length in cut.shape)
    small = np.asarray(Image.fromarray(cut).resize((width, height), Image.Resampling.BILINEAR))
    mass = small.astype(float) / max(1, small.sum())
    down = _corner(mass.sum(1), size)
    right = _corner(mass.sum(0), size)
    laid[down : down + height, right : right + width] = small
    return laid


def _corner(mass: np.ndarray, size: int) -> int:
    """Where a strip of this mass begins, so that its centre lies in the middle of `size`."""
    centre = (mass * (np.arange(len(mass)) + 0.5)).sum()
    return min(size - len(mass), max(0, math.floor(size / 2 - centre + 0.5)))

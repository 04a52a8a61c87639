"""Small pictures on their way to a component: squares from the middle of large ones, many of them in one file."""

import io
from collections.abc import Sequence

import numpy as np
from PIL import Image


def middle(picture: np.ndarray, side: int) -> np.ndarray:
    """The square in the middle of uint8 (h, w, 3), uint8 (side, side, 3)."""
    height, width = picture.shape[:2]
    short = min(height, width)
    left, top = (width - short) // 2, (height - short) // 2
    cut = Image.fromarray(picture[top : top + short, left : left + short])
    return np.asarray(cut.resize((side, side), Image.Resampling.LANCZOS))


def sheet(pictures: Sequence[np.ndarray], across: int, side: int) -> np.ndarray:
    """Their middles in rows of `across`, without gaps."""
    down = -(-len(pictures) // across)
    laid = np.zeros((down * side, across * side, 3), np.uint8)
    for number, picture in enumerate(pictures):
        row, column = divmod(number, across)
        laid[row * side : (row + 1) * side, column * side : (column + 1) * side] = middle(picture, side)
    return laid


def jpeg(picture: np.ndarray, longest: int, quality: int = 85) -> bytes:
    """uint8 (h, w, 3), made smaller where it is larger than `longest`, as a JPEG."""
    image = Image.fromarray(picture)
    image.thumbnail((longest, longest), Image.Resampling.LANCZOS)
    content = io.BytesIO()
    image.save(content, "JPEG", quality=quality)
    return content.getvalue()

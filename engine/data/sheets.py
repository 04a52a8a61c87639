"""Pictures beside each other on one sheet, and enlarged pixel by pixel: uint8 throughout, without torch."""

from collections.abc import Sequence

import numpy as np


def enlarged(pixels: np.ndarray, target: int) -> np.ndarray:
    """uint8 (..., h, w, c), or one picture (h, w), each pixel repeated a whole number of times: as large as fits into `target`
    across, at least once."""
    if pixels.ndim == 2:
        return enlarged(pixels[..., None], target)[..., 0]
    factor = max(1, target // pixels.shape[-2])
    return pixels.repeat(factor, -3).repeat(factor, -2)


def sheet(rows: Sequence[np.ndarray], gap: int = 1, ground: int = 128) -> np.ndarray:
    """Rows of uint8 pictures, each (n, h, w, c), on one sheet (h, w, c) with a thin line of grey between them."""
    height, width, channels = rows[0].shape[1:]
    across = max(len(row) for row in rows)
    paper = np.full(
        (len(rows) * (height + gap) - gap, across * (width + gap) - gap, channels), np.uint8(ground), np.uint8
    )
    for y, row in enumerate(rows):
        for x, picture in enumerate(row):
            top, left = y * (height + gap), x * (width + gap)
            paper[top : top + height, left : left + width] = picture
    return paper


def grid(pictures: np.ndarray, across: int, gap: int = 1, ground: int = 128) -> np.ndarray:
    """uint8 pictures (n, h, w, c) on one sheet, `across` in each row."""
    return sheet([pictures[i : i + across] for i in range(0, len(pictures), across)], gap, ground)


def rimmed(
    pictures: np.ndarray, shares: np.ndarray, wide: int, low: tuple[int, int, int], high: tuple[int, int, int]
) -> np.ndarray:
    """uint8 pictures (n, h, w, c), each in a rim between two colours: `low` where its share is 0, `high` where it is 1. (n, h + 2 wide, ..., 3)"""
    colours = (1 - shares[:, None]) * np.array(low) + shares[:, None] * np.array(high)
    n, height, width, _channels = pictures.shape
    framed = np.empty((n, height + 2 * wide, width + 2 * wide, 3), np.uint8)
    framed[:] = np.rint(colours).astype(np.uint8)[:, None, None]
    framed[:, wide:-wide, wide:-wide] = pictures
    return framed

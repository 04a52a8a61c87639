"""A picture painted again with brush strokes, layer upon layer, after Hertzmann 1998: large strokes first, small ones where it matters.

It stands in for a painter where pictures to learn from have to be made: its strokes follow the edges of what is shown.
"""

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

LAYERS = (14, 28, 56)
"""Widths of the strokes: the picture's side has room for so many of them."""

LENGTH = 4.0
"""Of a stroke, in its widths."""

MISSED = 14.0
"""How wrong a place may be, from 0 to 255, before a finer stroke corrects it."""

WAVER = 11.0
"""How much the colours of strokes differ by chance."""


def painted(picture: np.ndarray, seed: int) -> np.ndarray:
    """uint8 (h, w, 3) -> the same scene in strokes."""
    dice = np.random.default_rng([seed, 7])
    height, width = picture.shape[:2]
    canvas = Image.new("RGB", (width, height), tuple(int(one) for one in picture.mean((0, 1))))
    source = Image.fromarray(picture)
    for number, count in enumerate(LAYERS):
        wide = max(height, width) / count
        seen = np.asarray(source.filter(ImageFilter.GaussianBlur(wide / 2)), np.float32)
        down, right = np.gradient(seen.mean(2))
        along = np.arctan2(down, right) + np.pi / 2  # along an edge its brightness stays
        strong = np.hypot(down, right)
        lines = np.arange(wide / 2, max(height, width), wide * 0.8)
        x, y = (one.ravel() + dice.normal(0, wide / 3, one.size) for one in np.meshgrid(lines, lines))
        columns, rows = x.round().astype(int).clip(0, width - 1), y.round().astype(int).clip(0, height - 1)
        wrong = np.abs(np.asarray(canvas, np.float32) - seen).mean(2)[rows, columns]
        angle = np.where(strong[rows, columns] > 0.8, along[rows, columns], 0.5 + 0.5 * np.sin(5 * y / height))
        colours = (seen[rows, columns] + dice.normal(0, WAVER, (len(x), 3))).clip(0, 255).astype(int)
        pen = ImageDraw.Draw(canvas)
        for one in dice.permutation(len(x)):
            if number and wrong[one] < MISSED:
                continue
            reach = LENGTH / 2 * wide
            side, rise = reach * np.cos(angle[one]), reach * np.sin(angle[one])
            ends = [(x[one] - side, y[one] - rise), (x[one] + side, y[one] + rise)]
            pen.line(ends, fill=tuple(colours[one].tolist()), width=max(1, round(wide)))
    return np.asarray(canvas)

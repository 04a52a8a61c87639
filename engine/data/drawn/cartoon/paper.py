"""The paper of which a face is cut: shapes on a large sheet, given in pixels of the picture to come."""

import numpy as np
from PIL import Image, ImageChops, ImageDraw

SIDE = 64
"""All lengths are pixels of a picture this large."""

FINE = 12
"""Points of a sheet per pixel."""

SHEET = SIDE * FINE

Points = str | list  # an outline, as (x, y) pairs or as text: "x,y x,y ..."


class Paper:
    """A sheet to cut a part from. What is drawn covers, in ink from 0 (nothing) to 255 (all)."""

    def __init__(self):
        self.sheet = Image.new("L", (SHEET, SHEET))
        self.pen = ImageDraw.Draw(self.sheet)

    def oval(self, x: float, y: float, wide: float, high: float, ink: int = 255) -> "Paper":
        self.pen.ellipse([FINE * (x - wide), FINE * (y - high), FINE * (x + wide), FINE * (y + high)], fill=ink)
        return self

    def ovals(self, x: float, y: float, wide: float, high: float, ink: int = 255) -> "Paper":
        return self.oval(x, y, wide, high, ink).oval(SIDE - x, y, wide, high, ink)

    def blob(self, outline: Points, ink: int = 255) -> "Paper":
        """A smooth closed outline. A point given twice is a corner."""
        self.pen.polygon([(FINE * x, FINE * y) for x, y in smooth(points_of(outline), closed=True)], fill=ink)
        return self

    def blobs(self, outline: Points, ink: int = 255) -> "Paper":
        return self.blob(outline, ink).blob(mirrored(outline), ink)

    def whole(self, right: Points, ink: int = 255) -> "Paper":
        """A symmetric outline from its right half, given from the top of the axis to its bottom."""
        return self.blob(points_of(right) + mirrored(right)[-2:0:-1], ink)

    def stroke(self, line: Points, width: float, end: float | None = None, ink: int = 255) -> "Paper":
        """A smooth line with round ends that grows or thins from `width` to `end`."""
        path = smooth(points_of(line), closed=False)
        for (x, y), wide in zip(path, np.linspace(width, end or width, len(path)), strict=True):
            self.oval(x, y, wide / 2, wide / 2, ink)
        return self

    def strokes(self, line: Points, width: float, end: float | None = None, ink: int = 255) -> "Paper":
        return self.stroke(line, width, end, ink).stroke(mirrored(line), width, end, ink)


def points_of(outline: Points) -> list:
    if isinstance(outline, str):
        return [tuple(float(number) for number in pair.split(",")) for pair in outline.split()]
    return list(outline)


def mirrored(outline: Points) -> list:
    return [(SIDE - x, y) for x, y in points_of(outline)]


def smooth(points: list, closed: bool) -> np.ndarray:
    """A Catmull-Rom curve through the points."""
    p = np.array([points[-1], *points, *points[:2]] if closed else [points[0], *points, points[-1]])
    a, b, c, d = (p[k : len(p) - 3 + k, None] for k in range(4))
    t = np.linspace(0, 1, 14, endpoint=False)[None, :, None]
    curve = b + 0.5 * t * (c - a + t * (2 * a - 5 * b + 4 * c - d + t * (3 * (b - c) + d - a)))
    return curve.reshape(-1, 2) if closed else np.concatenate([curve.reshape(-1, 2), p[-1:]])


def cut(paper: Paper, along: Paper) -> Paper:
    """What of a paper lies on another."""
    cut = Paper()
    cut.sheet.paste(ImageChops.multiply(paper.sheet, along.sheet))
    return cut

"""Where the faces of a reader's picture are, as boxes to cut them out by. The picture stays in memory, and nothing of it is kept here."""

import contextlib
import math

import numpy as np

from engine.core.errors import Trouble
from playground.components.crop import crop
from playground.components.crop.crop import Box, Guide
from playground.shell import gate

SMALL, LOST = 0.45, 0.3
"""A face whose box is less than these shares of the picture's shorter and longer side is shown enlarged."""

ROOM = 2.4
"""How many boxes wide and high is what is shown then."""


Eyes = tuple[tuple[float, float], tuple[float, float]]
"""Left and right, (across, down) in pixels of the picture."""


def found(picture: np.ndarray) -> list[Eyes]:
    """The eyes of each face of a picture uint8 (h, w, 3), the largest first.

    None where nobody is seen, or where the finder is not at hand: then a hand lays the box."""
    with contextlib.suppress(Trouble):
        return [(face.left, face.right) for face in _find(picture)]
    return []


@gate.heavy("Looking for faces", seconds=1)
def _find(picture: np.ndarray) -> list:
    from engine.lessons.helpers.finder import model

    return model.find(picture)


def box_of(eyes: Eyes, guide: Guide) -> Box:
    """The box in which two eyes lie where the guide has them: placed, sized and leaning."""
    (left, right), ((ex1, ey1), (ex2, ey2)) = eyes, guide.eyes
    across, down = right[0] - left[0], right[1] - left[1]
    side = math.hypot(across, down) / math.hypot(ex2 - ex1, ey2 - ey1)
    degrees = math.degrees(math.atan2(down, across))
    angle = math.radians(degrees)
    # From the middle between the eyes to the middle of the box, leaning as the face does.
    dx, dy = ((0.5 - (ex1 + ex2) / 2) * side, (0.5 - (ey1 + ey2) / 2) * side)
    x = (left[0] + right[0]) / 2 + dx * math.cos(angle) - dy * math.sin(angle)
    y = (left[1] + right[1]) / 2 + dx * math.sin(angle) + dy * math.cos(angle)
    return Box(x, y, side, max(-crop.STEEPEST, min(crop.STEEPEST, degrees)))


def around(box: Box, picture: np.ndarray) -> tuple[int, int, int, int]:
    """What of the picture is shown around a face: all of it, or, of a wide picture of many, a piece in which the face is large.
    Left, top, right and bottom in pixels."""
    height, width = picture.shape[:2]
    if box.side >= max(SMALL * min(height, width), LOST * max(height, width)):
        return 0, 0, width, height
    reach = ROOM * box.side / 2
    left, top = max(0, int(box.x - reach)), max(0, int(box.y - reach))
    return left, top, min(width, int(box.x + reach) + 1), min(height, int(box.y + reach) + 1)

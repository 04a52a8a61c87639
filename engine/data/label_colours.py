"""Label maps: which colour says what a place shows, and how a map is read and painted."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from numpy import ndarray

FACADE_LABELS = {
    "background": (0, 0, 222),
    "wall": (0, 48, 255),
    "window": (0, 128, 255),
    "door": (0, 207, 255),
    "cornice": (32, 255, 223),
    "sill": (112, 255, 143),
    "balcony": (191, 255, 64),
    "blind": (255, 240, 0),
    "ornament": (255, 159, 0),
    "moulding": (255, 80, 0),
    "pillar": (255, 0, 0),
    "shop": (175, 0, 0),
}
"""What a facade's label map shows, and in which colour, as measured in the flat places of the maps: the palette to draw one with."""

SCENE_LABELS = {
    "sky": (120, 180, 240),
    "cloud": (245, 245, 250),
    "sun or moon": (255, 220, 60),
    "water": (30, 90, 190),
    "ground": (110, 180, 70),
    "road": (150, 140, 130),
    "mountain": (130, 110, 160),
    "tree": (20, 100, 40),
    "house": (200, 80, 60),
    "boat": (250, 140, 30),
    "animal": (160, 60, 160),
    "thing": (60, 60, 60),
    "room": (230, 200, 170),
}
"""The same for drawn scenes, in the order of `scenes.LABELS`."""

PALETTES = {"facades": FACADE_LABELS, "scenes": SCENE_LABELS}
"""Pairs whose given pictures are label maps -> their colours."""


def coloured(labels: "ndarray", palette: dict[str, tuple[int, int, int]]) -> "ndarray":
    """Numbers of labels (..., h, w) -> the map as a picture uint8 (..., h, w, 3)."""
    import numpy as np

    return np.array(list(palette.values()), np.uint8)[labels]


def labels_of(picture: "ndarray", palette: dict[str, tuple[int, int, int]]) -> "ndarray":
    """A label map's numbers, uint8 (h, w), from a picture whose colours may have suffered: each pixel counts as the nearest one."""
    import numpy as np

    known = np.array(list(palette.values()), np.float32)
    flat = picture.reshape(-1, 3).astype(np.float32)
    far = (known**2).sum(1) - 2 * flat @ known.T  # and |flat|², which is the same for all
    return far.argmin(1).astype(np.uint8).reshape(picture.shape[:2])


def likeness(picture: "ndarray", palette: dict[str, tuple[int, int, int]]) -> float:
    """The share of a picture's pixels whose colour is one of the palette's, as exactly as JPEG leaves it."""
    import numpy as np

    far = picture.astype(np.float32) - coloured(labels_of(picture, palette), palette)
    return float((np.square(far).sum(2) < CLOSE**2).mean())


CLOSE = 24
"""Levels by which JPEG may move a colour."""

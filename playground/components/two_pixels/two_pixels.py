"""Pictures of two pixels: each is a point of a plane, on which a true density says how common it is. Two sliders, or the
pointer, choose the picture; its number is read out."""

import math

from playground.components.shared import assets
from playground.components.shared.palette import palette

REACH = 5.0
"""A pixel's brightness is from 0 to this."""

COMMON, RARE = (3.0, 2.0), (4.0, 1.0)
"""Two pictures: the commonest, and one that hardly occurs."""

ALONG, ACROSS = 1.0 / (2 * math.pi * 0.9) ** 2 * math.log(90), 1.0 / math.log(90)
"""Variances of the bell: towards both brighter, and towards one brighter and the other darker. So it is 0.9 at COMMON, 0.01 at
RARE, and 1 over the whole plane, as a density must be."""

_component = assets.component("two_pixels")


def density(left: float, right: float) -> float:
    """How common pictures like this one are, per unit of the plane."""
    x, y = left - COMMON[0], right - COMMON[1]
    far = (x + y) ** 2 / 2 / ALONG + (x - y) ** 2 / 2 / ACROSS
    return math.exp(-far / 2) / (2 * math.pi * math.sqrt(ALONG * ACROSS))


def two_pixels(*, key: str) -> None:
    data = {
        "palette": palette(),
        "reach": REACH,
        "common": COMMON,
        "rare": RARE,
        "along": ALONG,
        "across": ACROSS,
    }
    _component(key=key, data=data)

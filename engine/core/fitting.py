"""How large a picture becomes that is asked for with so many pixels on its longer side."""

import math

STRETCH = 2.0
"""How much longer than other pictures a panorama may be."""


def scale(height: int, width: int, longest: int) -> float:
    """By how much to shrink a picture so that its longer side has `longest` pixels.

    What is more than twice as long as it is wide is given as many pixels as if it were just that, and up to twice the length:
    of a panorama that was held to its longest side nothing would be left but a stripe.
    """
    long, short = max(height, width), min(height, width)
    stretch = min(STRETCH, math.sqrt(max(1.0, long / (2 * short))))
    return min(1.0, longest * stretch / long)

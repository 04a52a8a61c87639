"""Points along the strokes of a pen on the plane, and strokes as a short word that fits into a link. Numpy only.

"UU0U.zz"   two strokes; each corner is two letters, its place across and up, of 61 places from -2 to 2
"""

import string

import numpy as np

from engine.core.errors import Trouble
from engine.language.words import _

LETTERS = string.digits + string.ascii_uppercase + string.ascii_lowercase
PLACES = 61
"""Places on each side: an odd number, so that the middle is one of them."""

FAR = 2.0
"""The pen reaches from -FAR to FAR."""

LONGEST = 1_200
"""Letters of a drawing: 600 corners, more than a hand draws before it rests."""

DOT = 0.02
"""A dot counts as a line of this length, so that it gets its points too."""

Strokes = list[np.ndarray]
"""Of each stroke the corners, (k, 2)."""


def written(strokes: Strokes) -> str:
    """The strokes as a word."""

    def letter(value: float) -> str:
        return LETTERS[int(np.clip(round((value / FAR + 1) * (PLACES - 1) / 2), 0, PLACES - 1))]

    return ".".join("".join(letter(value) for corner in stroke for value in corner) for stroke in strokes)


def read(word: str) -> Strokes:
    """The strokes that a word says."""
    if not word:
        raise Trouble("Nothing has been drawn yet.", "Draw on the plane in Play, or choose a shape.")
    parts = word.split(".")
    sound = all(part and len(part) % 2 == 0 and set(part) <= set(LETTERS[:PLACES]) for part in parts)
    if not sound or len(word) > LONGEST:
        raise Trouble(
            _("This is no drawing: '{word}'.", word=word[:40]), "Draw on the plane in Play, or choose a shape."
        )
    numbers = [np.array([LETTERS.index(letter) for letter in part], np.float64).reshape(-1, 2) for part in parts]
    return [(2 * corners / (PLACES - 1) - 1) * FAR for corners in numbers]


def along(strokes: Strokes, count: int, rng: np.random.Generator) -> np.ndarray:
    """Points (count, 2) evenly along the strokes."""
    pieces = [
        (stroke[k], stroke[min(k + 1, len(stroke) - 1)]) for stroke in strokes for k in range(max(1, len(stroke) - 1))
    ]
    begin, end = (np.array([piece[side] for piece in pieces]) for side in (0, 1))
    lengths = np.maximum(np.linalg.norm(end - begin, axis=1), DOT)
    chosen = rng.choice(len(pieces), size=count, p=lengths / lengths.sum())
    return begin[chosen] + rng.random(count)[:, None] * (end - begin)[chosen]

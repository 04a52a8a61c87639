"""Built-in picture set `hangul`: 28x28 grey Korean syllables that look written by many hands.

No font: each letter (jamo) is a few strokes in a box of its own, from 0 to 1. Two letters make a syllable: beside an upright
vowel the consonant stands on the left, over a lying one it stands on top. A hand moves the two a little against each other.
"""

from functools import lru_cache

import numpy as np

from engine.core.errors import Trouble
from engine.data.drawn import handwriting
from engine.data.drawn.handwriting import FINE, SIDE, Hand
from engine.language.words import N_, _

CLASSES = tuple("가나다라마바사아자차카타파하")

Stroke = tuple[tuple[float, float], ...]
"""Points (x, y) that a pen joins by straight lines; y grows downwards."""


def ring(x: float, y: float, wide: float, high: float) -> Stroke:
    turn = np.linspace(0, 2 * np.pi, 33)
    return tuple(zip(x + wide * np.sin(turn), y - high * np.cos(turn), strict=True))


HOOK: Stroke = ((0.00, 0.06), (0.94, 0.06), (0.90, 0.36), (0.72, 0.66), (0.46, 0.86), (0.10, 1.02))
LEGS: tuple[Stroke, ...] = (
    ((0.50, 0.08), (0.46, 0.38), (0.32, 0.68), (0.02, 0.98)),
    ((0.47, 0.42), (0.66, 0.72), (1.00, 0.96)),
)
LOW_LEGS: tuple[Stroke, ...] = (
    ((0.50, 0.26), (0.46, 0.48), (0.30, 0.74), (0.00, 1.00)),
    ((0.47, 0.52), (0.66, 0.78), (1.00, 0.98)),
)
CONSONANTS: dict[str, tuple[Stroke, ...]] = {
    "ㄱ": (HOOK,),
    "ㄴ": (((0.08, 0.00), (0.08, 0.95), (0.50, 0.94), (1.02, 0.84)),),
    "ㄷ": (((0.98, 0.06), (0.06, 0.06), (0.06, 0.95), (0.50, 0.94), (1.04, 0.86)),),
    "ㄹ": (((0.02, 0.02), (0.94, 0.02), (0.94, 0.47), (0.06, 0.47), (0.06, 0.96), (0.50, 0.95), (1.04, 0.89)),),
    "ㅁ": (((0.05, 0.08), (0.95, 0.08), (0.95, 0.94), (0.05, 0.94), (0.05, 0.08)),),
    "ㅂ": (((0.05, 0.00), (0.05, 0.95), (0.95, 0.95), (0.95, 0.00)), ((0.05, 0.48), (0.95, 0.48))),
    "ㅅ": LEGS,
    "ㅇ": (ring(0.5, 0.5, 0.48, 0.44),),
    "ㅈ": (((0.04, 0.08), (0.96, 0.08)), *LEGS),
    "ㅊ": (((0.36, -0.06), (0.64, -0.06)), ((0.04, 0.22), (0.96, 0.22)), *LOW_LEGS),
    "ㅋ": (HOOK, ((0.02, 0.50), (0.84, 0.46))),
    "ㅌ": (((0.98, 0.00), (0.06, 0.00), (0.06, 0.98), (0.50, 0.97), (1.04, 0.90)), ((0.06, 0.48), (0.92, 0.48))),
    "ㅍ": (
        ((0.00, 0.06), (1.00, 0.06)),
        ((0.28, 0.06), (0.30, 0.94)),
        ((0.72, 0.06), (0.70, 0.92)),
        ((-0.04, 0.96), (0.50, 0.94), (1.06, 0.86)),
    ),
    "ㅎ": (((0.34, -0.08), (0.66, -0.08)), ((0.00, 0.20), (1.00, 0.20)), ring(0.5, 0.70, 0.40, 0.30)),
}
UPRIGHT: dict[str, tuple[Stroke, ...]] = {
    "ㅏ": (((0.30, 0.00), (0.30, 1.00)), ((0.30, 0.46), (1.00, 0.46))),
    "ㅑ": (((0.30, 0.00), (0.30, 1.00)), ((0.30, 0.34), (1.00, 0.34)), ((0.30, 0.60), (1.00, 0.60))),
    "ㅓ": (((0.80, 0.00), (0.80, 1.00)), ((0.10, 0.46), (0.80, 0.46))),
    "ㅕ": (((0.80, 0.00), (0.80, 1.00)), ((0.10, 0.34), (0.80, 0.34)), ((0.10, 0.60), (0.80, 0.60))),
    "ㅣ": (((0.60, 0.00), (0.60, 1.00)),),
}
LYING: dict[str, tuple[Stroke, ...]] = {
    "ㅗ": (((0.50, 0.00), (0.50, 0.70)), ((0.00, 0.70), (1.00, 0.70))),
    "ㅛ": (((0.34, 0.00), (0.34, 0.70)), ((0.66, 0.00), (0.66, 0.70)), ((0.00, 0.70), (1.00, 0.70))),
    "ㅜ": (((0.00, 0.20), (1.00, 0.20)), ((0.50, 0.20), (0.50, 1.00))),
    "ㅠ": (((0.00, 0.20), (1.00, 0.20)), ((0.34, 0.20), (0.34, 1.00)), ((0.66, 0.20), (0.66, 1.00))),
    "ㅡ": (((0.00, 0.50), (1.00, 0.50)),),
}

BESIDE = (0.0, 3.6, 9.6, 13.0), (12.4, 0.0, 5.8, 20.0)
ABOVE = (3.6, 0.8, 11.6, 9.6), (0.0, 12.4, 18.8, 7.6)
"""The boxes of consonant and vowel in pixels: left, top, width, height."""

LEADS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
VOWELS = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"
TAILS = 28  # 27 consonants may stand beneath the two, or none
ACCEPTED = N_("Choose syllables of one plain consonant and one plain vowel, such as 가 or 모.")


def make(count: int, seed: int, classes: tuple[str, ...] = CLASSES) -> tuple[np.ndarray, np.ndarray]:
    """uint8 (count, 28, 28, 1) and int64 (count,): which of `classes` each picture shows."""
    if not classes:
        raise Trouble("No syllable was chosen.", ACCEPTED)
    consonants, vowels = np.stack([middles(name) for name in classes], 1)

    def distance(labels: np.ndarray, x: np.ndarray, y: np.ndarray, hand: Hand) -> np.ndarray:
        def moved(fields: np.ndarray) -> np.ndarray:
            left, up, size = hand.normal(0.4, 0.9), hand.normal(0.4, 0.9), np.exp(hand.normal(0.06, 0.12))
            return handwriting.look_up(fields, labels, (x + left) / size, (y + up) / size)

        return np.minimum(moved(consonants), moved(vowels))

    return handwriting.make(count, seed, len(classes), distance)


@lru_cache(maxsize=len(CLASSES))
def middles(syllable: str) -> np.ndarray:
    """How many pixels every place is from the middle of a stroke of the consonant, and of the vowel: float32 (2, side, side)."""
    letters = [np.concatenate([lines(stroke) for stroke in letter]) for letter in strokes(syllable)]
    both = np.concatenate(letters)
    mass = np.linalg.norm(both[:, 1] - both[:, 0], axis=1)
    centre = mass @ both.mean(1) / mass.sum()
    return np.stack([distance_to(letter - centre) for letter in letters])


def strokes(syllable: str) -> list[list[np.ndarray]]:
    """Those of its consonant and those of its vowel, each float (points, 2), in pixels."""
    lead, rest = divmod(ord(syllable) - ord("가"), len(VOWELS) * TAILS) if len(syllable) == 1 else (-1, 0)
    vowel, tail = divmod(rest, TAILS)
    if not 0 <= lead < len(LEADS) or tail or LEADS[lead] not in CONSONANTS or VOWELS[vowel] not in UPRIGHT | LYING:
        raise Trouble(_("'{syllable}' cannot be written here.", syllable=syllable), ACCEPTED)
    letters = CONSONANTS[LEADS[lead]], (UPRIGHT | LYING)[VOWELS[vowel]]
    boxes = BESIDE if VOWELS[vowel] in UPRIGHT else ABOVE
    return [
        [np.array(stroke) * (wide, high) + (left, top) for stroke in letter]
        for letter, (left, top, wide, high) in zip(letters, boxes, strict=True)
    ]


def lines(stroke: np.ndarray) -> np.ndarray:
    """A stroke's straight pieces: (n, 2 ends, 2)."""
    return np.stack([stroke[:-1], stroke[1:]], 1)


def distance_to(pieces: np.ndarray) -> np.ndarray:
    """How many pixels each point of a field is from the nearest of these lines (n, 2 ends, 2): float32 (side, side)."""
    line = (np.arange(SIDE * FINE) - (SIDE * FINE - 1) / 2) / FINE
    places = np.stack(np.meshgrid(line, line), -1)
    nearest = np.full(places.shape[:2], np.inf)
    for start, end in pieces:
        along = end - start
        share = np.clip((places - start) @ along / (along @ along), 0, 1)
        nearest = np.minimum(nearest, np.linalg.norm(places - start - share[..., None] * along, axis=-1))
    return nearest.astype(np.float32)

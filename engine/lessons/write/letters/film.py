"""What the machine wrote on its way, always after the same opening and with the same random numbers: noise, then words, then grammar.

As a picture each letter is a square whose colour says of what kind it is. The lowest four bits of red, green and blue together are
the letter's number, which no eye sees: so the text can be read from the picture again.
"""

import numpy as np

from engine.lessons.write.letters.texts.library import numbered, spelt

LENGTH, ACROSS, SIDE = 400, 50, 8
"""Letters of a piece, squares in a row, and pixels of a square's side."""

VOWELS = frozenset("aeiouyAEIOUY")
COLOURS = {
    "vowel": (240, 144, 32),
    "letter": (96, 96, 208),
    "digit": (32, 144, 96),
    "space": (224, 224, 224),
    "line": (48, 48, 48),
    "sign": (192, 32, 96),
}
"""Their lowest four bits are free."""


def kind(letter: str) -> str:
    if letter == "\n":
        return "line"
    if letter.isspace():
        return "space"
    if letter.isdigit():
        return "digit"
    if letter in VOWELS:
        return "vowel"
    return "letter" if letter.isalpha() else "sign"


def picture(text: str, letters: str) -> np.ndarray:
    """uint8 (rows, columns, 3) of the first LENGTH letters."""
    numbers = np.zeros(LENGTH, np.int64)
    found = numbered(text[:LENGTH], letters)
    numbers[: len(found)] = found
    colours = np.array([COLOURS[kind(letter)] for letter in letters])[numbers]
    squares = colours | (numbers[:, None] >> np.array([8, 4, 0]) & 15)
    return squares.astype(np.uint8).reshape(-1, ACROSS, 3).repeat(SIDE, 0).repeat(SIDE, 1)


def read(picture: np.ndarray, letters: str) -> str:
    """The text that such a picture shows."""
    low = picture[::SIDE, ::SIDE].reshape(-1, 3).astype(np.int64) & 15
    numbers = low @ np.array([256, 16, 1])
    return spelt(numbers[numbers < len(letters)], letters)


def shown_at(step: int) -> bool:
    """Whether the film has a frame of this step: 1, 2, 5, 10, 20, 50, 100, ..."""
    return str(step).rstrip("0") in ("1", "2", "5")

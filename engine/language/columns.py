"""Texts in the columns of a terminal, where Hangul takes two a letter."""

import unicodedata
from collections.abc import Iterable


def width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)


def padded(text: str, columns: int, side: str = "<") -> str:
    """At the left of so many columns, or at their right (>)."""
    space = " " * (columns - width(text))
    return space + text if side == ">" else text + space


def line(cells: Iterable[str], places: str) -> str:
    """A line of a table; `places` tells side and width of each cell, such as "<32 >10"."""
    return " ".join(
        padded(text, int(place[1:]), place[0]) for text, place in zip(cells, places.split(), strict=True)
    ).rstrip()

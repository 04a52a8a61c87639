"""The matrix of side effects: a row for each vector with a face before and after, a column for each mark that a judge looks for.

The browser draws the faces from their codes. A line whose cells are not measured yet shows dots.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from playground.components.shared import assets
from playground.components.shared.encoding import numbers
from playground.components.shared.palette import palette


@dataclass(frozen=True)
class Cell:
    """A mean change in points of a hundred, with the half width of its 95 % interval."""

    change: float
    error: float
    note: str = ""
    """Why this one is special: such a cell is framed."""


@dataclass(frozen=True)
class Line:
    words: str
    after: np.ndarray | None
    """The code (d,) of the face after; None where there is no such vector."""
    cells: Sequence[Cell] | None


@dataclass(frozen=True)
class Row:
    title: str
    before: np.ndarray
    lines: Sequence[Line]


_component = assets.component("matrix", "weights/nets.js", "shared/network.js")


def matrix(weights_name: str, rows: Sequence[Row], columns: Sequence[str], key: str) -> None:
    """Show it, for a decoder that `hold` has given the page under this name."""
    codes = []

    def place(code: np.ndarray | None) -> int | None:
        if code is None:
            return None
        codes.append(code)
        return len(codes) - 1

    described = [
        {
            "title": row.title,
            "before": place(row.before),
            "lines": [
                {
                    "words": line.words,
                    "after": place(line.after),
                    "cells": None
                    if line.cells is None
                    else [[round(cell.change), round(cell.error), cell.note] for cell in line.cells],
                }
                for line in row.lines
            ],
        }
        for row in rows
    ]
    data = {
        "name": key,
        "palette": palette(),
        "weights": weights_name,
        "codes": numbers(np.array(codes, np.float32)),
        "rows": described,
        "columns": list(columns),
    }
    _component(key=key, data=data)

"""Numbers and texts on their way to the browser."""

import base64
from collections.abc import Sequence
from typing import Any

import numpy as np


def numbers(array: np.ndarray) -> dict[str, Any]:
    """Floats as 16-bit whole numbers with one scale: points on a screen need no more."""
    scale = float(max(np.abs(array).max(initial=0), 1e-9)) / 32767
    return {"scale": scale, "shorts": text(np.rint(array / scale).astype("<i2"))}


def floats(values: Sequence[float] | np.ndarray) -> list[float]:
    return [round(float(value), 5) for value in values]


def text(array: np.ndarray) -> str:
    return base64.b64encode(np.ascontiguousarray(array).tobytes()).decode()

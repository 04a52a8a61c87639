"""A box that a reader lays around a face: moved, resized and tilted in the browser. Python hears of it once per release.

box = crop_box(picture, "face", guide=Guide(eyes=((0.36, 0.44), (0.64, 0.44)), mouth=(0.5, 0.74)))
"""

import base64
import hashlib
import io
import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
from PIL import Image

from engine.language.words import N_, _
from playground.components.shared import assets

SHOWN = 640
"""Pixels on the longer side of what the browser gets: enough to see eyes by, and a few dozen kilobytes."""

REACH = 440
FIRST = 0.6
LEAST, MOST = 16, 1.25
STEEPEST = 30


@dataclass(frozen=True)
class Box:
    """A square on a picture. Its centre and side are pixels of that picture; `degrees` lean it clockwise."""

    x: float
    y: float
    side: float
    degrees: float = 0.0


@dataclass(frozen=True)
class Guide:
    """Where eyes and mouth belong, (across, down) in shares of the box's side."""

    eyes: tuple[tuple[float, float], tuple[float, float]]
    mouth: tuple[float, float]


_component = assets.component("crop")


def crop_box(
    picture: np.ndarray,
    key: str,
    *,
    guide: Guide | None = None,
    start: Box | None = None,
    alt: str = N_("Your picture"),
    reach: int = REACH,
) -> Box:
    """Show the picture, uint8 (h, w, 3), with a box on it. Where the box was last let go; before that, where it starts.

    start  the centre and 0.6 of the shorter side, if not given
    reach  CSS pixels of the longer side on the page
    """
    start = start or first_box(picture)
    data = described(picture, guide=guide, start=start, alt=alt, reach=reach)
    answer = _component(key=key, data=data, default={"box": None}, on_box_change=_nothing)
    return sound(answer.box, picture, of=data["picture"]) or start


def _nothing() -> None:
    """Streamlit keeps a value only for components that have somebody to call."""


def first_box(picture: np.ndarray) -> Box:
    height, width = picture.shape[:2]
    return Box(width / 2, height / 2, round(FIRST * min(height, width), 2))


def limits(picture: np.ndarray) -> tuple[float, float]:
    """The smallest and the largest side. The largest reaches over the edges: some faces fill their picture."""
    height, width = picture.shape[:2]
    return min(LEAST, height, width), MOST * max(height, width)


def described(picture: np.ndarray, *, guide: Guide | None, start: Box, alt: str, reach: int = REACH) -> dict[str, Any]:
    """All that as plain JSON."""
    jpeg = _small_jpeg(picture)
    least, most = limits(picture)
    return {
        "jpeg": base64.b64encode(jpeg).decode(),
        "picture": hashlib.sha256(jpeg).hexdigest()[:16],
        "width": picture.shape[1],
        "height": picture.shape[0],
        "box": asdict(start),
        "middle": asdict(first_box(picture)),
        "least": least,
        "most": most,
        "steepest": STEEPEST,
        "reach": reach,
        "guide": asdict(guide) if guide else None,
        "alt": _(alt),
        "palette": {"light": [], "dark": []},
    }


def _small_jpeg(picture: np.ndarray) -> bytes:
    image = Image.fromarray(picture)
    image.thumbnail((SHOWN, SHOWN), Image.Resampling.LANCZOS)
    content = io.BytesIO()
    image.save(content, "JPEG", quality=85)
    return content.getvalue()


def sound(answer: object, picture: np.ndarray, *, of: str) -> Box | None:
    """The box that the browser sent, within its limits; None if it is no box, or one on another picture."""
    if not isinstance(answer, Mapping) or answer.get("picture") != of:
        return None
    numbers = [answer.get(name) for name in ("x", "y", "side", "degrees")]
    sound = [float(number) for number in numbers if isinstance(number, int | float) and math.isfinite(number)]
    if len(sound) < len(numbers):
        return None
    x, y, side, degrees = sound
    height, width = picture.shape[:2]
    least, most = limits(picture)
    return Box(
        min(max(x, 0.0), float(width)),
        min(max(y, 0.0), float(height)),
        min(max(side, least), most),
        min(max(degrees, -STEEPEST), STEEPEST),
    )

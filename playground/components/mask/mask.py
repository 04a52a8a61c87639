"""The mask: areas that a hand draws over a picture, each for one of up to four styles. Python gets a map of labels.

    mask(picture, key="areas", titles=["The Starry Night", "Heavy sea"], areas=labels, on_draw=keep)

The map says 0 where the picture stays as it is and k where the k-th style goes. It arrives after each stroke.
"""

import base64
import binascii
import hashlib
import io
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
import streamlit as st
from PIL import Image

from engine.core.errors import Trouble
from engine.language.words import N_, _
from playground.components.shared import assets
from playground.components.shared.palette import palette
from playground.components.shared.thumbnails import jpeg

MOST = 4
FINE = 512
"""Pixels on the longer side of the map."""

SHOWN = 800
"""Pixels on the longer side of the picture in the browser."""

_component = assets.component("mask", "shared/label_map.js", styles=("shared/drawing.css",))


def mask(
    picture: np.ndarray,
    *,
    key: str,
    titles: Sequence[str],
    areas: np.ndarray | None,
    on_draw: Callable[[np.ndarray | None], Any],
    alt: str,
    tallest: int = 420,
    hint: str = N_("Draw where the style shall go"),
) -> None:
    """Show the picture, uint8 (h, w, 3), with the areas on it.

    areas    the map that is drawn so far, uint8 of the size that `size_of` says; another one takes its place
    on_draw  called before the script runs again with the map, or with None where nothing is drawn
    tallest  CSS pixels
    hint     what stands on the picture until something is drawn
    """
    if not 1 <= len(titles) <= MOST:
        raise Trouble(_("Areas cannot be drawn for {n} styles.", n=len(titles)), _("Choose 1 to {most}.", most=MOST))
    width, height = size_of(picture)
    shown = jpeg(picture, SHOWN)
    drawn = "" if areas is None else png(areas)

    def changed() -> None:
        state = st.session_state.get(key)
        found, sound = opened(state.get("areas") if isinstance(state, Mapping) else None, (width, height))
        if sound:
            on_draw(found)

    _component(
        key=key,
        data={
            "name": key,
            "palette": palette(),
            "jpeg": base64.b64encode(shown).decode(),
            "picture": hashlib.sha256(shown).hexdigest()[:16],
            "width": width,
            "height": height,
            "tallest": tallest,
            "titles": list(titles),
            "areas": drawn,
            "check": 0 if areas is None else check_of(areas),
            "alt": alt,
            "hint": _(hint),
        },
        default={"areas": None},
        on_areas_change=changed,
    )


def size_of(picture: np.ndarray) -> tuple[int, int]:
    """(width, height) of the map for a picture (h, w, 3)."""
    height, width = picture.shape[:2]
    scale = min(1.0, FINE / max(height, width))
    return max(1, round(width * scale)), max(1, round(height * scale))


def check_of(areas: np.ndarray) -> int:
    """A number by which the browser knows its own map again."""
    labels = areas.ravel().astype(np.int64)
    return int((labels * np.arange(1, labels.size + 1)).sum() % 2**32)


def png(areas: np.ndarray) -> str:
    content = io.BytesIO()
    Image.fromarray(areas).save(content, "PNG")
    return base64.b64encode(content.getvalue()).decode()


def opened(sent: object, size: tuple[int, int]) -> tuple[np.ndarray | None, bool]:
    """The map that the browser sent, uint8 (h, w) of 0 to 4, or None for an empty one; and whether it was one at all."""
    if not isinstance(sent, Mapping) or not isinstance(sent.get("png"), str):
        return None, False
    if not sent["png"]:
        return None, True
    labels = read_labels(sent["png"], size)
    if labels is None or labels.max() > MOST:
        return None, False
    return (labels if labels.any() else None), True


def read_labels(text: object, size: tuple[int, int]) -> np.ndarray | None:
    """A map that a browser drew as a grey PNG, uint8 (h, w). It comes from outside: what is no PNG of this size is None."""
    if not isinstance(text, str) or len(text) > 4 * size[0] * size[1] + 4096:
        return None
    try:
        picture = Image.open(io.BytesIO(base64.b64decode(text, validate=True)), formats=["PNG"])
        if picture.size != size:
            return None
        return np.asarray(picture.convert("RGB"))[:, :, 0]
    except (OSError, ValueError, SyntaxError, binascii.Error):
        return None

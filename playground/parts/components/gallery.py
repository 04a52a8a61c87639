"""The gallery: a grid of small pictures to pick from by click, for pictures that Python has. lineup.py is its sibling for codes.

    face = gallery(pictures, key="who", chosen=(0,)).one
    sets = gallery(pictures, key="sets", groups=("with a smile", "without")).groups
    sets["without"]

The pictures travel once, as one sheet. Python hears of picks once the hand rests.
"""

import base64
import hashlib
import io
import math
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import streamlit as st
from PIL import Image

from engine.errors import Trouble
from playground.parts.components import assets
from playground.parts.components.lineup import ALONE, Picked, sound
from playground.parts.components.palette import palette

SMOOTH = 32
"""Pictures at least so many pixels wide and high are enlarged smoothly; the pixels of smaller ones stay square."""

MOST_GROUPS = 3

_GALLERY = st.components.v2.component(
    "atelier.gallery",
    html='<div class="atelier"></div>',
    css=assets.read("shared.css", "gallery.css"),
    js=assets.read("shared.js", "gallery.js"),
)


def gallery(
    pictures: np.ndarray,
    *,
    key: str,
    most: int = 1,
    groups: Sequence[str] = (),
    one_each: bool = False,
    chosen: Sequence[int] | Mapping[str, Sequence[int]] = (),
    titles: Sequence[str] | None = None,
    side: int = 72,
    alt: str = "Pictures to pick from",
) -> Picked:
    """Show uint8 pictures (n, h, w, 3) or (n, h, w, 1). Without groups, what is picked is the group ALONE.

    most      without groups: how many can be picked. With 1 a click moves the pick, with more a second click takes it out
    groups    up to three names. A picture is in one group at most; each holds any number, or one if `one_each`
    chosen    what is picked at first; with groups {"with a smile": (3, 5)}. Other pictures, or another choice here, start
              anew with it: give a fixed choice, not the picks that came back
    titles    what each picture is called, for those who listen and under the mouse
    side      CSS pixels of a picture's longer side
    """
    pictures = np.asarray(pictures)
    check(pictures, groups, chosen, titles)
    n, height, width, _ = pictures.shape
    names = list(groups) or [ALONE]
    limit = 1 if one_each else n if groups else most
    given = chosen if isinstance(chosen, Mapping) else {ALONE: chosen}
    asked = {name: [int(place) for place in given.get(name, ())] for name in names}
    first = sound({"stamp": "", "groups": asked}, "", asked, n, limit)
    shown = pictures.tobytes() + repr((pictures.shape, *first.values())).encode()
    digest = hashlib.sha256(shown).hexdigest()[:18]
    stamp = stamped(key, digest)
    smooth = min(height, width) >= SMOOTH
    data = {
        "name": key,
        "palette": palette(),
        "stamp": stamp,
        "n": n,
        "width": width,
        "height": height,
        "sheet": _sheet(digest, pictures, smooth),
        "columns": across(n),
        "smooth": smooth,
        "groups": names,
        "grouped": bool(groups),
        "limit": limit,
        "first": {name: list(places) for name, places in first.items()},
        "titles": [str(title) for title in titles] if titles is not None else [f"picture {k + 1}" for k in range(n)],
        "titled": titles is not None,
        "side": side,
        "alt": alt,
    }
    reported = _GALLERY(key=key, data=data, on_picked_change=lambda: None).get("picked")
    return Picked(sound(reported, stamp, data["first"], n, limit))


def check(
    pictures: np.ndarray,
    groups: Sequence[str],
    chosen: Sequence[int] | Mapping[str, Sequence[int]],
    titles: Sequence[str] | None,
) -> None:
    if pictures.dtype != np.uint8 or pictures.ndim != 4 or pictures.shape[3] not in (1, 3):
        raise ValueError(f"Pictures are uint8 (n, h, w, 3) or (n, h, w, 1), not {pictures.dtype} {pictures.shape}.")
    if not len(pictures):
        raise Trouble("There is no picture to pick from.", "Choose another set of pictures.")
    if len(groups) > MOST_GROUPS or len(set(groups)) < len(groups):
        raise ValueError(f"A gallery has up to {MOST_GROUPS} groups, each with a name of its own, not {list(groups)}.")
    if groups and chosen and not isinstance(chosen, Mapping):
        raise ValueError("With groups, `chosen` says for each group which pictures are in it.")
    if titles is not None and len(titles) != len(pictures):
        raise ValueError(f"{len(pictures)} pictures need {len(pictures)} titles, not {len(titles)}.")


def stamped(key: str, digest: str) -> str:
    """A name for this showing of these pictures. It changes when the pictures do, and is new even if they come back:
    so a pick that was meant for an earlier showing is known as such."""
    kept = f"{key}.showing"
    last, turn = st.session_state.get(kept, (digest, 0))
    if last != digest:
        turn += 1
    st.session_state[kept] = (digest, turn)
    return f"{digest}.{turn}"


def across(n: int) -> int:
    """How many pictures lie beside each other on the sheet: about as many as below each other."""
    return math.ceil(math.sqrt(n))


@st.cache_data(max_entries=64, show_spinner=False)
def _sheet(digest: str, _pictures: np.ndarray, smooth: bool) -> str:
    return sheet(_pictures, smooth)


def sheet(pictures: np.ndarray, smooth: bool) -> str:
    """All pictures as one WebP that a page can show. Only large ones lose a little: their pixels are not looked at."""
    n, height, width, channels = pictures.shape
    columns = across(n)
    rows = -(-n // columns)
    laid = np.zeros((rows * columns, height, width, 3), np.uint8)
    laid[:n] = pictures
    laid = laid.reshape(rows, columns, height, width, 3).swapaxes(1, 2).reshape(rows * height, columns * width, 3)
    file = io.BytesIO()
    how: dict[str, Any] = {"quality": 90, "method": 4} if smooth else {"lossless": True}
    Image.fromarray(laid).save(file, "WEBP", **how)
    return "data:image/webp;base64," + base64.b64encode(file.getvalue()).decode()

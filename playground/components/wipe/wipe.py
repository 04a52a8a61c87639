"""Before and after under one finger: two pictures of the same thing, a line between them that the hand moves, and zoom in step.

    wipe(before, after, "Made in 80 ms.", key="wipe", names=("Photograph", "Painting"))

The pictures may also stand side by side, or show where they differ. All of that happens in the browser.
"""

import base64
import hashlib
from typing import Any

import numpy as np
import streamlit as st

from playground.components.making.making import Making
from playground.components.shared import assets
from playground.components.shared.difference import BRIGHTEST, GLOW, apart, in_words
from playground.components.shared.palette import palette
from playground.components.shared.thumbnails import jpeg

SENT = 1280
"""Pixels on the longer side of a picture on its way to the browser: enough to look closely."""

TALL, WIDE = 400, 640
"""CSS pixels that the picture takes at most."""

_component = assets.component("wipe", "weights/nets.js", "making/maker.js")


def wipe(
    before: np.ndarray,
    after: np.ndarray | Making,
    caption: str,
    *,
    key: str,
    alt: str,
    names: tuple[str, str],
    tall: int = TALL,
    wide: int = WIDE,
) -> None:
    """Both uint8 (h, w, 3), of the same shape or of two sizes of one shape; or the second one is made in the browser."""
    with st.container(gap="xsmall"):
        _component(key=key, data=described(before, after, alt=alt, names=names, tall=tall, wide=wide))
        st.caption(caption)


def described(
    before: np.ndarray,
    after: np.ndarray | Making,
    *,
    alt: str,
    names: tuple[str, str],
    tall: int = TALL,
    wide: int = WIDE,
) -> dict[str, Any]:
    """All that as plain JSON. `made` tells one pair of pictures from the next."""
    here = after.described() if isinstance(after, Making) else None
    shown = [before] if isinstance(after, Making) else [before, after]
    height, width = shown[-1].shape[:2]
    files = [base64.b64encode(jpeg(picture, SENT, quality=92)).decode() for picture in shown]
    return {
        "made": hashlib.sha1("".join(files).encode(), usedforsecurity=False).hexdigest(),
        "jpegs": files,
        "making": here,
        "height": height,
        "width": width,
        "names": list(names),
        "alt": alt,
        "apart": "" if isinstance(after, Making) or before.shape != after.shape else in_words(apart(before, after)),
        "wide": round(min(wide, tall * width / height)),
        "glow": GLOW.astype(int).tolist(),
        "brightest": BRIGHTEST,
        "palette": palette(),
    }

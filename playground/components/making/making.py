"""A picture that the visitor's own graphics card makes, with a net that the page holds: the server computes nothing for it.

hold("facades", lambda: graphics.as_bytes("facades", plan))
making(Making("facades", given), "Made of the map.", key="made", alt="A house front")
"""

import base64
import hashlib
import io
from typing import Any, NamedTuple

import numpy as np
import streamlit as st
from PIL import Image

from playground.components.shared import assets
from playground.components.shared.palette import palette


class Making(NamedTuple):
    """What is made of a picture, uint8 (h, w, 3). `strength`: of the whole; `inner`: of what a network's blocks change.
    `kept`: what dropout keeps, or nothing where it rests. `style`: numbers for the style in which it is painted."""

    net: str
    given: np.ndarray
    strength: float = 1.0
    inner: float = 1.0
    kept: bytes = b""
    style: bytes = b""

    def described(self) -> dict[str, Any]:
        content = io.BytesIO()
        Image.fromarray(self.given).save(content, "PNG", compress_level=1)
        said = {
            "net": self.net,
            "given": base64.b64encode(content.getvalue()).decode(),
            "strength": self.strength,
            "inner": self.inner,
            "kept": base64.b64encode(self.kept).decode(),
            "style": base64.b64encode(self.style).decode(),
        }
        return said | {"check": hashlib.sha1(str(said).encode(), usedforsecurity=False).hexdigest()}


_component = assets.component("making", "weights/nets.js", "making/maker.js")


def making(asked: Making, caption: str, *, key: str, alt: str, wide: int) -> None:
    """Show it. While a hand draws for this net, it follows at once."""
    with st.container(gap="xsmall", width=wide):
        height, width = asked.given.shape[:2]
        said = {"alt": alt, "height": height, "width": width}
        _component(key=key, data={"making": asked.described(), **said, "palette": palette()})
        st.caption(caption)

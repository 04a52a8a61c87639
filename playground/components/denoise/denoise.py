"""The denoising pad: move the noise level and see each picture spoiled and restored, at once, in the browser."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import streamlit as st

from playground.components.shared import assets
from playground.components.shared.encoding import text
from playground.components.shared.palette import palette

KINDS = {"gaussian": "Gaussian", "salt": "Salt and pepper", "blocks": "Masked blocks"}

_DENOISE = st.components.v2.component(
    "atelier.denoise",
    html='<div class="atelier"></div>',
    css=assets.read("shared/shared.css", "denoise/denoise.css"),
    js=assets.read("shared/shared.js", "network/net.js", "sketch/sketch_pad.js", "denoise/denoise.js"),
)


def denoise_pad(
    network: Mapping[str, Any],
    pictures: np.ndarray,
    *,
    key: str,
    noise: str = "gaussian",
    level: float = 0.4,
    draw: bool = True,
) -> None:
    """Show it. `network` is engine.weights.browser.pack(encoder + decoder, shape), pictures in, pictures in [0, 1] out.

    pictures  uint8 (n, h, w) or (n, h, w, c), as many as should be shown where there is room
    noise     which of KINDS it starts with, at `level`: engine.lessons.encode.noise explains them
    draw      offer a sheet to draw on; what is drawn joins the pictures
    """
    data = {
        "name": key,
        "palette": palette(),
        "net": dict(network),
        "pictures": text(np.asarray(pictures, np.uint8)),
        "kinds": KINDS,
        "noise": noise if noise in KINDS else "gaussian",
        "level": float(level),
        "draw": draw,
    }
    _DENOISE(key=key, data=data)

"""The denoising pad: move the noise level and see each picture spoiled and restored, at once, in the browser."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from engine.language.words import N_, _
from playground.components.shared import assets
from playground.components.shared.encoding import text
from playground.components.shared.palette import palette

KINDS = {"gaussian": N_("Gaussian"), "salt": N_("Salt and pepper"), "blocks": N_("Masked blocks")}

_component = assets.component("denoise", "weights/nets.js", "shared/network.js", "sketch/sketch_pad.js")


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
        "kinds": {name: _(words) for name, words in KINDS.items()},
        "noise": noise if noise in KINDS else "gaussian",
        "level": float(level),
        "draw": draw,
    }
    _component(key=key, data=data)

"""What each layer of the shipped eye knows of the gallery's styles: textures from one Gram matrix each, painted once and kept.

    pretrained/textures/made_from.json   style -> what its strip was made from
    pretrained/textures/waves.webp       of each style squares of SIDE pixels in a row, one for each layer, shallow ones first

`python -m engine layer-textures` makes them. Reading them needs no torch.
"""

import hashlib
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

from engine.core import files, settings
from engine.data import gallery
from engine.lessons.helpers.eye.fields import LAYERS
from engine.lessons.paint import fingerprints

FOLDER = settings.ROOT / "pretrained" / "textures"
INDEX = "made_from.json"

SIDE, STEPS, SMOOTHNESS = 112, 24, 40.0
"""Pixels of a square, steps, and how much smoothness pulls, of 100: a deep layer alone leaves single pixels as noisy as they began."""

LOOK, GRAIN, ALIKE = 64, 4, 6
"""A drawn style is known again by its colours: pixels of the picture, cells each way, and by how much of 255 they may differ."""

QUALITY = 60
"""Of the strips as WebP."""


def styles() -> list[str]:
    """All styles of the gallery that are everybody's."""
    return [*fingerprints.names(), *gallery.STYLES]


def kept(style: str) -> np.ndarray | None:
    """uint8 (layers, SIDE, SIDE, 3); None where there is no strip, or it was made from something else than what is here now."""
    path = strip_of(style)
    if style not in styles() or not path.is_file() or stale(style):
        return None
    with Image.open(path) as image:
        strip = np.asarray(image.convert("RGB"))
    return np.stack(np.split(strip, len(LAYERS), axis=1))


def strip_of(style: str) -> Path:
    return FOLDER / f"{style.partition(':')[2] or style}.webp"


def stale(style: str) -> bool:
    """Whether the style, the eye or the way of painting is another one than when its strip was made."""
    then, now = (files.read_json(FOLDER / INDEX) or {}).get(style), made_from(style)
    if then is None or then.keys() != now.keys():
        return True
    apart = np.abs(np.subtract(then.pop("colours", 0), now.pop("colours", 0))).max()
    return then != now or apart > ALIKE


def made_from(style: str) -> dict[str, Any]:
    """What decides how a strip looks, as JSON. A drawn picture differs by a trifle from computer to computer, a file does not."""
    how = {"eye": fingerprints.eye_hash()[:16], "how": [SIDE, STEPS, SMOOTHNESS]}
    if ":" not in style:
        content = (fingerprints.FOLDER / f"{style}.safetensors").read_bytes()
        return {**how, "fingerprint": hashlib.sha256(content).hexdigest()[:16]}
    cells = Image.fromarray(gallery.picture(style, LOOK)).resize((GRAIN, GRAIN), Image.Resampling.BOX)
    return {**how, "colours": np.asarray(cells).reshape(-1, 3).tolist()}

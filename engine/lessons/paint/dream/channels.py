"""What excites the channels of the shipped eye: sheets of pictures dreamt from noise, made once and kept beside its weights.

    pretrained/dreams/sheets.json    whose eye dreamt, and which channels each sheet shows
    pretrained/dreams/relu4_1.webp   squares of SIDE pixels in rows of ACROSS

`python -m engine dream-gallery` makes them. Reading them needs no torch.
"""

from dataclasses import dataclass, replace

import numpy as np
from PIL import Image

from engine.core import files, settings
from engine.lessons.paint import fingerprints as paint_fingerprints
from engine.lessons.paint.dream.config import DreamConfig
from engine.lessons.paint.dream.inputs import NOISE

FOLDER = settings.ROOT / "pretrained" / "dreams"
INDEX = "sheets.json"

SIDE, ACROSS, COUNT = 112, 8, 24
"""Pixels of a square, squares in a row, and channels of each layer."""

SKETCH = 80
"""Pixels of the quick dreams by which channels are chosen."""

SILENT = 8
"""A sketch whose pixels deviate by less than this shows nothing: its channel does not wake up in noise."""

LOOKED_AT = ("relu3_1", "relu5_1")
"""The layers in which sketches are compared."""

TOGETHER = 16
"""Channels that dream at a time."""

QUALITY = 70
"""Of the sheets as WebP."""


@dataclass(frozen=True)
class Sheet:
    layer: str
    channels: tuple[int, ...]
    pictures: np.ndarray
    """uint8 (n, SIDE, SIDE, 3), one for each channel."""


def from_noise(layer: str, channel: int, size: int = 256) -> DreamConfig:
    """The settings with which one channel dreams from noise."""
    return DreamConfig(content=NOISE, layer=layer, channel=channel, size=size, strength=0.1, steps=48)


def at_once(config: DreamConfig, picture: np.ndarray | None = None) -> np.ndarray:
    """A whole dream, for sizes that take no longer than a click: uint8 (h, w, 3). Without a picture, on what the config names."""
    from engine.events import Preview
    from engine.lessons.paint.dream import train
    from engine.lessons.paint.dream.inputs import for_dream
    from engine.lessons.paint.inputs import PaintingInputs

    easel = for_dream(config) if picture is None else PaintingInputs(picture, (), None)
    seldom = replace(config, preview_every=config.steps)
    return [event.picture for event in train.train(seldom, easel) if isinstance(event, Preview)][-1]


def sheets() -> dict[str, Sheet]:
    """Layer -> its sheet; nothing where none are made for the eye that is here."""
    about = files.read_json(FOLDER / INDEX)
    if about is None or stale():
        return {}
    found = {}
    for layer, channels in about["layers"].items():
        with Image.open(FOLDER / f"{layer}.webp") as image:
            whole = np.asarray(image.convert("RGB"))
        squares = whole.reshape(-1, SIDE, ACROSS, SIDE, 3).swapaxes(1, 2).reshape(-1, SIDE, SIDE, 3)
        found[layer] = Sheet(layer, tuple(channels), squares[: len(channels)])
    return found


def stale() -> bool:
    """Whether the sheets show what another eye saw."""
    about = files.read_json(FOLDER / INDEX)
    return about is not None and about["eye"] != paint_fingerprints.eye_hash()

"""What a style paints when there is no content, numpy out: the face of a fingerprint, whose painting is not here."""

from dataclasses import replace

import numpy as np

from engine import easel
from engine.configs_paint import StyleConfig
from engine.easel import Easel
from engine.events import Preview
from engine.presets_paint import STYLE_ALONE
from engine.training import style


def texture(name: str, size: int = 256, steps: int = 160, seed: int = 0) -> np.ndarray:
    """A square painted from noise with a style's strokes and colours, uint8 (size, size, 3). `name`: a fingerprint's, or a picture's reference."""
    config = replace(StyleConfig(**STYLE_ALONE), size=size, steps=steps, preview_every=10_000, seed=seed)
    ground = np.full((size, size, 3), 128, np.uint8)
    events = style.train(config, Easel(ground, (easel.style(name, longest=size),), None))
    return [event for event in events if isinstance(event, Preview)][-1].picture

"""What a single layer of the eye keeps: a texture from its Gram matrix alone, and a picture rebuilt from its features alone."""

from typing import Any

import numpy as np

from engine.events import Preview
from engine.lessons.paint.style import train
from engine.lessons.paint.style.config import StyleConfig
from engine.lessons.paint.style.inputs import for_style
from engine.lessons.paint.style.presets import CONTENT_ALONE, STYLE_ALONE, only

SIDE, STEPS = 160, 48
"""Pixels of the longer side, and steps: enough to be told apart, and few enough to wait for."""


def texture(style: str, layer: str, side: int = SIDE, steps: int = STEPS) -> np.ndarray:
    """Out of noise, whatever has this layer's Gram matrix of a style: uint8 (h, w, 3)."""
    return _painted(STYLE_ALONE, side, steps, styles=style, **only(layer))


def rebuilt(content: str, layer: str, side: int = SIDE, steps: int = STEPS) -> np.ndarray:
    """Out of noise, whatever this layer takes for the content: uint8 (h, w, 3)."""
    return _painted(CONTENT_ALONE, side, steps, content=content, content_layer=layer)


def _painted(alone: dict[str, Any], side: int, steps: int, **more: Any) -> np.ndarray:
    settings: dict[str, Any] = {**alone, **more, "size": side, "steps": steps, "preview_every": steps}
    config = StyleConfig(**settings)
    pictures = [event.picture for event in train.train(config, for_style(config)) if isinstance(event, Preview)]
    return pictures[-1]

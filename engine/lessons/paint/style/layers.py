"""What a single layer of the eye keeps: a texture from its Gram matrix alone, and a picture rebuilt from its features alone."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from engine.events import Preview
from engine.lessons.paint import inputs
from engine.lessons.paint.inputs import PaintingInputs
from engine.lessons.paint.style import textures, train
from engine.lessons.paint.style.config import StyleConfig
from engine.lessons.paint.style.inputs import for_style
from engine.lessons.paint.style.presets import CONTENT_ALONE, STYLE_ALONE, only

SIDE, STEPS = 160, 48
"""Of what is rebuilt, pixels of the longer side, and steps: enough to be told apart, and few enough to wait for."""


def texture(style: str, layer: str) -> np.ndarray:
    """Out of noise, whatever has this layer's Gram matrix of a style: uint8 (side, side, 3)."""
    side = textures.SIDE
    shares = {"style_share": 100 - textures.SMOOTHNESS, "smooth_share": textures.SMOOTHNESS}
    config = _seldom_seen({**STYLE_ALONE, **only(layer), **shares}, side, textures.STEPS)
    ground = np.full((side, side, 3), 128, np.uint8)  # only its shape counts
    return _painted(config, PaintingInputs(ground, (inputs.style(style, longest=side),), None))


def rebuilt(content: str, layer: str, side: int = SIDE, steps: int = STEPS) -> np.ndarray:
    """Out of noise, whatever this layer takes for the content: uint8 (h, w, 3)."""
    config = _seldom_seen({**CONTENT_ALONE, "content": content, "content_layer": layer}, side, steps)
    return _painted(config, for_style(config))


def _seldom_seen(settings: Mapping[str, Any], side: int, steps: int) -> StyleConfig:
    values: dict[str, Any] = {**settings, "size": side, "steps": steps, "preview_every": steps}
    return StyleConfig(**values)


def _painted(config: StyleConfig, easel: PaintingInputs) -> np.ndarray:
    return [event.picture for event in train.train(config, easel) if isinstance(event, Preview)][-1]

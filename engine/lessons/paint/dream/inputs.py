"""What a dream begins with."""

import numpy as np

from engine.data import gallery as data_gallery
from engine.lessons.paint.dream.config import DreamConfig
from engine.lessons.paint.inputs import PaintingInputs, Style

NOISE = "noise"

GUIDE_SIDE = 256
"""Pixels of the longer side of a picture that leads."""


def for_dream(config: DreamConfig) -> PaintingInputs:
    leading = (Style(config.guide, 1.0, data_gallery.picture(config.guide, GUIDE_SIDE), None),) if config.guide else ()
    if config.content == NOISE:
        chance = np.random.default_rng(config.seed)
        grey = chance.normal(128, 12, (config.size, config.size, 3))
        return PaintingInputs(grey.clip(0, 255).astype(np.uint8), leading, None)
    return PaintingInputs(data_gallery.picture(config.content, config.size), leading, None)

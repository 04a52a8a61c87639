"""What a dream begins with."""

import numpy as np

from engine.data import gallery as data_gallery
from engine.lessons.paint.dream.config import DreamConfig
from engine.lessons.paint.inputs import PaintingInputs

NOISE = "noise"


def for_dream(config: DreamConfig) -> PaintingInputs:
    if config.content == NOISE:
        chance = np.random.default_rng(config.seed)
        grey = chance.normal(128, 12, (config.size, config.size, 3))
        return PaintingInputs(grey.clip(0, 255).astype(np.uint8), (), None)
    return PaintingInputs(data_gallery.picture(config.content, config.size), (), None)

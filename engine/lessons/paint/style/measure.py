"""How far a finished picture is from what it was painted after: the losses of painting, for a picture from anywhere. Numpy in."""

import numpy as np
import torch

from engine.lessons.helpers.eye import model as eye_model
from engine.lessons.paint.style import inputs
from engine.lessons.paint.style.config import StyleConfig
from engine.lessons.paint.style.objective import Objective
from engine.nn import images

COMPARED = ("content", "style")


def losses(picture: np.ndarray, config: StyleConfig) -> dict[str, float]:
    """The content and the style loss of a picture uint8 (h, w, 3), as a painting with this config measures its own."""
    data = inputs.for_style(config)
    height, width = picture.shape[:2]
    objective = Objective(eye_model.load(config.eye), config, data, height, width)
    with torch.no_grad():
        found = objective.losses(images.unit(picture), config, COMPARED)
    return {name: float(value) for name, value in found.items()}

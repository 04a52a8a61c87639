"""How far a finished picture is from what it was painted after: the losses of painting, for a picture from anywhere. Numpy in."""

from dataclasses import replace

import numpy as np
import torch

from engine.lessons import gram_losses
from engine.lessons.helpers.eye import model as eye_model
from engine.lessons.helpers.eye.fields import CHANNELS
from engine.lessons.paint.style import inputs
from engine.lessons.paint.style.config import StyleConfig
from engine.lessons.paint.style.conventions import DEEP, ORIGINAL, Layer, Sizes
from engine.lessons.paint.style.objective import Objective
from engine.nn import images

COMPARED = ("content", "style")


def sizes(config: StyleConfig, deep: float = DEEP) -> Sizes:
    """What other people's weights have to be multiplied with, for these pictures and this size. Blended styles count as one.

    The content is measured in the compact eye's layer of the same block. `deep`: see `conventions.DEEP`.
    """
    near = f"{config.content_layer[:-1]}1"
    config = replace(config, eye="compact", content_layer=near)
    data = replace(inputs.for_style(config), areas=None)
    x = images.unit(data.content)
    objective = Objective(eye_model.load("compact"), config, data, *x.shape[-2:])
    with torch.no_grad():
        seen = objective.eye.see(x)
    larger = {name: ORIGINAL.get(name, deep) for name in seen}
    layers = {
        name: Layer(
            CHANNELS[name],
            one[0, 0].numel(),
            larger[name] ** 4 * float(objective.targets[0].grams[name].square().sum()),
        )
        for name, one in seen.items()
    }
    return Sizes(
        content=larger[near] ** 2 * float(objective.shapes.square().sum()),
        features=CHANNELS[near] * layers[near].places,
        layers=layers,
        pixels=x[0, 0].numel(),
        smoothness=float(gram_losses.total_variation(x)),
        variations=variations(x),
    )


def variations(x: torch.Tensor) -> dict[str, float]:
    """The smoothness of a picture (1, 3, h, w) in [0, 1] as others measure it, by the names in VARIATIONS."""
    down, right = x[:, :, 1:] - x[:, :, :-1], x[:, :, :, 1:] - x[:, :, :, :-1]
    both = down[..., :-1].square() + right[:, :, :-1].square()
    return {
        "squares": float(down.square().sum() + right.square().sum()),
        "power": float((255**2 * both).pow(1.25).sum()),
        "absolute": float(down.abs().sum() + right.abs().sum()),
    }


def losses(picture: np.ndarray, config: StyleConfig) -> dict[str, float]:
    """The content and the style loss of a picture uint8 (h, w, 3), as a painting with this config measures its own."""
    data = inputs.for_style(config)
    height, width = picture.shape[:2]
    objective = Objective(eye_model.load(config.eye), config, data, height, width)
    with torch.no_grad():
        found = objective.losses(images.unit(picture), config, COMPARED)
    return {name: float(value) for name, value in found.items()}

"""Other people's weights of style transfer, translated to the raw weights used here.

Books and notebooks add up sums or means of squares, in which the size of the picture and of its features is hidden. Here each loss is a share
of its target (see `gram_losses`). So what their weights mean depends on the pictures: `measure.sizes` measures them, by the compact eye, in the
features of VGG-19's original weights, which Keras and TensorFlow ship.
"""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from engine.core.errors import Trouble
from engine.language.words import N_

ORIGINAL = {"relu1_1": 93.0, "relu2_1": 303.0, "relu3_1": 360.0}
"""How many times larger the features of the original weights are than what the compact eye says: medians over six pictures, measured."""

DEEP = 360.0
"""The same for the blocks 4 and 5. Their original weights could not be measured here: taken to be as in block 3, unless somebody knows better."""


LARGEST = 1e6
"""No translated weight is larger: what counts is how they compare."""


@dataclass(frozen=True)
class Layer:
    """A layer that looks at the canvas: its channels and places, and the square of the style's Gram matrix there, |A|^2."""

    channels: int
    places: int
    gram: float


@dataclass(frozen=True)
class Sizes:
    """What the pictures measure: |P|^2 of the content's features and how many there are; the style's layers; pixels of the canvas; and
    the smoothness of the content, as it is measured here and as others do (by the names in VARIATIONS)."""

    content: float
    features: int
    layers: Mapping[str, Layer]
    pixels: int
    smoothness: float
    variations: Mapping[str, float]


@dataclass(frozen=True)
class Weights:
    content: float
    style: float
    smoothness: float
    layers: Mapping[str, float]
    """How much each style layer counts beside the others; 1 on average."""
    factor: float
    """How many times ours their loss is: 1, or a power of ten where the weights would be too large to be typed."""


@dataclass(frozen=True)
class Convention:
    """loss = content * C + style * (mean over the layers of S) + smoothness * V, in their way to measure C, S and V."""

    content: float = 1.0
    style: float = 1.0
    smoothness: float = 0.0
    mean: bool = False
    """The content's squares are averaged, not summed."""
    gram: str = "gatys"
    variation: str = "squares"


GRAMS: dict[str, Callable[[Layer, int], float]] = {
    "gatys": lambda layer, pixels: 1 / (4 * layer.channels**2),
    "keras": lambda layer, pixels: layer.places**2 / (4 * 9 * pixels**2),
    "mean": lambda layer, pixels: 1 / layer.channels**2,
}
"""Their style loss of a layer -> how often it counts |G - A|^2, where G is F F^T divided by the places, as here."""

GRAMS_IN_WORDS = {
    "gatys": N_("Gatys: sum / (4 c² m²), c channels and m places of the layer"),
    "keras": N_("Keras and its book: sum / (4 · 3² · pixels²), the same for each layer"),
    "mean": N_("TensorFlow: Gram / m, then the mean of the squares"),
}

VARIATIONS = {
    "squares": N_("sum of squares, to the right and down"),
    "power": N_("Keras: sum of (right² + down²) to the power of 1.25, for pixels from 0 to 255"),
    "absolute": N_("TensorFlow: sum of absolute steps"),
}

KNOWN = {
    N_("Keras, as in the notes: 2.5e-8, 1e-6, 1e-6"): Convention(2.5e-8, 1e-6, 1e-6, gram="keras", variation="power"),
    N_("TensorFlow, eager: 1e3, 1e-2"): Convention(1e3, 1e-2, mean=True, gram="mean"),
    N_("TensorFlow, newer: 1e4, 1e-2, 30"): Convention(1e4, 1e-2, 30.0, mean=True, gram="mean", variation="absolute"),
    N_("Gatys et al.: 1 to 1,000"): Convention(0.5, 1e3),
}
"""Conventions that stand in many courses. Gatys counts half of the content's squares."""


def translated(theirs: Convention, sizes: Sizes) -> Weights:
    """The raw weights with which our losses add up to theirs.

    Smoothness is the same at the content picture; elsewhere only where they, too, add up squares.
    """
    if min(theirs.content, theirs.style, theirs.smoothness) < 0:
        raise Trouble("A weight below 0 cannot be translated.", "Give weights from 0.")
    content = theirs.content * sizes.content / (sizes.features if theirs.mean else 1)
    count = len(sizes.layers)
    parts = {
        name: theirs.style / count * layer.gram * GRAMS[theirs.gram](layer, sizes.pixels)
        for name, layer in sizes.layers.items()
    }
    style = sum(parts.values())
    layers = {name: count * part / style if style else 1.0 for name, part in parts.items()}
    smoothness = theirs.smoothness * sizes.variations[theirs.variation] / max(sizes.smoothness, 1e-12)
    largest = max(content, style, smoothness)
    factor = 10.0 ** max(0, math.ceil(math.log10(largest / LARGEST))) if largest > 0 else 1.0
    return Weights(content / factor, style / factor, smoothness / factor, layers, factor)


def rate(theirs: float, factor: float) -> float:
    """Their rate of gradient descent, for pixels from 0 to 255, as one for pixels from 0 to 1 and our loss."""
    return theirs * factor / 255**2

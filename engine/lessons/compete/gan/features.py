"""What a discriminator has learnt besides its verdict: can a straight line tell classes apart in its features, from a few names?

    x --D without its last layer--> features (n, k) --linear, by least squares--> class

It was never told a class. Beside it stands the same line drawn through pixels.
"""

import numpy as np

from engine.core.errors import Trouble
from engine.data.pictures import Pictures
from engine.lessons import linear
from engine.lessons.compete.gan.model import Inventor
from engine.lessons.score import Wish

EACH = 5
"""Pictures of each class whose name is told."""


def measure(model: Inventor, data: Pictures, seed: int = 0) -> tuple[Wish, Wish]:
    """How many held-out pictures are named rightly, by D's features and by pixels."""
    if data.train_labels is None or data.held_out_labels is None or len(data.classes) < 2:
        raise Trouble("These pictures have no classes to tell apart.", "Choose a GAN of letters, digits or clothes.")
    chance = np.random.default_rng(seed).permutation(len(data.train))
    kinds = [chance[data.train_labels[chance] == kind][:EACH] for kind in range(len(data.classes))]
    told = np.concatenate(kinds)
    found = []
    for name, eye in (("D's features", model.features), ("pixels", _pixels)):
        named = linear.classified(eye(data.train[told]), data.train_labels[told], eye(data.held_out))
        found.append(Wish(name, int((named == data.held_out_labels).sum()), len(named)))
    return found[0], found[1]


def _pixels(pictures: np.ndarray) -> np.ndarray:
    return pictures.reshape(len(pictures), -1).astype(np.float32) / 255

"""What a discriminator has learnt besides its verdict: can a straight line tell classes apart in its features, from a few names?

    x --D without its last layer--> features (n, k) --linear, by least squares--> class

It was never told a class. Beside it stands the same line drawn through pixels.
"""

import numpy as np

from engine.core.errors import Trouble
from engine.data.pictures import Pictures
from engine.lessons.compete.gan.model import Inventor
from engine.lessons.score import Wish

EACH = 5
"""Pictures of each class whose name is told."""

HOLD = 0.1
"""How hard the line is held back, as a share of what features vary: with few names it would else follow each picture."""


def measure(model: Inventor, data: Pictures, seed: int = 0) -> tuple[Wish, Wish]:
    """How many held-out pictures are named rightly, by D's features and by pixels."""
    if data.train_labels is None or data.held_out_labels is None or len(data.classes) < 2:
        raise Trouble("These pictures have no classes to tell apart.", "Choose a GAN of letters, digits or clothes.")
    chance = np.random.default_rng(seed).permutation(len(data.train))
    kinds = [chance[data.train_labels[chance] == kind][:EACH] for kind in range(len(data.classes))]
    told = np.concatenate(kinds)
    found = []
    for name, eye in (("D's features", model.features), ("pixels", _pixels)):
        named = classified(eye(data.train[told]), data.train_labels[told], eye(data.held_out))
        found.append(Wish(name, int((named == data.held_out_labels).sum()), len(named)))
    return found[0], found[1]


def classified(known: np.ndarray, labels: np.ndarray, asked: np.ndarray) -> np.ndarray:
    """The class of each row of `asked`: ridge regression on a one for the class and zeros for all others, its largest answer counts."""
    middle = known.mean(0)
    known, asked = known - middle, asked - middle
    alike = known @ known.T
    wanted = np.eye(labels.max() + 1)[labels]
    hold = HOLD * np.trace(alike) / len(alike)
    weights = np.linalg.solve(alike + hold * np.eye(len(alike)), wanted - wanted.mean(0))
    return (asked @ known.T @ weights + wanted.mean(0)).argmax(1)


def _pixels(pictures: np.ndarray) -> np.ndarray:
    return pictures.reshape(len(pictures), -1).astype(np.float32) / 255

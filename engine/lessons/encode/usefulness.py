"""What codes are good for: a linear classifier that has seen few labels, on codes and on bare pixels. Numpy in, numpy out.

The encoder never saw a label. If its codes tell kinds apart with fewer of them than pixels do, it has found features by itself.
"""

from typing import NamedTuple

import numpy as np

from engine.lessons import linear


class Accuracy(NamedTuple):
    """For so many labels of each class: the mean share that is named rightly, and its deviation from draw to draw."""

    labels: int
    mean: float
    deviation: float


def curve(
    features: np.ndarray, labels: np.ndarray, counts: tuple[int, ...], draws: int = 10, seed: int = 0
) -> list[Accuracy]:
    """How well kinds are told apart by features (n, d) with ever more labels. What is not learnt from is asked.

    The same seed draws the same pictures, whatever the features are.
    """
    found = []
    for count in counts:
        shares = []
        for draw in range(draws):
            chosen = picked(labels, count, np.random.default_rng((seed, count, draw)))
            rest = np.setdiff1d(np.arange(len(labels)), chosen)
            said = linear.classified(features[chosen], labels[chosen], features[rest])
            shares.append(float((said == labels[rest]).mean()))
        found.append(Accuracy(count, float(np.mean(shares)), float(np.std(shares))))
    return found


def picked(labels: np.ndarray, count: int, chance: np.random.Generator) -> np.ndarray:
    """`count` pictures of each class, but never all of one: some must be left to be asked."""
    return np.concatenate(
        [
            chance.permutation(own)[: min(count, len(own) - 1)]
            for own in (np.flatnonzero(labels == label) for label in np.unique(labels))
        ]
    )

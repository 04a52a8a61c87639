"""What codes are good for: a linear classifier that has seen few labels, on codes and on bare pixels. Numpy in, numpy out.

The encoder never saw a label. If its codes tell kinds apart with fewer of them than pixels do, it has found features by itself.
"""

from typing import NamedTuple

import numpy as np

STRENGTHS = tuple(10.0**power for power in range(-4, 5))
"""How strongly the classifier is kept from learning by heart; which is best, each set of labels says itself."""


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
            said = classified(features[chosen], labels[chosen], features[rest])
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


def classified(known: np.ndarray, labels: np.ndarray, asked: np.ndarray) -> np.ndarray:
    """Ridge regression on one column for each class; the largest wins. Its strength is the one that errs least when each known
    picture in turn is left out, which the same matrices tell."""
    middle, spread = known.mean(0), known.std(0)
    spread = spread + 0.1 * spread.mean() + 1e-12  # a pixel that was always black must not decide when it is not
    known, asked = (known - middle) / spread, (asked - middle) / spread
    classes, numbers = np.unique(labels, return_inverse=True)
    wanted = 2.0 * np.eye(len(classes))[numbers] - 1
    mean = wanted.mean(0)
    wanted = wanted - mean
    values, vectors = np.linalg.eigh(known @ known.T)
    values, turned = np.maximum(values, 0), vectors.T @ wanted
    best, weights = np.inf, np.zeros_like(wanted)
    for strength in STRENGTHS:
        penalty = strength * len(known)
        shares = values / (values + penalty)
        rest = wanted - vectors @ (shares[:, None] * turned)
        left_out = rest / np.maximum(1 - 1 / len(known) - vectors**2 @ shares, 1e-9)[:, None]
        error = float((left_out**2).mean())
        if error < best:
            best, weights = error, vectors @ (turned / (values + penalty)[:, None])
    return classes[(asked @ (known.T @ weights) + mean).argmax(1)]

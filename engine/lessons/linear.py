"""A straight line between classes, through whatever features there are. Numpy only."""

import numpy as np

STRENGTHS = tuple(10.0**power for power in range(-4, 5))
"""How strongly the classifier is kept from learning by heart; which is best, each set of labels says itself."""


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

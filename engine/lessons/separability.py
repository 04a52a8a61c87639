"""How well one direction tells two groups apart."""

from dataclasses import dataclass

import numpy as np

from engine.core.errors import Trouble

Z = 1.959964
"""95 % of a bell curve lie within this many standard deviations."""


def auc(scores: np.ndarray, labels: np.ndarray) -> float:
    """How often somebody who has the concept scores higher than somebody who lacks it; a tie counts half. 0.5 is chance."""
    having, lacking = split(np.asarray(scores, float), labels)
    ranked = np.sort(lacking)
    below, level_or_below = (np.searchsorted(ranked, having, side) for side in ("left", "right"))
    return float((below + level_or_below).mean() / (2 * len(lacking)))


def split(scores: np.ndarray, labels: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    labels = np.asarray(labels, bool)
    if labels.all() or not labels.any():
        raise Trouble(
            "Comparing needs pictures of both kinds, with the concept and without.", "Choose a concept that some have."
        )
    return scores[labels], scores[~labels]


@dataclass(frozen=True)
class Separability:
    """How well a direction tells the two groups apart, and where the true value lies with 95 % confidence."""

    auc: float
    low: float
    high: float


def separability(vector: np.ndarray, codes: np.ndarray, labels: np.ndarray) -> Separability:
    """The AUC of codes (n, d) along a vector. Honest only with held-out codes: those that made the vector flatter it.

    The interval is Hanley & McNeil's (1982) in the form of Newcombe (2006, method 5): their variance, with the two group
    sizes averaged, is taken at the interval's own end. So it is no point even where all pairs are in the right order.
    """
    found = auc(codes @ np.asarray(vector, float), labels)
    having = int(np.count_nonzero(labels))
    lacking = len(labels) - having
    return Separability(found, _low_end(found, having, lacking), 1 - _low_end(1 - found, having, lacking))


def _low_end(found: float, having: int, lacking: int) -> float:
    """The truth from which `found` lies Z standard errors above, by halving the interval."""
    low, high = 0.0, found
    for _ in range(50):
        truth = (low + high) / 2
        pairs = (1 - truth) / (2 - truth) + truth / (1 + truth)
        variance = truth * (1 - truth) * (1 + ((having + lacking) / 2 - 1) * pairs) / (having * lacking)
        low, high = (truth, high) if (found - truth) ** 2 > Z**2 * variance else (low, truth)
    return low

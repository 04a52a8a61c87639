"""The model to beat: it knows how often each letter follows each other letter, and nothing else. Numpy only."""

import numpy as np

DOUBT = 0.1
"""What is added to every count, so that a pair never seen is rare and not impossible."""


def probabilities(x: np.ndarray, letters: int) -> np.ndarray:
    """p(next | letter) from a text's numbers (n,): (letters, letters), a row for each letter."""
    counts = np.full((letters, letters), DOUBT)
    np.add.at(counts, (x[:-1], x[1:]), 1)
    return counts / counts.sum(1, keepdims=True)


def perplexity(table: np.ndarray, x: np.ndarray) -> float:
    """exp of the mean surprise: among how many letters, all as likely, it has to guess."""
    return float(np.exp(-np.log(table[x[:-1], x[1:]]).mean()))

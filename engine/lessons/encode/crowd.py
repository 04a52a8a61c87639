"""Codes as a crowd: the bell curve around them, and codes drawn from it."""

from typing import NamedTuple

import numpy as np

from engine.core.errors import Trouble


class Crowd(NamedTuple):
    """A bell curve in d dimensions: its mean (d,) and the Cholesky factor (d, d) of its covariance."""

    mean: np.ndarray
    factor: np.ndarray


def crowd(codes: np.ndarray) -> Crowd:
    """The bell curve that codes (n, d) really form, which no training makes the standard one (Ghosh et al. 2020, arXiv:1903.12436)."""
    codes = np.asarray(codes, float)
    if not codes.size:
        raise Trouble("Nobody is in this crowd.", "Choose some pictures first.")
    away = codes - codes.mean(0)
    covariance = away.T @ away / len(codes)
    ridge = 1e-6 * covariance.trace() / len(covariance) + 1e-12  # for fewer codes than dimensions, and flat dimensions
    return Crowd(codes.mean(0), np.linalg.cholesky(covariance + ridge * np.eye(len(covariance))))


def draw(mean: np.ndarray, factor: np.ndarray, count: int, seed: int) -> np.ndarray:
    """float32 (count, d): random codes of a crowd. The same seed gives the same ones."""
    dice = np.random.default_rng(seed).standard_normal((count, len(mean)))
    return (mean + dice @ factor.T).astype(np.float32)

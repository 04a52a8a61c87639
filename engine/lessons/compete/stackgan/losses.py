"""What pictures are paid for fitting their sentences: pure functions of directions, each of length 1."""

import torch
import torch.nn.functional as F
from torch import Tensor


def sameness(one: Tensor, other: Tensor, z: Tensor, z_other: Tensor) -> Tensor:
    """Large where two noises give nearly the same picture of one sentence: the inverse of how far pictures (n, c, h, w) in [-1, 1]
    move for each bit that the noise (n, d) moves (Mao et al. 2019, mode seeking)."""
    moved = (one - other).abs().mean((1, 2, 3)) / (z - z_other).abs().mean(1)
    return (1 / (moved + STILL)).mean()


def astray(pictures: Tensor, sketches: Tensor) -> Tensor:
    """How far pictures (n, 3, S, S) are from their sketches (n, 3, s, s), looked at in the size of these."""
    return (F.adaptive_avg_pool2d(pictures, sketches.shape[-1]) - sketches).abs().mean()


STILL = 0.05
"""How little a picture may move before it makes no difference any more."""


def blur_cost(mean: Tensor, log_var: Tensor) -> Tensor:
    """KL(N(mean, var) || N(0, 1)) per picture, mean over pictures: keeps the clouds of sentences wide enough to meet."""
    return 0.5 * (mean.square() + log_var.exp() - 1 - log_var).sum(1).mean()


def blurred(mean: Tensor, log_var: Tensor) -> Tensor:
    """A point from each sentence's cloud."""
    return mean + torch.randn_like(mean) * (log_var / 2).exp()

"""Losses: pure functions on tensors, each beside its formula."""

import torch.nn.functional as F
from torch import Tensor


def squared_error(logits: Tensor, target: Tensor) -> Tensor:
    """mean (sigmoid(logit) - x)^2 over all pixels"""
    return F.mse_loss(logits.sigmoid(), target)


def cross_entropy(logits: Tensor, target: Tensor) -> Tensor:
    """mean -[x log p + (1 - x) log(1 - p)] over all pixels, with p = sigmoid(logit)"""
    return F.binary_cross_entropy_with_logits(logits, target)


RECONSTRUCTION = {"mse": squared_error, "bce": cross_entropy}


def psnr(picture: Tensor, original: Tensor) -> Tensor:
    """Peak signal-to-noise ratio in decibels of each picture (n,): 10 log10(1 / mean squared error), for values in [0, 1].

    Higher is better; every 20 dB more means errors ten times smaller. Capped at 100 dB, where pictures are the same.
    """
    error = (picture - original).square().flatten(1).mean(1)
    return -10 * error.clamp_min(1e-10).log10()

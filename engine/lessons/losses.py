"""Losses that several families share."""

import torch.nn.functional as F
from torch import Tensor


def squared_error(logits: Tensor, target: Tensor) -> Tensor:
    """mean (sigmoid(logit) - x)^2 over all pixels"""
    return F.mse_loss(logits.sigmoid(), target)


def scaled(pull: Tensor, strength: Tensor) -> Tensor:
    """A gradient made as long as `strength` says, so that the weight of a loss is its share of another's pull."""
    return pull * (strength / pull.norm().clamp_min(1e-12))


def cross_entropy(logits: Tensor, target: Tensor) -> Tensor:
    """mean -[x log p + (1 - x) log(1 - p)] over all pixels, with p = sigmoid(logit)"""
    return F.binary_cross_entropy_with_logits(logits, target)

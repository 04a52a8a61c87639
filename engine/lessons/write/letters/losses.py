"""What is to become small."""

from torch import Tensor
from torch.nn import functional as F


def surprise(logits: Tensor, x: Tensor) -> Tensor:
    """mean of -log p(letter | all letters before): nats per letter. logits (n, t, letters), x (n, t)."""
    return F.cross_entropy(logits.flatten(0, 1), x.flatten())

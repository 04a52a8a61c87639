"""The noise that generators begin with."""

import torch
from torch import Tensor


def noise(kind: str, count: int, latent: int, generator: torch.Generator | None = None) -> Tensor:
    """z (count, latent): from a bell curve, or evenly from -1 to 1."""
    if kind == "uniform":
        return 2 * torch.rand(count, latent, generator=generator) - 1
    return torch.randn(count, latent, generator=generator)

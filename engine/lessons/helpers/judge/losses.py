"""How unlike two pictures are to a judge."""

import torch
import torch.nn.functional as F
from torch import Tensor


def likeness(seen: list[Tensor], wanted: list[Tensor]) -> Tensor:
    """How differently an eye sees two pictures (n,), after LPIPS (Zhang et al. 2018): at every place of every stage the squared
    distance between the two directions of its features, the mean over places, the sum over stages. 0 for the same picture."""
    apart = [
        (F.normalize(a.float(), dim=1) - F.normalize(b.float(), dim=1)).square().sum(1).flatten(1).mean(1)
        for a, b in zip(seen, wanted, strict=True)
    ]
    return torch.stack(apart).sum(0)

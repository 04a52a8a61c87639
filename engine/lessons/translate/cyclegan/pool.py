"""The image pool (Shrivastava et al. 2017): critics also see made pictures of long ago, so that they do not forget old tricks."""

from collections.abc import Mapping
from typing import Any

import torch
from torch import Tensor


class Pool:
    """Up to `size` made pictures, kept as bytes. Chance is torch's own generator, which a run saves."""

    def __init__(self, size: int):
        self.size = size
        self.kept: list[Tensor] = []

    def swap(self, made: Tensor) -> Tensor:
        """Pictures (n, c, h, w) in [0, 1], each the new one or, half of the time once the pool is full, an old one whose
        place it takes. All come back rounded to bytes: a critic could tell old from new by it otherwise."""
        found = []
        for one in made.detach().mul(255).round().clamp(0, 255).byte():
            if self.kept and self.kept[0].shape != one.shape:
                self.kept.clear()  # pictures have grown since
            if len(self.kept) < self.size:
                self.kept.append(one)
            elif self.size and torch.rand(()) < 0.5:
                at = int(torch.randint(self.size, ()))
                one, self.kept[at] = self.kept[at], one
            found.append(one)
        return torch.stack(found).to(made.device).float().div(255)

    def state_dict(self) -> dict[str, Any]:
        return {"kept": torch.stack(self.kept).cpu() if self.kept else torch.empty(0, dtype=torch.uint8)}

    def load_state_dict(self, state: Mapping[str, Any]) -> None:
        self.kept = list(state["kept"])

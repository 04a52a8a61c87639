"""A guard: tells kinds of pictures apart by what an eye sees in them, wherever it is.

means and deviations of what the eye's layers see (n, seen) --as on the scale of usual pictures--> one sum per kind (n, kinds)
"""

from typing import Any

import torch
from torch import Tensor, nn


class Guard(nn.Module):
    usual: Tensor
    spread: Tensor

    def __init__(self, seen: int, kinds: int):
        super().__init__()
        self.arguments: dict[str, Any] = {"seen": seen, "kinds": kinds}
        self.register_buffer("usual", torch.zeros(seen))
        self.register_buffer("spread", torch.ones(seen))
        self.sums = nn.Linear(seen, kinds)
        nn.init.zeros_(self.sums.weight)
        nn.init.zeros_(self.sums.bias)

    def forward(self, seen: Tensor) -> Tensor:
        return self.sums(((seen - self.usual) / self.spread).clamp(-FAR, FAR))


FAR = 4.0
"""How many deviations from what is usual may count: what is stranger must not decide alone."""


def traits(seen: dict[str, Tensor]) -> Tensor:
    """What the layers see (n, c, h, w), as one row of means and deviations for each picture."""
    rows = []
    for one in seen.values():
        spread, mean = torch.var_mean(one.float(), (2, 3))
        rows += [torch.asinh(mean), torch.asinh(spread.sqrt())]
    return torch.cat(rows, 1)


NETWORKS = {"guard": Guard}

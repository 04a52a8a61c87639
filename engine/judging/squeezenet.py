"""SqueezeNet 1.1 (Iandola et al. 2016, arXiv:1602.07360), its features up to the last layer that is wanted.

The names of the layers are those of torchvision's `squeezenet1_1().features`, so that its weights fit.
"""

from collections.abc import Mapping

import torch
import torch.nn.functional as F
from torch import Tensor, nn

FIRES = {3: (64, 16, 64), 4: (128, 16, 64), 6: (128, 32, 128), 7: (256, 32, 128)}
"""Place among the features -> channels before, channels squeezed to, and half of those after."""


class Fire(nn.Module):
    def __init__(self, before: int, squeezed: int, expanded: int):
        super().__init__()
        self.squeeze = nn.Conv2d(before, squeezed, 1)
        self.expand1x1 = nn.Conv2d(squeezed, expanded, 1)
        self.expand3x3 = nn.Conv2d(squeezed, expanded, 3, padding=1)

    def forward(self, x: Tensor) -> Tensor:
        x = F.relu(self.squeeze(x))
        return torch.cat([F.relu(self.expand1x1(x)), F.relu(self.expand3x3(x))], 1)


class SqueezeNet(nn.Module):
    """x (n, 3, h, w) in [0, 1] -> what the fourth fire module sees, (n, 256, h/8, w/8)."""

    mean: Tensor
    deviation: Tensor

    def __init__(self, mean: tuple[float, ...], deviation: tuple[float, ...]):
        super().__init__()
        self.register_buffer("mean", torch.tensor(mean)[:, None, None], persistent=False)
        self.register_buffer("deviation", torch.tensor(deviation)[:, None, None], persistent=False)
        layers: dict[int, nn.Module] = {0: nn.Conv2d(3, 64, 3, stride=2), 1: nn.ReLU(), 2: pool(), 5: pool()}
        layers |= {place: Fire(*widths) for place, widths in FIRES.items()}
        self.features = nn.Sequential(*(layers[place] for place in sorted(layers)))

    def forward(self, x: Tensor) -> Tensor:
        return self.features((x - self.mean) / self.deviation)


def pool() -> nn.MaxPool2d:
    return nn.MaxPool2d(3, 2, ceil_mode=True)


def filled(weights: Mapping[str, Tensor], mean: tuple[float, ...], deviation: tuple[float, ...]) -> SqueezeNet:
    """With the weights of a file that holds these layers, whatever else is in it."""
    network = SqueezeNet(mean, deviation)
    network.load_state_dict({name: weights[name].float() for name in network.state_dict()})
    return network.eval().requires_grad_(False)

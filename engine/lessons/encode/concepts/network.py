"""A variational autoencoder for pictures of 64 pixels, and the critic that makes it sharp (Larsen et al. 2016,
"Autoencoding beyond pixels using a learned similarity metric", arXiv:1512.09300).

    x (n, c, s, s) --Encoder--> mean, log_var (n, d) --draw--> z (n, d) --Decoder--> logits;  picture = sigmoid(logits)
    picture --Critic--> verdicts (n, 1, s / 16, s / 16), one for each part of the picture: high for real

The decoder is a plain list of layers, small enough to run in a browser while a slider is dragged.
"""

from typing import Any

import torch
from torch import Tensor, nn
from torch.nn.utils.parametrizations import spectral_norm

SMALLEST = 16
"""The decoder doubles the side four times."""


class Encoder(nn.Module):
    def __init__(self, channels: int, size: int, width: int, bottleneck: int):
        super().__init__()
        self.arguments: dict[str, Any] = {"channels": channels, "size": size, "width": width, "bottleneck": bottleneck}
        w, small = width, size // SMALLEST
        self.layers = nn.Sequential(
            *halve(channels, w),  # (n, w, 32, 32) for s = 64
            *halve(w, 2 * w),  # (n, 2 w, 16, 16)
            *halve(2 * w, 4 * w),  # (n, 4 w, 8, 8)
            *halve(4 * w, 8 * w),  # (n, 8 w, 4, 4)
            nn.Flatten(),
            nn.Linear(8 * w * small * small, bottleneck),
        )

    def forward(self, x: Tensor) -> Tensor:
        return self.layers(x)


class Decoder(nn.Module):
    def __init__(self, channels: int, size: int, width: int, bottleneck: int):
        super().__init__()
        self.arguments: dict[str, Any] = {"channels": channels, "size": size, "width": width, "bottleneck": bottleneck}
        w, small = width, size // SMALLEST
        self.layers = nn.Sequential(
            nn.Linear(bottleneck, 8 * w * small * small),
            nn.Unflatten(1, (8 * w, small, small)),  # (n, 8 w, 4, 4) for s = 64
            *double(8 * w, 4 * w),
            *double(4 * w, 2 * w),
            *double(2 * w, w),
            nn.BatchNorm2d(w),
            nn.LeakyReLU(0.2),
            nn.ConvTranspose2d(w, channels, 4, stride=2, padding=1),
        )

    def forward(self, code: Tensor) -> Tensor:
        """Logits: a sigmoid turns them into a picture."""
        return self.layers(code)

    def paint(self, code: Tensor) -> Tensor:
        return torch.sigmoid(self.layers(code))


class Critic(nn.Module):
    """Spectral normalisation (Miyato et al. 2018) keeps its slope gentle, so that what it says can be learnt from."""

    def __init__(self, channels: int, width: int):
        super().__init__()
        w = width
        self.layers = nn.Sequential(
            *judge(channels, w), *judge(w, 2 * w), *judge(2 * w, 4 * w), *judge(4 * w, 8 * w), nn.Conv2d(8 * w, 1, 1)
        )

    def forward(self, picture: Tensor) -> Tensor:
        return self.layers(2 * picture - 1)


def halve(before: int, after: int) -> tuple[nn.Module, ...]:
    return (
        nn.Conv2d(before, after, 4, stride=2, padding=1, bias=False),
        nn.BatchNorm2d(after),
        nn.LeakyReLU(0.2),
    )


def double(before: int, after: int) -> tuple[nn.Module, ...]:
    """The kernel of 4 is divisible by the stride of 2: each pixel gets as many contributions as its neighbours."""
    return (
        nn.BatchNorm2d(before),
        nn.LeakyReLU(0.2),
        nn.ConvTranspose2d(before, after, 4, stride=2, padding=1, bias=False),
    )


def judge(before: int, after: int) -> tuple[nn.Module, ...]:
    return spectral_norm(nn.Conv2d(before, after, 4, stride=2, padding=1)), nn.LeakyReLU(0.2)


NETWORKS = {"encoder": Encoder, "decoder": Decoder}

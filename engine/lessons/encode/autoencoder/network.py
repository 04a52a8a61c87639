"""Autoencoder (Hinton & Salakhutdinov 2006, "Reducing the dimensionality of data with neural networks").

    x (n, c, s, s) in [0, 1] --Encoder--> code (n, d) --Decoder--> logits (n, c, s, s);  picture = sigmoid(logits)

Three forms. "convolutional": three strided convolutions, width doubling, and the mirror image of them.
"connected": 50 hidden units for each unit of width between pixels and code, so 400 at width 8, in as many layers as wanted. (The paper used
deeper stacks, trained layer by layer; batch normalisation and Adam have made that unnecessary.)
"squeezed": see squeezed.py.
"""

import copy
import math
from typing import Any

import torch
from torch import Tensor, nn

from engine.lessons.encode.autoencoder import squeezed

HIDDEN = 50

SLOPE = 0.2
"""What a leaky ReLU lets through below 0."""

UNSURE = 0.05
"""The variance of each pixel before anything is learnt of it."""


class Encoder(nn.Module):
    """`hidden`: how many layers, with `activation` after each, where all is connected."""

    def __init__(
        self,
        channels: int,
        size: int,
        form: str,
        width: int,
        bottleneck: int,
        hidden: int = 1,
        activation: str = "relu",
    ):
        super().__init__()
        self.arguments: dict[str, Any] = {
            "channels": channels,
            "size": size,
            "form": form,
            "width": width,
            "bottleneck": bottleneck,
            "hidden": hidden,
            "activation": activation,
        }
        if form == "connected":
            self.layers = nn.Sequential(
                nn.Flatten(),  # (n, c * s * s)
                *connected(channels * size * size, HIDDEN * width, hidden, activation),
                nn.Linear(HIDDEN * width, bottleneck),  # (n, d)
            )
        elif form == "squeezed":
            self.layers = nn.Sequential(*squeezed.encoder(channels, size, width, bottleneck))
        else:
            small = sizes(size)[-1]
            self.layers = nn.Sequential(
                *halve(channels, width),  # (n, w, 14, 14) for s = 28
                *halve(width, 2 * width),  # (n, 2 w, 7, 7)
                *halve(2 * width, 4 * width),  # (n, 4 w, 4, 4)
                nn.Flatten(),
                nn.Linear(4 * width * small * small, bottleneck),  # (n, d)
            )

    def forward(self, x: Tensor) -> Tensor:
        return self.layers(x)


class Decoder(nn.Module):
    """The encoder's mirror image. `spread`: of each pixel it also says how unsure it is, from the same features."""

    def __init__(
        self,
        channels: int,
        size: int,
        form: str,
        width: int,
        bottleneck: int,
        hidden: int = 1,
        activation: str = "relu",
        spread: bool = False,
    ):
        super().__init__()
        self.arguments: dict[str, Any] = {
            "channels": channels,
            "size": size,
            "form": form,
            "width": width,
            "bottleneck": bottleneck,
            "hidden": hidden,
            "activation": activation,
            "spread": spread,
        }
        if form == "connected":
            self.layers = nn.Sequential(
                *connected(bottleneck, HIDDEN * width, hidden, activation),
                nn.Linear(HIDDEN * width, channels * size * size),
                nn.Unflatten(1, (channels, size, size)),
            )
        elif form == "squeezed":
            self.layers = nn.Sequential(*squeezed.decoder(channels, size, width, bottleneck))
        else:
            large, middle, little, small = sizes(size)
            self.layers = nn.Sequential(
                nn.Linear(bottleneck, 4 * width * small * small),
                nn.Unflatten(1, (4 * width, small, small)),  # (n, 4 w, 4, 4) for s = 28
                *double(4 * width, 2 * width, small, little),  # (n, 2 w, 7, 7)
                *double(2 * width, width, little, middle),  # (n, w, 14, 14)
                nn.ConvTranspose2d(width, channels, 3, 2, 1, output_padding=large + 1 - 2 * middle),
            )
        if spread:
            self.last = 2 if form == "connected" else 1
            self.spread = unsure(copy.deepcopy(self.layers[-self.last :]))

    def forward(self, code: Tensor) -> Tensor:
        """Logits: a sigmoid turns them into a picture."""
        return self.layers(code)

    def paint(self, code: Tensor) -> Tensor:
        return torch.sigmoid(self.layers(code))

    def with_spread(self, code: Tensor) -> tuple[Tensor, Tensor]:
        """Logits, and the logarithm of each pixel's variance: a network may say any number, a variance is never below 0."""
        features = self.layers[: -self.last](code)
        return self.layers[-self.last :](features), self.spread(features)


def connected(before: int, units: int, hidden: int, activation: str) -> list[nn.Module]:
    """So many hidden layers, each with its activation."""
    layers: list[nn.Module] = []
    for _ in range(hidden):
        layers += [nn.Linear(before, units), nn.LeakyReLU(SLOPE) if activation == "leaky" else nn.ReLU()]
        before = units
    return layers


def unsure(last: nn.Sequential) -> nn.Sequential:
    """A last layer that says the same of every pixel, before it learns."""
    weight, bias = last.parameters()
    nn.init.zeros_(weight)
    nn.init.constant_(bias, math.log(UNSURE))
    return last


def sizes(size: int) -> tuple[int, int, int, int]:
    """The side of the picture after 0, 1, 2 and 3 halvings; odd sides round up: 28, 14, 7, 4."""
    return size, (size + 1) // 2, (size + 3) // 4, (size + 7) // 8


def halve(before: int, after: int) -> tuple[nn.Module, ...]:
    """A convolution that halves the side. It needs no bias: the normalisation behind it has its own."""
    return nn.Conv2d(before, after, 3, stride=2, padding=1, bias=False), nn.BatchNorm2d(after), nn.ReLU()


def double(before: int, after: int, side: int, goal: int) -> tuple[nn.Module, ...]:
    """The mirror image of `halve`. Its side would be 2 s - 1: output padding adds what an even goal needs."""
    return (
        nn.ConvTranspose2d(before, after, 3, stride=2, padding=1, output_padding=goal + 1 - 2 * side, bias=False),
        nn.BatchNorm2d(after),
        nn.ReLU(),
    )


NETWORKS = {"encoder": Encoder, "decoder": Decoder}

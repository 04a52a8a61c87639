"""A GAN in the plane: two small fully connected networks (Goodfellow et al. 2014, arXiv:1406.2661).

noise z (n, d), d = 1 or 2 --Generator--> points (n, 2) --Discriminator--> logits (n, 1)
"""

from typing import Any

from torch import Tensor, nn

from engine.core.errors import Trouble
from engine.language.words import _

SLOPE = 0.2
"""What a leaky ReLU lets through below 0, as in DCGAN (Radford et al. 2016)."""


class Generator(nn.Module):
    def __init__(self, latent: int, width: int, layers: int, activation: str):
        super().__init__()
        self.arguments: dict[str, Any] = {"latent": latent, "width": width, "layers": layers, "activation": activation}
        self.hidden = hidden(latent, width, layers, activation)
        self.out = nn.Linear(width, 2)

    def forward(self, z: Tensor) -> Tensor:
        return self.out(self.hidden(z))


class Discriminator(nn.Module):
    def __init__(self, width: int, layers: int, activation: str):
        super().__init__()
        self.arguments: dict[str, Any] = {"width": width, "layers": layers, "activation": activation}
        self.hidden = hidden(2, width, layers, activation)
        self.out = nn.Linear(width, 1)

    def forward(self, x: Tensor) -> Tensor:
        """Logits: a sigmoid turns each into the probability that the point is real."""
        return self.out(self.hidden(x))


def hidden(before: int, width: int, layers: int, activation: str) -> nn.Sequential:
    pairs = [
        (nn.Linear(before if first else width, width), activate(activation))
        for first in [True] + [False] * (layers - 1)
    ]
    return nn.Sequential(*[layer for pair in pairs for layer in pair])


def activate(name: str) -> nn.Module:
    match name:
        case "leaky-relu":
            return nn.LeakyReLU(SLOPE)
        case "relu":
            return nn.ReLU()
        case "tanh":
            return nn.Tanh()
    raise Trouble(_("There is no activation called '{name}'.", name=name), "Choose leaky-relu, relu or tanh.")

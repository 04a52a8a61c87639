"""A critic whose gradient has no lattice: it looks at pixels, near and from afar, and blurs before each halving.

    picture (n, 3, h, w) in [0, 1], and beside it perhaps the picture it was made from --whole and at half size--> a trunk each
    --two heads each--> verdicts (n, 4, h/8, w/8)

Channels: hinge near, cross-entropy near, hinge far, cross-entropy far. Two heads that are taught by two losses keep one another from
going flat. Each near verdict sees 68 pixels a side, each far one 137, and stands twice side by side.
"""

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from engine.lessons.translate.critic import SLOPE
from engine.nn.blur import Halved

HALVINGS = 3

GAIN = 8.0
"""Norms and blurs leave a slope far below 1. A critic whose verdicts never reach the hinge's margin answers nearly in proportion, so that
what it likes it likes without end, and the generator paints ripples of it all over: so its verdicts are enlarged."""


class CalmCritic(nn.Module):
    share = 2
    """How many verdicts side by side see the same patch: those from afar are given at the places of the near ones."""

    def __init__(self, width: int, condition: bool = False):
        super().__init__()
        self.arguments = {"width": width, **({"condition": True} if condition else {})}
        self.near, self.far = (trunk(width, 6 if condition else 3) for _ in range(2))
        self.smaller = Halved()

    def forward(self, x: Tensor, condition: Tensor | None = None) -> Tensor:
        return self.look(x, condition)[0]

    def look(self, x: Tensor, condition: Tensor | None = None) -> tuple[Tensor, list[Tensor]]:
        """Its verdicts, and what each halving of both trunks sees on the way to them."""
        x = 2 * (x if condition is None else torch.cat([condition, x], 1)) - 1
        seen: list[Tensor] = []
        verdicts = []
        for layers, z in ((self.near, x), (self.far, self.smaller(x))):
            for layer in layers:
                z = layer(z)
                if isinstance(layer, Halved):
                    seen.append(z)
            verdicts.append(z)
        near, far = verdicts
        return GAIN * torch.cat([near, F.interpolate(far, near.shape[-2:], mode="nearest")], 1), seen

    @staticmethod
    def likely(said: Tensor) -> Tensor:
        """Verdicts (n, 4, h, w) as one map (n, h, w): how likely each patch is real, as its cross-entropy heads have learnt to say."""
        return said[:, 1::2].sigmoid().mean(1)

    def path(self) -> list[tuple[int, int, int]]:
        """Kernel, stride and padding of what lies between the picture and a verdict from afar."""
        halving = (4, 2, 1)
        return [halving, *[(3, 1, 1), halving] * HALVINGS, (3, 1, 1), (3, 1, 1)]


def trunk(width: int, before: int) -> nn.Sequential:
    """Down to an eighth of the size; the last layer holds both heads. Spectral norm holds the slope of each layer at 1."""
    layers: list[nn.Module] = []
    for after in (width, 2 * width, 4 * width):
        layers += [normed(before, after), nn.LeakyReLU(SLOPE), Halved()]
        before = after
    return nn.Sequential(*layers, normed(before, before), nn.LeakyReLU(SLOPE), normed(before, 2))


def normed(before: int, after: int) -> nn.Module:
    return nn.utils.parametrizations.spectral_norm(nn.Conv2d(before, after, 3, padding=1))

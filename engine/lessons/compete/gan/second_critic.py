"""A second critic for GANs on pictures, which looks through an eye that has learnt to name marks of faces (Projected GAN: Sauer
et al. 2021, arXiv:2111.01007).

    pictures in [0, 1] --blur, cut, frozen eye--> what its last stages see --a small head each--> verdicts on patches, high for real

It knows eyes and mouths from the start, where the other critic must first find out what an edge is, so faces come many times sooner.
What the eye does not mind it lets pass, so the other one, which sees pixels and learns on, stays beside it. We differ from the paper:
an eye trained on faces instead of on everything, for the latter bends faces; and no random mixing of what it sees.
"""

from collections.abc import Mapping
from typing import Any

import torch
from torch import Tensor, nn, optim
from torch.nn.utils.parametrizations import spectral_norm

from engine.lessons import adversarial, losses
from engine.lessons.compete.gan.config import GANConfig
from engine.lessons.compete.gan.network import SLOPE
from engine.lessons.helpers.judge import eye
from engine.nn import augment, device
from engine.nn.blur import Blur
from engine.nn.loop import step_down

STAGES = 2, 3
"""The eye's stages that are judged: parts of faces, and how they stand to each other. Finer things are the other critic's."""

SOFT = 2
"""How often pictures are blurred before it looks at them, real or made. A frozen eye takes a fine lattice for detail and can never
learn better: without the blur nearly all made pictures bore one after 500 steps."""

CUT = 3 / 4
"""The share of a side that it looks at, which costs half as much as the whole."""

WIDTH = 32
"""Channels of each head."""

MEMORY = 0.99
"""As of the other critic's Adam."""

PACE = 4
"""The heads are small, and take steps so many times as far as the other critic's."""


class SecondCritic:
    """The eye with its heads, and the heads' Adam. What of it can be saved is in `state_dict`."""

    def __init__(self, config: GANConfig):
        self.eye = eye.opened(config.data)
        width = self.eye.arguments["width"]
        self.heads = device.fast(nn.ModuleList(head(width * 2**stage, WIDTH) for stage in STAGES))
        self.blur = device.fast(nn.Sequential(*(Blur() for _ in range(SOFT))))
        self.adam = optim.Adam(self.heads.parameters(), betas=(config.momentum, MEMORY), fused=True)

    def verdicts(self, x: Tensor) -> Tensor:
        """Pictures (n, c, h, w) in [0, 1] -> verdicts (n, k), each stage's mean worth as much as another's."""
        with device.precision():
            seen = self.eye.features(augment.cut(self.blur(augment.changed(x.expand(-1, 3, -1, -1))), CUT))
            said = [one(seen[stage]).float().flatten(1) for one, stage in zip(self.heads, STAGES, strict=True)]
        most = max(one.shape[1] for one in said)
        return torch.cat([one.repeat(1, most // one.shape[1]) for one in said], 1)

    def teach(self, x: Tensor, made: Tensor, rate: float) -> dict[str, Any]:
        """One step of the heads, on real and made pictures in [0, 1]."""
        real, fake = self.verdicts(x), self.verdicts(made)
        step_down(self.heads, self.adam, adversarial.hinge_critic(real, fake), PACE * rate)
        return {"eye on real": real.detach().mean(), "eye on made": fake.detach().mean()}

    def joined(self, loss: Tensor, made: Tensor, painted: Tensor, share: float) -> Tensor:
        """A loss that pulls at what the generator `made` as `loss` does, and as hard, times the share, as this critic does."""
        (pull,) = torch.autograd.grad(loss, made, retain_graph=True)
        (other,) = torch.autograd.grad(adversarial.upwards(self.verdicts(painted)), made, retain_graph=True)
        return (made * (pull + share * losses.scaled(other, pull.norm()))).sum()

    def state_dict(self) -> dict[str, Any]:
        return {"heads": self.heads.state_dict(), "adam": self.adam.state_dict()}

    def load_state_dict(self, state: Mapping[str, Any]) -> None:
        self.heads.load_state_dict(state["heads"])
        self.adam.load_state_dict(state["adam"])


def head(seen: int, width: int) -> nn.Sequential:
    """Batch norm brings to one scale what spectral norm makes small: without it a head learns ten times too slowly."""
    mix, look, say = (
        spectral_norm(layer)
        for layer in (
            nn.Conv2d(seen, width, 1, bias=False),
            nn.Conv2d(width, width, 3, padding=1, bias=False),
            nn.Conv2d(width, 1, 3, padding=1),
        )
    )
    return nn.Sequential(
        *(mix, nn.BatchNorm2d(width), nn.LeakyReLU(SLOPE), look, nn.BatchNorm2d(width), nn.LeakyReLU(SLOPE), say)
    )

"""What a flow is asked for while it learns. Pictures are in [-1, 1], (n, c, h, w)."""

import torch
from torch import Tensor

from engine.lessons.flow import paths

ARC = torch.tensor(paths.linear_schedule(1_000))
"""DDPM's thousand stations: the share of the data's variance at each, from nearly 1 to nearly 0."""

EARLIEST = float(paths.straight_time(ARC[-1]))
"""The time on the straight path of DDPM's last station, which is nearly all noise."""


def logit_normal(count: int) -> Tensor:
    """t = sigmoid(n), n normal: mostly the middle of the way (Esser et al. 2024, arXiv:2403.03206)."""
    return torch.randn(count).sigmoid()


def times_of(kind: str, count: int) -> Tensor:
    return logit_normal(count) if kind == "logit-normal" else torch.rand(count)


def stations(count: int) -> Tensor:
    """DDPM's shares a (count,), each as often as any other."""
    return ARC[torch.randint(len(ARC), (count,))]


def straight(network, x: Tensor, noise: Tensor, t: Tensor, wanted: Tensor | None) -> Tensor:
    """|| u(x_t, t) - (x - noise) ||^2 with x_t = (1 - t) noise + t x: flow matching (Lipman et al. 2023). A loss for each picture."""
    between = paths.straight(noise, x, t.view(-1, 1, 1, 1))
    said = network(between, t, wanted).float()
    return (said - paths.velocity(noise, x)).square().mean((1, 2, 3))


def ancestral(network, x: Tensor, noise: Tensor, a: Tensor, wanted: Tensor | None) -> Tensor:
    """|| e(x_a, a) - noise ||^2 with x_a = sqrt(a) x + sqrt(1 - a) noise: DDPM (Ho et al. 2020). A loss for each picture.

    This differs from the paper in how the network is told where it is: by the time on the straight path at which the share of
    noise is the same, so that one network and one sampler serve both.
    """
    between = paths.preserving(noise, x, a.view(-1, 1, 1, 1))
    said = network(between, paths.straight_time(a), wanted).float()
    return (said - noise).square().mean((1, 2, 3))

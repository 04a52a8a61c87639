"""How excited an eye is by a picture: by all channels of a layer, by one of them, or by what it also sees in a second picture."""

import torch
import torch.nn.functional as F
from torch import Tensor

from engine.lessons.helpers.eye.model import Eye
from engine.lessons.helpers.eye.network import CompactEye

FAINT = 0.3
"""How excited a place must be, measured in what is usual, to count at all."""

WEAK = 0.1
"""The power of a weak channel, as a share of the mean."""

ACROSS = 16
"""Places of a second picture in a row, and rows, at most: each place of the dream looks through all of them."""

AT_A_TIME = 65_536
"""Places of the dream that look through them together: a large picture would take gigabytes."""


def excite(eye: Eye, x: Tensor, layer: str, channel: Tensor | None, usual: Tensor) -> tuple[Tensor, Tensor]:
    """How excited a layer is by pictures x (n, 3, h, w), and the slope that leads to more: (n,) and (n, 3, h, w).

    `channel` (n,): one channel for each picture. None: all of them, and then the goal is the mean over places of
    log |features|². Mordvintsev et al. leave out the logarithm. With it, a pale sky dreams as vividly as a sharp edge: each place
    counts by how many times more excited it gets, not by how much.
    """
    x = x.detach().requires_grad_()
    seen = channels(eye, x, layer) / usual
    if channel is None:
        power = seen.square().mean(1)
        felt, goal = power.mean((1, 2)), (FAINT + power).log().mean((1, 2))
    else:
        felt = goal = seen[torch.arange(len(x)), channel].mean((1, 2))
    (slope,) = torch.autograd.grad(goal.sum(), x)
    return felt.detach(), slope


def channels(eye: Eye, x: Tensor, layer: str) -> Tensor:
    """What each of VGG-19's channels says in a layer, (n, channels, places down, places across).

    The compact eye reads fewer axes of the same space; turned back, its readings are VGG's channels, as far as it knows them.
    """
    seen = eye.see(x, [layer])[layer].float()
    if not isinstance(eye.network, CompactEye):
        return seen
    axes = getattr(eye.network, f"basis_{layer}") * getattr(eye.network, f"scale_{layer}")
    return F.conv2d(seen, axes[:, :, None, None])


def strength_of(eye: Eye, x: Tensor, layer: str) -> Tensor:
    """How strong each channel of a layer is in a picture, (1, channels, 1, 1): the unit of excitement, so that the picture itself has 1.

    A channel that is nearly silent there gets the unit of a weak one, or its noise would count most.
    """
    with torch.no_grad():
        power = channels(eye, x, layer).square().mean((0, 2, 3))
    unit_power = (power + WEAK * power.mean()).clamp(min=1e-12)
    return (unit_power * (power / unit_power).mean()).clamp(min=1e-12).sqrt()[None, :, None, None]


def places_of(eye: Eye, guide: Tensor, layer: str, usual: Tensor) -> Tensor:
    """What the eye sees at places spread over a second picture, (channels, places), each as strong as is usual."""
    with torch.no_grad():
        seen = channels(eye, guide, layer) / usual
        height, width = (min(side, ACROSS) for side in seen.shape[-2:])
        found = F.adaptive_avg_pool2d(seen, (height, width))[0].flatten(1)
        return found / found.square().mean(0).sqrt().clamp(min=1e-6)


def excite_towards(eye: Eye, x: Tensor, layer: str, usual: Tensor, places: Tensor) -> tuple[Tensor, Tensor]:
    """The same for a dream that is led by a second picture: each place of x grows towards the place there that it is most like.

    Mordvintsev et al. led theirs so, too; here a place is chosen by its kind alone, not by how strong it is.
    """
    x = x.detach().requires_grad_()
    seen = (channels(eye, x, layer) / usual).flatten(2)
    parts = seen.detach().split(AT_A_TIME, 2)
    likest = torch.cat([torch.einsum("ncp,cq->npq", part, places).argmax(2) for part in parts], 1)
    alike = (seen * places[:, likest].transpose(0, 1)).mean(1)
    (slope,) = torch.autograd.grad((FAINT + alike.clamp(min=0)).log().mean(1).sum(), x)
    return alike.detach().mean(1), slope

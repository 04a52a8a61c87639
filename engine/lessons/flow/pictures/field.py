"""The field of directions that a trained network knows: what a sampler asks it, x (n, c, h, w) at one time t."""

from collections.abc import Callable

import torch
from torch import Tensor

from engine.lessons.flow import paths
from engine.lessons.flow.pictures.losses import EARLIEST
from engine.lessons.flow.pictures.network import UNet
from engine.nn import device

Field = Callable[[Tensor, float], Tensor]

LATEST = 1 - 1e-3
"""Beyond it a picture is done: what is left of noise is divided by nearly nothing."""


def velocity(network: UNet, path: str, wanted: Tensor | None = None, guidance: float = 1.0) -> Field:
    """v(x, t) of the straight path, whichever path the network learnt on.

    With classes it is asked twice, for the class and for pictures of any (Ho & Salimans 2022, arXiv:2207.12598):
    v = v_any + guidance * (v_class - v_any). 0: of any class; 1: as learnt; more: more of what makes the class.
    """

    def plain(x: Tensor, t: float, asked: Tensor | None) -> Tensor:
        times = torch.full((len(x),), t, device=x.device)
        with device.precision():
            if path == "straight":
                return network(x, times, asked).float()
            t = min(max(t, EARLIEST), LATEST)
            noise = network(paths.preserved(x, t), times.clamp(min=EARLIEST), asked).float()
            # As Ho et al. do: what it takes for the picture lies in the range of pictures.
            data = ((x - (1 - t) * noise) / t).clamp(-1, 1)
            return paths.velocity_from_data(data, x, t)

    def guided(x: Tensor, t: float) -> Tensor:
        if wanted is None or guidance == 0:
            return plain(x, t, None)
        if guidance == 1:
            return plain(x, t, wanted)
        nothing = torch.full_like(wanted, network.nothing)
        both = plain(torch.cat([x, x]), t, torch.cat([wanted, nothing]))
        with_class, of_any = both.chunk(2)
        return of_any + guidance * (with_class - of_any)

    return guided

"""Given pictures on the way from noise to picture: what is known of one is put back at each time, a sketch is drowned in noise."""

from collections.abc import Sequence

import torch
from torch import Tensor

from engine.lessons.flow import paths, samplers
from engine.lessons.flow.pictures.field import Field


def filled(
    go: Field,
    x: Tensor,
    known: Tensor,
    hole: Tensor,
    times: Sequence[float],
    sampler: str,
    rounds: int,
    draw: samplers.Fresh,
) -> Tensor:
    """Noise x (n, c, h, w), carried to pictures that are `known` outside of the hole, bool (h, w) (Lugmayr et al. 2022, RePaint).

    At each time what is known is put back, as noisy as it would be there. Each step is taken `rounds` times; before it is taken
    again, noise is added, so that what is new gets to know what is old.
    """
    for t, s in zip(times, times[1:], strict=False):
        for turn in range(rounds):
            *_way, (_time, there) = samplers.walk(sampler, go, x, [t, s], draw)
            x = torch.where(hole, there, paths.straight(draw(there), known, s))
            if turn < rounds - 1 and s < 1:
                x = noisier(x, s, t, draw)
    return torch.where(hole, x, known)


def noisier(x: Tensor, t: float, s: float, draw: samplers.Fresh) -> Tensor:
    """From time t back to an earlier s, as noising would: the data's share shrinks to s, and the noise grows to 1 - s."""
    share = s / t
    more = max(0.0, (1 - s) ** 2 - (share * (1 - t)) ** 2) ** 0.5
    return share * x + more * draw(x)


def drowned(sketch: Tensor, noise: Tensor, strength: float) -> tuple[float, Tensor]:
    """The time from which to walk on, and a sketch as noisy as pictures are there (Meng et al. 2022, SDEdit)."""
    start = 1.0 - strength
    return start, paths.straight(noise, sketch, start)

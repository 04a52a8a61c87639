"""The network of a flow: a small U-Net (Ronneberger et al. 2015) that is told the time and, if one likes, a class.

    x (n, c, s, s) at time t (n,), wanted (n,) --UNet--> as large as x: which way to go, or which noise is in it

Coarse places know what the picture is, fine ones where its edges are: skips bring both together. As in Ho et al. 2020, each
block hears the time. This differs from them: squares of `fold` x `fold` pixels become channels first, which costs four times
less where convolutions cost most; there are one block for each size and attention at the smallest only.
"""

import math
from typing import Any

import torch
import torch.nn.functional as F
from torch import Tensor, nn

COARSEST = 8
"""Places of a side at which nothing is halved any more."""

WAVES = 32
"""Waves in which the network is told the time, from one in all to a hundred."""


class UNet(nn.Module):
    def __init__(self, channels: int, size: int, width: int, fold: int, labels: int):
        super().__init__()
        self.arguments: dict[str, Any] = {
            **{"channels": channels, "size": size, "width": width, "fold": fold, "labels": labels}
        }
        self.fold = fold
        self.nothing = labels
        told = 4 * width
        folded = channels * fold * fold
        self.time = nn.Sequential(nn.Linear(2 * WAVES, told), nn.SiLU(), nn.Linear(told, told))
        self.wish = nn.Embedding(labels + 1, told) if labels else None
        widths = [width * min(2**level, 3) for level in range(halvings(size // fold) + 1)]

        self.begin = nn.Conv2d(folded, width, 3, padding=1)
        self.down = nn.ModuleList(
            Block(before, after, told) for before, after in zip([width, *widths], widths, strict=False)
        )
        self.look = Attention(widths[-1])
        self.middle = Block(widths[-1], widths[-1], told)
        self.up = nn.ModuleList(
            Block(before + after, after, told)
            for before, after in zip([widths[-1], *widths[::-1]], widths[::-1], strict=False)
        )
        last = nn.Conv2d(width, folded, 3, padding=1)
        self.end = nn.Sequential(norm(width), nn.SiLU(), last)
        nn.init.zeros_(last.weight)

    def forward(self, x: Tensor, t: Tensor, wanted: Tensor | None = None) -> Tensor:
        """`wanted`: a class for each picture; `self.nothing` for a picture of any."""
        told = self.time(waves(t))
        if self.wish is not None:
            told = told + self.wish(torch.full_like(t, self.nothing, dtype=torch.long) if wanted is None else wanted)
        told = F.silu(told)
        x = self.begin(F.pixel_unshuffle(x, self.fold))
        kept = []
        for number, block in enumerate(self.down):
            x = block(x if number == 0 else F.avg_pool2d(x, 2), told)
            kept.append(x)
        x = self.middle(self.look(x), told)
        for number, block in enumerate(self.up):
            x = x if number == 0 else F.interpolate(x, scale_factor=2.0)
            x = block(torch.cat([x, kept.pop()], 1), told)
        return F.pixel_shuffle(self.end(x), self.fold)


class Block(nn.Module):
    """Two convolutions beside a short cut. The time scales and shifts what lies between them (Dhariwal & Nichol 2021)."""

    def __init__(self, before: int, after: int, told: int):
        super().__init__()
        self.calm, self.first = norm(before), nn.Conv2d(before, after, 3, padding=1)
        self.hear = nn.Linear(told, 2 * after)
        self.calmed, self.second = norm(after), nn.Conv2d(after, after, 3, padding=1)
        self.short = nn.Identity() if before == after else nn.Conv2d(before, after, 1)
        nn.init.zeros_(self.second.weight)

    def forward(self, x: Tensor, told: Tensor) -> Tensor:
        scale, shift = self.hear(told)[:, :, None, None].chunk(2, 1)
        h = self.calmed(self.first(F.silu(self.calm(x)))) * (1 + scale) + shift
        return self.short(x) + self.second(F.silu(h))


class Attention(nn.Module):
    """Every place asks all others what they show (Vaswani et al. 2017)."""

    def __init__(self, width: int):
        super().__init__()
        self.calm = norm(width)
        self.ask, self.answer = nn.Linear(width, 3 * width), nn.Linear(width, width)

    def forward(self, x: Tensor) -> Tensor:
        n, c, h, w = x.shape
        places = self.calm(x).flatten(2).transpose(1, 2)  # (n, h * w, c)
        heads = [part.view(n, h * w, -1, math.gcd(c, 32)).transpose(1, 2) for part in self.ask(places).chunk(3, 2)]
        seen = F.scaled_dot_product_attention(*heads).transpose(1, 2).reshape(n, h * w, c)
        return x + self.answer(seen).transpose(1, 2).reshape(n, c, h, w)


def waves(t: Tensor) -> Tensor:
    """A time from 0 to 1 as sines and cosines, (n, 2 * WAVES): neighbours are alike, and yet told apart."""
    speeds = torch.exp(torch.linspace(0, math.log(100), WAVES, device=t.device))
    turns = t[:, None] * speeds
    return torch.cat([turns.sin(), turns.cos()], 1)


def norm(width: int) -> nn.GroupNorm:
    """Signals at one scale (Wu & He 2018), whoever else is in the batch: pictures of all times are."""
    return nn.GroupNorm(math.gcd(8, width), width)


def halvings(side: int) -> int:
    """How often a side is halved: 14 once, to 7; 32 twice, to 8."""
    count = 0
    while side % 2 == 0 and side > COARSEST:
        side, count = side // 2, count + 1
    return count


NETWORKS = {"flow": UNet}

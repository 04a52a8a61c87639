"""Palettes of label maps: each kind of thing in the one colour that it has, on average, in a picture.

    map (n, 3, h, w) --nearest colour--> labels (n, h, w)        labels and picture --means--> palette (n, labels, 3)
    labels and palette --> the map in the picture's own colours (n, 3, h, w)

A generator that is given these need not guess whether a wall was red or white, and whoever draws may choose.
"""

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor, nn


def labels_of(maps: Tensor, colours: Tensor) -> Tensor:
    """Which of the `colours` (labels, 3) each pixel of maps (n, 3, h, w) is nearest to, all in [0, 1]."""
    return (
        torch.cdist(maps.float().permute(0, 2, 3, 1).flatten(1, 2), colours.float()[None])
        .argmin(2)
        .unflatten(1, maps.shape[2:])
    )


def palettes_of(labels: Tensor, pictures: Tensor, count: int) -> Tensor:
    """Of each of `count` labels the mean colour in pictures (n, 3, h, w). What a picture does not show gets the mean of all it shows."""
    where = F.one_hot(labels.flatten(1), count).to(pictures.dtype)
    seen = pictures.flatten(2).transpose(1, 2)
    number = where.sum(1)[..., None]
    sums = where.transpose(1, 2) @ seen
    return torch.where(number > 0, sums / number.clamp(min=1), seen.mean(1, keepdim=True))


def painted(labels: Tensor, palettes: Tensor) -> Tensor:
    """The map in these colours, (n, 3, h, w); one palette (1, labels, 3) serves all maps."""
    rows = torch.arange(len(labels), device=labels.device)[:, None, None] if len(palettes) > 1 else 0
    return palettes[rows, labels].permute(0, 3, 1, 2)


def unlike(palettes: Tensor, count: int) -> Tensor:
    """`count` of the palettes (n, labels, 3): first the one nearest to all, then always the one farthest from those taken.
    Where there are fewer they begin again."""
    flat = palettes.flatten(1)
    apart = torch.cdist(flat, flat)
    taken = [int(apart.sum(1).argmin())]
    while len(taken) < min(count, len(flat)):
        taken.append(int(apart[taken].amin(0).argmax()))
    return palettes[[taken[number % len(taken)] for number in range(count)]]


class Palettes(nn.Module):
    """What a generator keeps to read maps and to colour them: what each label's colour is in a map, and palettes to choose from."""

    colours: Tensor
    known: Tensor

    def __init__(self, count: int, labels: int):
        super().__init__()
        self.register_buffer("colours", torch.zeros(labels, 3))
        self.register_buffer("known", torch.zeros(count, labels, 3))

    def know(self, colours: Tensor, palettes: Tensor) -> None:
        self.colours.copy_(colours)
        self.known.copy_(palettes)

    def forward(self, maps: Tensor, chance: torch.Generator | None, palette: Tensor | None) -> Tensor:
        """Maps in the colours of a palette (n, labels, 3), or else of one that is known: the first or, with `chance`, the one of its
        seed."""
        if palette is None:
            palette = self.known[self.number(chance.initial_seed() if chance else 0)][None]
        return painted(labels_of(maps, self.colours), palette.to(maps))

    def seen(self, maps: Tensor, pictures: Tensor) -> Tensor:
        """In which colours the pictures show what the maps name."""
        return palettes_of(labels_of(maps, self.colours), pictures, len(self.colours))

    def variant(self, number: int) -> np.ndarray:
        """The colours of a variant, uint8 (labels, 3)."""
        return (255 * self.known[self.number(number)]).round().byte().cpu().numpy()

    def number(self, variant: int) -> int:
        """Of a variant's palette. Without a variant, and of the first, it is the one that is nearest to all."""
        return max(0, variant - 1) % len(self.known)

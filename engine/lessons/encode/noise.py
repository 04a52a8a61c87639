"""Ways to spoil a picture, for a denoising autoencoder to mend (Vincent et al. 2008, "Extracting and composing robust features").

Each takes x (n, c, h, w) in [0, 1] and a level in [0, 1], and returns the same shape and range. Level 0 changes nothing, but in `plus`, which is a mistake.
"""

import torch
from torch import Generator, Tensor

BLOCK = 4
"""Side of a masked block in pixels."""


def gaussian(x: Tensor, level: float, generator: Generator | None = None) -> Tensor:
    """Adds a bell-shaped random number to each pixel; `level` is its standard deviation."""
    return (x + level * torch.randn(x.shape, generator=generator).to(x.device)).clamp(0, 1)


def salt_and_pepper(x: Tensor, level: float, generator: Generator | None = None) -> Tensor:
    """Turns a share `level` of the pixels black or white, all channels of a pixel together."""
    n, _, height, width = x.shape
    dice = torch.rand(n, 1, height, width, generator=generator).to(x.device)
    return torch.where(dice < level / 2, torch.zeros_like(x), torch.where(dice < level, torch.ones_like(x), x))


def masked_blocks(x: Tensor, level: float, generator: Generator | None = None) -> Tensor:
    """Covers a share `level` of the blocks of 4 x 4 pixels with middle grey."""
    n, _, height, width = x.shape
    rows, columns = -(-height // BLOCK), -(-width // BLOCK)
    covered = torch.rand(n, 1, rows, columns, generator=generator).to(x.device) < level
    covered = covered.repeat_interleave(BLOCK, 2).repeat_interleave(BLOCK, 3)[:, :, :height, :width]
    return torch.where(covered, torch.full_like(x, 0.5), x)


def mixed(x: Tensor, level: float, generator: Generator | None = None) -> Tensor:
    """Spoils each picture in one of the three ways, by chance."""
    ways = torch.stack(
        [way(x, level, generator) for way in (gaussian, salt_and_pepper, masked_blocks)]
    )  # (3, n, c, h, w)
    chosen = torch.randint(3, (len(x),), generator=generator).to(x.device)
    return ways[chosen, torch.arange(len(x), device=x.device)]


def none(x: Tensor, level: float, generator: Generator | None = None) -> Tensor:
    return x


def plus(x: Tensor, level: float, generator: Generator | None = None) -> Tensor:
    """A slip that is easily typed: + for *. Noise of deviation 1 whatever the level, and the level makes all pixels lighter."""
    return (x + level + torch.randn(x.shape, generator=generator).to(x.device)).clamp(0, 1)


KINDS = {
    "none": none,
    "gaussian": gaussian,
    "salt": salt_and_pepper,
    "blocks": masked_blocks,
    "mixed": mixed,
    "plus": plus,
}

"""Halving without a lattice (Zhang 2019, arXiv:1904.11486): blur first, then take every second place.

A convolution with a stride asks some pixels more often than others, and so its gradient is uneven: over those of a picture it
lies like a lattice, which a generator learns to paint. A blur whose weights on even and odd places are equal evens it out.
"""

import torch
import torch.nn.functional as F
from torch import Tensor, nn


class Blur(nn.Module):
    """Each place becomes the mean of 3 x 3, weighed 1, 2, 1 either way. It has nothing to learn."""

    kernel: Tensor
    weights: tuple[float, ...] = (1.0, 2.0, 1.0)
    margin = (1, 1, 1, 1)

    def __init__(self, stride: int = 1):
        super().__init__()
        self.stride = stride
        line = torch.tensor(self.weights)
        self.register_buffer("kernel", (line[:, None] * line / line.sum() ** 2)[None, None], persistent=False)

    def forward(self, x: Tensor) -> Tensor:
        channels = x.shape[1]
        kernel = self.kernel.to(x.dtype).expand(channels, 1, *self.kernel.shape[2:])
        return F.conv2d(F.pad(x, self.margin, mode="replicate"), kernel, stride=self.stride, groups=channels)


class Halved(Blur):
    """Half the size: blurred over 4 x 4 places, weighed 1, 3, 3, 1, and every second one taken."""

    weights = (1.0, 3.0, 3.0, 1.0)
    margin = (1, 2, 1, 2)

    def __init__(self) -> None:
        super().__init__(stride=2)

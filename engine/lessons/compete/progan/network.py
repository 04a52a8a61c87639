"""The two networks of a progressive GAN (Karras et al. 2018, arXiv:1710.10196).

    z (n, d) --Generator, up to a level--> pictures (n, c, s, s), around -1 to 1, with s = 4 * 2^level
    pictures (n, c, s, s) --Discriminator, from that level--> logits (n, 1)

Both are built whole. The level says how many of their layers take part, and alpha how much of the newest ones is to be seen:

    generator       (1 - alpha) * the lower picture, enlarged + alpha * the higher one
    discriminator   (1 - alpha) * what it sees of the halved picture + alpha * what its newest layers see
"""

import math
from typing import Any

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from engine.lessons.compete.progan import schedule

SLOPE = 0.2
"""What a leaky ReLU lets through below 0."""

NARROWER = {16: 64, 32: 32, 64: 16}
"""The most channels where pictures have so many pixels per side. The paper has 512 at each of these: it had the time."""


class EqualConv(nn.Module):
    """A convolution whose weights are drawn from N(0, 1) and scaled as it runs by He's constant gain / sqrt(fan in). Adam's steps
    have the same length for every weight; so scaled, all layers learn at the same speed."""

    def __init__(self, before: int, after: int, kernel: int, padding: int, gain: float = math.sqrt(2)):
        super().__init__()
        self.weight = nn.Parameter(torch.randn(after, before, kernel, kernel))
        self.bias = nn.Parameter(torch.zeros(after))
        self.scale = gain / math.sqrt(before * kernel**2)
        self.padding = padding

    def forward(self, x: Tensor) -> Tensor:
        return F.conv2d(x, self.weight * self.scale, self.bias, padding=self.padding)


class EqualLinear(nn.Module):
    """The same for a layer that is fully connected."""

    def __init__(self, before: int, after: int, gain: float = math.sqrt(2)):
        super().__init__()
        self.weight = nn.Parameter(torch.randn(after, before))
        self.bias = nn.Parameter(torch.zeros(after))
        self.scale = gain / math.sqrt(before)

    def forward(self, x: Tensor) -> Tensor:
        return F.linear(x, self.weight * self.scale, self.bias)


def pixel_norm(x: Tensor) -> Tensor:
    """Every pixel's features (n, c, ...) at the length sqrt(c): their signals can neither explode nor fade."""
    return x * (x.square().mean(1, keepdim=True) + 1e-8).rsqrt()


def with_spread(x: Tensor) -> Tensor:
    """Features (n, c, h, w) with one more plane: how much the batch varies. For each feature at each place its standard deviation
    over the batch, and the mean of all of these. A generator that always draws the same gives itself away by it."""
    spread = (x.float().var(0, correction=0) + 1e-8).sqrt().mean()
    return torch.cat([x, spread.to(x.dtype).expand(len(x), 1, *x.shape[2:])], 1)


def blended(low: Tensor, high: Tensor, alpha: float) -> Tensor:
    """(1 - alpha) * low + alpha * high: at 0 and at 1 exactly one of them."""
    return (1 - alpha) * low + alpha * high


def enlarged(x: Tensor, factor: int = 2) -> Tensor:
    """Each pixel becomes a square of pixels."""
    return F.interpolate(x, scale_factor=factor, mode="nearest") if factor > 1 else x


def real_at(x: Tensor, level: int, alpha: float) -> Tensor:
    """Real pictures (n, c, s, s) as the discriminator meets them: means of squares of pixels, and while the newest level fades in,
    as blurred as what the generator can make by then."""
    x = F.avg_pool2d(x, x.shape[-1] // (schedule.FIRST * 2**level))
    return blended(enlarged(F.avg_pool2d(x, 2)), x, alpha) if alpha < 1 else x


def width_at(level: int, width: int) -> int:
    return min(width, NARROWER.get(schedule.FIRST * 2**level, width))


def bent(x: Tensor) -> Tensor:
    return F.leaky_relu(x, SLOPE)


class Generator(nn.Module):
    def __init__(self, channels: int, size: int, width: int, latent: int):
        super().__init__()
        self.arguments: dict[str, Any] = {"channels": channels, "size": size, "width": width, "latent": latent}
        self.levels = schedule.levels(size)
        w = [width_at(level, width) for level in range(self.levels + 1)]
        self.begin = EqualLinear(latent, w[0] * schedule.FIRST**2)
        self.first = EqualConv(w[0], w[0], 3, 1)
        self.blocks = nn.ModuleList(
            nn.ModuleList([EqualConv(before, after, 3, 1), EqualConv(after, after, 3, 1)])
            for before, after in zip(w, w[1:], strict=False)
        )
        self.to_rgb = nn.ModuleList(EqualConv(one, channels, 1, 0, gain=1) for one in w)

    def forward(self, z: Tensor, level: int, alpha: float = 1.0) -> Tensor:
        """Pictures at the level; while alpha is below 1, blended with those of the level before."""
        if alpha >= 1 or level == 0:
            return self.to_rgb[level](self.features(z, level)).float()
        return blended(*self.branches(z, level), alpha)

    def branches(self, z: Tensor, level: int) -> tuple[Tensor, Tensor]:
        """The two pictures that are blended while a level fades in: that of the level before, enlarged, and the new one."""
        before = self.features(z, level - 1)
        low = enlarged(self.to_rgb[level - 1](before).float())
        return low, self.to_rgb[level](self.grown(before, level)).float()

    def features(self, z: Tensor, level: int) -> Tensor:
        x = self.begin(pixel_norm(z))
        x = pixel_norm(bent(x.unflatten(1, (-1, schedule.FIRST, schedule.FIRST))))
        x = pixel_norm(bent(self.first(x)))
        for above in range(1, level + 1):
            x = self.grown(x, above)
        return x

    def grown(self, x: Tensor, level: int) -> Tensor:
        """Features of the level before, at twice as many pixels per side."""
        x = enlarged(x)
        for layer in self.blocks[level - 1].children():
            x = pixel_norm(bent(layer(x)))
        return x

    def paint(self, z: Tensor, level: int, alpha: float = 1.0) -> Tensor:
        """Pictures in [0, 1]."""
        return ((self(z, level, alpha) + 1) / 2).clamp(0, 1)


class Discriminator(nn.Module):
    def __init__(self, channels: int, size: int, width: int):
        super().__init__()
        self.arguments: dict[str, Any] = {"channels": channels, "size": size, "width": width}
        self.levels = schedule.levels(size)
        w = [width_at(level, width) for level in range(self.levels + 1)]
        self.from_rgb = nn.ModuleList(EqualConv(channels, one, 1, 0) for one in w)
        self.blocks = nn.ModuleList(
            nn.ModuleList([EqualConv(after, after, 3, 1), EqualConv(after, before, 3, 1)])
            for before, after in zip(w, w[1:], strict=False)
        )
        self.last = EqualConv(w[0] + 1, w[0], 3, 1)
        self.whole = EqualConv(w[0], w[0], schedule.FIRST, 0)
        self.out = EqualLinear(w[0], 1, gain=1)

    def forward(self, x: Tensor, level: int, alpha: float = 1.0) -> Tensor:
        """Logits: a sigmoid turns each into the probability that the picture is real. The pictures of one call are seen as one batch."""
        seen = bent(self.from_rgb[level](x))
        for above in range(level, 0, -1):
            seen = self.shrunk(seen, above)
            if above == level and alpha < 1:
                seen = blended(bent(self.from_rgb[level - 1](F.avg_pool2d(x, 2))), seen, alpha)
        seen = bent(self.last(with_spread(seen)))
        return self.out(bent(self.whole(seen)).flatten(1))

    def shrunk(self, x: Tensor, level: int) -> Tensor:
        """Features at half as many pixels per side."""
        for layer in self.blocks[level - 1].children():
            x = bent(layer(x))
        return F.avg_pool2d(x, 2)


class Grown(nn.Module):
    """A generator at one moment of its growth. Its pictures are enlarged to the size that it will have in the end."""

    def __init__(self, generator: Generator, level: int, alpha: float):
        super().__init__()
        self.generator, self.level, self.alpha = generator, level, alpha
        self.arguments = generator.arguments

    def paint(self, z: Tensor, asked: Tensor | None = None) -> Tensor:
        """Pictures in [0, 1]. Nobody asks a progressive GAN for anything."""
        return enlarged(self.generator.paint(z, self.level, self.alpha), 2 ** (self.generator.levels - self.level))


class Seen(nn.Module):
    """A discriminator at one moment of its growth, for pictures of the size that it will have in the end."""

    def __init__(self, discriminator: Discriminator, level: int, alpha: float):
        super().__init__()
        self.discriminator, self.level, self.alpha = discriminator, level, alpha

    def forward(self, x: Tensor, asked: Tensor | None = None) -> Tensor:
        return self.discriminator(real_at(x, self.level, self.alpha), self.level, self.alpha)


NETWORKS = {
    **dict.fromkeys(("generator", "at-8", "at-16", "at-32", "at-64"), Generator),
    "discriminator": Discriminator,
}

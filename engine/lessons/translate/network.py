"""Generators that turn a picture into another one of the same size, behind one interface: ResNet and U-Net.

    x (n, 3, h, w) in [0, 1] --halve--> --quarter--> residual blocks --half--> --whole--> (n, 3, h, w) in [0, 1]   ResNet
    x --halve--> half --> quarter --> ... --> down and up again, each level joined with its twin on the way down    U-Net

ResNet is the generator of CycleGAN (Zhu et al. 2017, arXiv:1703.10593), U-Net that of pix2pix (Isola et al. 2017,
arXiv:1611.07004). We differ from both: the first layer works on four pixels at once and only the last two on single ones, which costs a
processor a quarter; and with `residual` a network paints only what changes, so that it begins as a copyist.
"""

from typing import Any

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from engine.lessons.translate.label_palettes import Palettes

MULTIPLE = 4
"""Sides grow to a multiple of four before they go through; what was added is cut off again."""

LEAST = 8
"""Pixels of a side at least: instance norm needs more than one place."""

DEEP_NOISE = 3
"""The deepest levels of a U-Net on the way up, in which dropout works as noise."""

GRAIN = 0.2
"""Deviation of the noise that a network gets beside the picture: in an even sky there is nothing else that a stroke could begin with."""

FINE = 16
"""Channels at the whole size, where each one costs most."""

SOFTEST = 0.02
"""How near to black and white a picture may come before it is counted as a sum before the sigmoid, which cannot reach either."""


class Glance:
    """What each instance norm saw of a whole picture: means and deviations in order, to norm its parts alike later."""

    def __init__(self) -> None:
        self.seen: list[tuple[Tensor, Tensor]] = []
        self.at: int | None = None

    def again(self) -> "Glance":
        """The same memory, to be used from its beginning; several may use it at once."""
        twin = Glance()
        twin.seen, twin.at = self.seen, 0
        return twin

    def normed(self, x: Tensor, norm: nn.InstanceNorm2d | nn.GroupNorm) -> Tensor:
        if self.at is None:
            together = (1, 2, 3) if isinstance(norm, nn.GroupNorm) else (2, 3)
            spread, mean = torch.var_mean(x.float(), together, correction=0, keepdim=True)
            self.seen.append((mean, (spread + norm.eps).rsqrt()))
            mean, sharp = self.seen[-1]
        else:
            mean, sharp = self.seen[self.at]
            self.at += 1
        scale = sharp * norm.weight[None, :, None, None]
        return x * scale.to(x.dtype) + (norm.bias[None, :, None, None] - mean * scale).to(x.dtype)


class Layer(nn.Module):
    """A convolution, a norm, and perhaps a ReLU."""

    def __init__(self, before: int, after: int, stride: int = 1, active: bool = True, norm: str = "instance"):
        super().__init__()
        self.convolution = convolution(before, after, stride, bias=False)
        self.norm = normer(norm, after)
        self.active = active

    def forward(self, x: Tensor, glance: Glance | None = None) -> Tensor:
        return finished(self.convolution(x), self.norm, glance, self.active)


class Larger(nn.Module):
    """Twice the size: enlarged and then convolved, or by a transposed convolution whose kernel of 3 overlaps unevenly."""

    def __init__(self, before: int, after: int, grow: str, norm: str = "instance"):
        super().__init__()
        self.grow = grow
        self.convolution = (
            nn.ConvTranspose2d(before, after, 3, stride=2, padding=1, output_padding=1, bias=False)
            if grow == "transposed"
            else convolution(before, after, bias=False)
        )
        self.norm = normer(norm, after)

    def forward(self, x: Tensor, glance: Glance | None = None) -> Tensor:
        if self.grow == "resize":
            x = F.interpolate(x, scale_factor=2, mode="bilinear")  # repeated places would show as bricks
        return finished(self.convolution(x), self.norm, glance)


class Last(nn.Module):
    """From features at half the size to three colours at the whole size.

    Enlarged features meet the picture itself, so that fine detail is at hand to be kept or painted over; without `detail` they do
    not, and every edge has to be painted. All pixels are made alike, so there is no grid to unlearn; a transposed convolution
    paints every second pixel otherwise.
    """

    def __init__(self, before: int, grow: str, detail: bool = True):
        super().__init__()
        self.grow, self.detail = grow, detail
        if grow == "transposed":
            self.convolution = nn.ConvTranspose2d(before, 3, 3, stride=2, padding=1, output_padding=1)
        else:
            self.fewer = convolution(before, FINE)
            self.join = convolution(FINE + 3 * detail, FINE)
            self.convolution = convolution(FINE, 3)

    def forward(self, z: Tensor, picture: Tensor) -> Tensor:
        if self.grow == "transposed":
            return self.convolution(z)
        z = F.interpolate(self.fewer(z), scale_factor=2, mode="bilinear")
        if self.detail:
            z = torch.cat([z, picture.to(z.dtype)], 1)
        return self.convolution(F.relu(self.join(z)))


class ResNet(nn.Module):
    """`blocks`: 6 for small pictures, 9 for large ones, as the paper has it. `width`: channels at half the size.

    `norms`: instance, as in the paper, evens out each channel, also where there is nothing but a faint noise in it; layer norms all
    channels of a picture together, so that what is flat stays flat; none leaves sums as they are. `skips`: a block adds to what it was given; without, it replaces that.
    """

    def __init__(
        self,
        width: int,
        blocks: int,
        grow: str,
        residual: bool,
        grain: bool = False,
        norms: str = "instance",
        detail: bool = True,
        skips: bool = True,
    ):
        super().__init__()
        self.arguments: dict[str, Any] = {
            "width": width,
            "blocks": blocks,
            "grow": grow,
            "residual": residual,
            "grain": grain,
            "norms": norms,
            "detail": detail,
            "skips": skips,
        }
        self.residual, self.grain, self.skips = residual, grain, skips
        self.first = Layer(16 if grain else 12, width, norm=norms)
        self.smaller = Layer(width, 2 * width, stride=2, norm=norms)
        self.blocks = nn.ModuleList(
            nn.ModuleList(
                [Layer(2 * width, 2 * width, norm=norms), Layer(2 * width, 2 * width, active=False, norm=norms)]
            )
            for _ in range(blocks)
        )
        self.larger = Larger(2 * width, width, grow, norms)
        self.last = Last(width, grow, detail)
        if residual:
            begin_as_copyist(self.last)

    def forward(
        self,
        x: Tensor,
        chance: torch.Generator | None = None,
        glance: Glance | None = None,
        grain: Tensor | None = None,
        strength: float = 1.0,
    ) -> Tensor:
        """`chance` decides the grain of a network at rest; there is no dropout here. `grain`: that of the places that x shows.
        `strength`: how much the blocks, and a residual network's changes, count."""
        height, width = x.shape[-2:]
        whole = padded(x, LEAST)
        seen = whole
        if self.grain:
            seen = torch.cat([whole, padded(self.grains(x, chance) if grain is None else grain, LEAST)], 1)
        z = self.smaller(self.first(F.pixel_unshuffle(seen, 2), glance), glance)
        for one, other in (block.children() for block in self.blocks):
            change = strength * other(one(z, glance), glance)
            z = z + change if self.skips else change
        z = self.last(self.larger(z, glance), whole)
        return coloured(strength * z if self.residual else z, whole, self.residual)[:, :, :height, :width]

    def grains(self, x: Tensor, chance: torch.Generator | None = None) -> Tensor:
        return grains(x, self.training, chance)

    def stages(self) -> dict[str, nn.Module]:
        """From the picture that is given to the one that is made."""
        blocks = {f"block {number}": block for number, block in enumerate(self.blocks, start=1)}
        return {"first": self.first, "smaller": self.smaller, **blocks, "larger": self.larger, "last": self.last}


class UNet(nn.Module):
    """`depth`: how often the picture is halved after the first time. `noise`: the share of deep signals that dropout drops.

    In training and with `chance` given, dropout is the source of variety (Isola et al. 2017); otherwise it rests. `grain`: noise beside
    the picture is another one. `skips`: without them nothing is handed across, and all must come through the narrow middle.
    `palettes` and `labels`: beside a label map it is given the same map in the colours of one of so many palettes.
    """

    def __init__(
        self,
        width: int,
        depth: int,
        grow: str,
        noise: float,
        residual: bool,
        skips: bool = True,
        grain: bool = False,
        palettes: int = 0,
        labels: int = 0,
    ):
        super().__init__()
        self.arguments: dict[str, Any] = {
            "width": width,
            "depth": depth,
            "grow": grow,
            "noise": noise,
            "residual": residual,
            "skips": skips,
            "grain": grain,
            **({"palettes": palettes, "labels": labels} if palettes else {}),
        }
        self.noise, self.residual, self.least = noise, residual, 2 ** (depth + 1)
        self.skips, self.grain = skips, grain
        self.palettes = Palettes(palettes, labels) if palettes else None
        widths = [width * min(2**level, 8) for level in range(depth + 1)]
        self.first = Layer(4 * (3 + grain + 3 * bool(palettes)), width)
        self.down = nn.ModuleList(
            Layer(before, after, stride=2) for before, after in zip(widths[:-2], widths[1:-1], strict=True)
        )
        # The deepest level may be a single place, which no norm could tell from nothing.
        self.deepest = convolution(widths[-2], widths[-1], stride=2)
        self.up = nn.ModuleList(
            Larger(below if level == depth else 2 * below, after, grow)
            for level, below, after in zip(range(depth, 0, -1), widths[:0:-1], widths[-2::-1], strict=True)
        )
        self.join = Layer(2 * width, width)
        self.last = Last(width, grow, detail=skips)
        if residual:
            begin_as_copyist(self.last)

    def forward(
        self,
        x: Tensor,
        chance: torch.Generator | None = None,
        glance: Glance | None = None,
        grain: Tensor | None = None,
        strength: float = 1.0,
        palette: Tensor | None = None,
    ) -> Tensor:
        """`grain`: that of the places that x shows. `strength`: how much a residual network's changes count. `palette`: in which
        colours (n, labels, 3) things shall be; else one that is known, the first or, with `chance`, the one of its number."""
        height, width = x.shape[-2:]
        given = whole = near = padded(x, self.least)
        if self.palettes is not None:
            # The last layers have no norm: there the colours arrive as they are.
            near = self.palettes(whole, chance, palette)
            given = torch.cat([whole, near], 1)
        if self.grain:
            given = torch.cat([given, padded(self.grains(x, chance) if grain is None else grain, self.least)], 1)
        seen = [self.first(F.pixel_unshuffle(given, 2), glance)]
        for layer in self.down:
            seen.append(layer(seen[-1], glance))
        z = F.relu(self.deepest(seen[-1]))
        for number, (layer, twin) in enumerate(zip(self.up, reversed(seen), strict=True)):
            z = layer(z, glance)[:, :, : twin.shape[2], : twin.shape[3]]  # an odd side grew by one too much
            if number < DEEP_NOISE:
                z = self.dropped(z, chance)
            z = torch.cat([z, twin if self.skips else torch.zeros_like(twin)], 1)
        z = self.last(self.join(z, glance), near)
        return coloured(strength * z if self.residual else z, whole, self.residual)[:, :, :height, :width]

    def grains(self, x: Tensor, chance: torch.Generator | None = None) -> Tensor:
        return grains(x, self.training, chance)

    def stages(self) -> dict[str, nn.Module]:
        """From the picture that is given to the one that is made."""
        down = {f"down {number}": layer for number, layer in enumerate(self.down, start=1)}
        up = {f"up {number}": layer for number, layer in enumerate(self.up, start=1)}
        return {"first": self.first, **down, "deepest": self.deepest, **up, "join": self.join, "last": self.last}

    def dropped(self, z: Tensor, chance: torch.Generator | None) -> Tensor:
        if not self.noise or not (self.training or chance is not None):
            return z
        kept = torch.rand(z.shape, generator=chance).to(z.device) >= self.noise
        return z * kept / (1 - self.noise)


def grains(x: Tensor, training: bool, chance: torch.Generator | None) -> Tensor:
    """Noise for each pixel (n, 1, h, w). At rest it is always the same unless `chance` is given, so that what is painted twice comes out twice the same."""
    count = len(x) if training else 1
    if not training and chance is None:
        chance = torch.Generator().manual_seed(0)
    noise = GRAIN * torch.randn(count, 1, *x.shape[-2:], generator=chance)
    return noise.expand(len(x), -1, -1, -1).to(x)


def slopes(network: "ResNet | UNet") -> dict[str, Tensor]:
    """How far the gradient reaches: of each stage, the root mean square of the slopes of its weights, as the last step found them."""
    found = {}
    for number, (name, stage) in enumerate(network.stages().items(), start=1):
        every = torch.cat([weight.grad.flatten().float() for weight in stage.parameters() if weight.grad is not None])
        found[f"gradient {number:02} {name}"] = every.square().mean().sqrt()
    return found


def normer(norm: str, channels: int) -> nn.InstanceNorm2d | nn.GroupNorm | nn.Identity:
    if norm == "none":
        return nn.Identity()
    return nn.GroupNorm(1, channels) if norm == "layer" else nn.InstanceNorm2d(channels, affine=True)


def finished(
    x: Tensor, norm: nn.InstanceNorm2d | nn.GroupNorm | nn.Identity, glance: Glance | None, active: bool = True
) -> Tensor:
    x = norm(x) if glance is None or isinstance(norm, nn.Identity) else glance.normed(x, norm)
    return F.relu(x) if active else x


def padded(x: Tensor, least: int) -> Tensor:
    below, right = (max(least - length, -length % MULTIPLE) for length in x.shape[-2:])
    return F.pad(x, (0, right, 0, below), mode="replicate") if below or right else x


def coloured(z: Tensor, x: Tensor, residual: bool) -> Tensor:
    """Sums become colours by a sigmoid; a residual network adds its sums to those that the picture already has."""
    z = z.float()
    return torch.sigmoid(z + torch.logit(x.clamp(SOFTEST, 1 - SOFTEST)) if residual else z)


def begin_as_copyist(last: Last) -> None:
    for numbers in last.convolution.parameters():
        nn.init.zeros_(numbers)


def convolution(before: int, after: int, stride: int = 1, bias: bool = True) -> nn.Conv2d:
    return nn.Conv2d(before, after, 3, stride=stride, padding=1, padding_mode="replicate", bias=bias)

"""Two generators, one after the other, and a critic for each: StackGAN (Zhang et al. 2017, arXiv:1612.03242).

    t (n, text) --condition--> c (n, 64)                     what the sentence says, blurred a little by chance
    c, z        --Sketcher--> small (n, 3, 16, 16)           stage 1: where things lie and which colours they have
    c, small    --Refiner-->  large (n, 3, 64, 64)           stage 2: their edges and details
    x, t        --Critic-->   (n, 1)                         how real it looks beside this sentence

This differs from the paper: what the sentence says enters at every layer, as a scale and a shift of each channel.
"""

from typing import Any

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from engine.lessons.helpers.reader.network import Reader
from engine.nn.layers import with_places

SLOPE = 0.2

COMPARED = 128
"""Numbers in which a critic compares a picture and a sentence."""

NEARLY = 0.98
"""How much of the range of colours a sketch uses where it is refined: from its very ends no tanh would ever lead back."""

QUIET = -4.0
"""Log variance of the clouds at first. Were they wide from the beginning, nobody would understand a word in all the noise."""


class Condition(nn.Module):
    """Conditioning augmentation: a sentence becomes a small cloud, so that sentences between the known ones mean something, too."""

    def __init__(self, text: int, condition: int):
        super().__init__()
        self.layer = nn.Linear(text, 2 * condition)
        with torch.no_grad():
            mean, log_var = self.layer.weight.chunk(2)
            mean *= 2
            log_var *= 0.1
            self.layer.bias[condition:] = QUIET

    def forward(self, t: Tensor) -> tuple[Tensor, Tensor]:
        """Mean and log variance, each (n, condition)."""
        mean, log_var = self.layer(t).chunk(2, 1)
        return mean, log_var.clamp(-8, 4)


class Sketcher(nn.Module):
    def __init__(self, text: int, condition: int, noise: int, size: int, width: int):
        super().__init__()
        self.arguments: dict[str, Any] = {
            "text": text,
            "condition": condition,
            "noise": noise,
            "size": size,
            "width": width,
        }
        doublings = (size // 4).bit_length() - 1
        w = width * 2**doublings
        self.width = w
        self.condition = Condition(text, condition)
        self.first = nn.Linear(condition + noise, 4 * 4 * w)
        self.blocks = nn.ModuleList()
        for _ in range(doublings):
            self.blocks.append(Told(w, max(width, w // 2), condition + noise, double=True))
            w = max(width, w // 2)
        self.last = nn.Conv2d(w, 3, 3, padding=1)

    def forward(self, c: Tensor, z: Tensor) -> Tensor:
        """Pictures in [-1, 1]."""
        asked = torch.cat([c, z], 1)
        x = self.first(asked).view(len(c), self.width, 4, 4)
        for block in self.blocks:
            x = block(x, asked)
        return torch.tanh(self.last(F.leaky_relu(x, SLOPE)))


class Refiner(nn.Module):
    """It reads the sketch and where each of its pixels lies, thinks about it at half the size, is told the sentence again, and draws over
    the enlarged sketch. At first it draws nothing, so the picture is the sketch, and every step is an improvement on it.

    All layers with many channels work at half of the picture's size or less: there they cost a quarter.
    """

    def __init__(self, text: int, condition: int, sketch: int, size: int, width: int):
        super().__init__()
        self.arguments: dict[str, Any] = {
            "text": text,
            "condition": condition,
            "sketch": sketch,
            "size": size,
            "width": width,
        }
        self.condition = Condition(text, condition)
        doublings = (size // sketch).bit_length() - 1
        w = width * 2 ** (doublings - 1)
        self.read = nn.Sequential(nn.Conv2d(3 + 2, w, 3, padding=1), nn.LeakyReLU(SLOPE), nn.Conv2d(w, w, 3, padding=1))
        self.deep = nn.Sequential(nn.LeakyReLU(SLOPE), nn.Conv2d(w, 2 * w, 4, stride=2, padding=1))
        self.think = nn.ModuleList([Told(2 * w, 2 * w, condition), Told(2 * w, w, condition, double=True)])
        self.blocks = nn.ModuleList()
        for _ in range(doublings - 1):
            self.blocks.append(Told(w, w // 2, condition, double=True))
            w //= 2
        self.last = nn.Conv2d(w, 3, 3, padding=1)
        for numbers in self.last.parameters():
            nn.init.zeros_(numbers)

    def forward(self, c: Tensor, sketch: Tensor) -> Tensor:
        seen = self.read(with_places(sketch))
        x = self.deep(seen)
        for block in self.think:
            x = block(x, c)
        x = x + seen
        for block in self.blocks:
            x = block(x, c)
        x = F.interpolate(F.leaky_relu(x, SLOPE), scale_factor=2, mode="bilinear")
        below = F.interpolate(sketch.float(), size=x.shape[-2:], mode="bilinear")
        return torch.tanh(torch.atanh(NEARLY * below) + self.last(x))


class Told(nn.Module):
    """Two convolutions whose channels are scaled and shifted by what is told; with `double`, the picture grows to twice its size."""

    def __init__(self, before: int, after: int, told: int, double: bool = False):
        super().__init__()
        self.doubles = double
        self.norms = nn.ModuleList([nn.BatchNorm2d(before, affine=False), nn.BatchNorm2d(after, affine=False)])
        self.tell = nn.ModuleList([nn.Linear(told, 2 * before), nn.Linear(told, 2 * after)])
        self.convolve = nn.ModuleList([nn.Conv2d(before, after, 3, padding=1), nn.Conv2d(after, after, 3, padding=1)])
        self.past = nn.Conv2d(before, after, 1, bias=False) if before != after else nn.Identity()

    def forward(self, x: Tensor, told: Tensor) -> Tensor:
        y = x
        for number, (norm, tell, convolve) in enumerate(zip(self.norms, self.tell, self.convolve, strict=True)):
            scale, shift = tell(told)[:, :, None, None].chunk(2, 1)
            y = F.leaky_relu(norm(y) * (1 + scale) + shift, SLOPE)
            if self.doubles and number == 0:
                y = F.interpolate(y, scale_factor=2)
            y = convolve(y)
        past = self.past(x)
        return y + (F.interpolate(past, scale_factor=2) if self.doubles else past)


class Critic(nn.Module):
    """How real a picture looks beside a sentence: one number for the picture alone, and one more for how both go together
    (a projection: Miyato & Koyama 2018)."""

    def __init__(self, text: int, size: int, width: int):
        super().__init__()
        self.arguments: dict[str, Any] = {"text": text, "size": size, "width": width}
        halvings, before, w, stack = (size // 4).bit_length() - 1, 3, width, []
        for _ in range(halvings):
            stack += [nn.Conv2d(before, w, 4, stride=2, padding=1), nn.LeakyReLU(SLOPE)]
            before, w = w, 2 * w
        self.features = nn.Sequential(
            *stack, nn.Conv2d(before, before, 3, padding=1), nn.LeakyReLU(SLOPE), nn.Flatten()
        )
        self.real = nn.Linear(before * 4 * 4, 1)
        self.seen = nn.Linear(before * 4 * 4, COMPARED)
        self.meant = nn.Linear(text, COMPARED)
        for layer in [*self.features, self.real, self.seen]:
            if isinstance(layer, nn.Conv2d | nn.Linear):
                nn.utils.parametrizations.spectral_norm(layer)

    def look(self, x: Tensor) -> Tensor:
        return self.features(x)

    def say(self, features: Tensor, t: Tensor) -> Tensor:
        return self.real(features) + (self.seen(features) * self.meant(t)).sum(1, keepdim=True)


NETWORKS = {"reader": Reader, "sketcher": Sketcher, "refiner": Refiner}

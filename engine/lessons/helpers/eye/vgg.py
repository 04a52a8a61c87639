"""VGG-19 (Simonyan & Zisserman 2014, arXiv:1409.1556), the convolutional part, and small encoders that were distilled from it.

The names of the layers are those of torchvision's `vgg19().features`, so that its weights fit.
"""

import re
from collections.abc import Mapping
from typing import Any

import torch
import torch.nn.functional as F
from torch import Tensor, nn

BLOCKS = ((64, 64), (128, 128), (256,) * 4, (512,) * 4, (512,) * 4)
MEAN, DEVIATION = (0.485, 0.456, 0.406), (0.229, 0.224, 0.225)
"""What torchvision's weights want to be subtracted and divided by."""

CAFFE_MEAN = (0.485020, 0.457949, 0.407608)
"""What the original weights want to be subtracted, in [0, 1]; they divide by nothing."""


class VGG19(nn.Module):
    """As many of the sixteen convolutions as wanted, each with its ReLU. x (n, 3, h, w) in [0, 1]."""

    mean: Tensor
    deviation: Tensor

    def __init__(self, convolutions: int, mean: list[float], deviation: list[float]):
        super().__init__()
        self.arguments: dict[str, Any] = {
            "convolutions": convolutions,
            "mean": list(mean),
            "deviation": list(deviation),
        }
        self.register_buffer("mean", torch.tensor(mean)[:, None, None], persistent=False)
        self.register_buffer("deviation", torch.tensor(deviation)[:, None, None], persistent=False)
        layers: list[nn.Module] = []
        self.names: dict[int, str] = {}
        before = 3
        for block, widths in enumerate(BLOCKS, start=1):
            for place, after in enumerate(widths, start=1):
                if len(self.names) == convolutions:
                    break
                layers += [nn.Conv2d(before, after, 3, padding=1), nn.ReLU(inplace=True)]
                self.names[len(layers) - 1] = f"relu{block}_{place}"
                before = after
            layers.append(nn.MaxPool2d(2))
        self.features = nn.Sequential(*layers)

    @property
    def layers(self) -> tuple[str, ...]:
        return tuple(self.names.values())

    def forward(self, x: Tensor, deepest: str = "") -> dict[str, Tensor]:
        """Layer -> what it sees (n, channels, places down, places across), down to the deepest that is wanted."""
        x = (x - self.mean) / self.deviation
        x = x.to(next(self.parameters()).dtype).contiguous(memory_format=torch.channels_last)
        deepest = deepest or self.layers[-1]
        seen = {}
        for at, layer in enumerate(self.features):
            x = layer(x)
            if at in self.names:
                seen[self.names[at]] = x
                if self.names[at] == deepest:
                    break
        return seen


def from_torchvision(weights: Mapping[str, Tensor]) -> VGG19:
    """VGG-19 with the weights of torchvision's file, whole or cut off after some layer."""
    return _filled(weights, MEAN, DEVIATION)


def from_caffe(weights: Mapping[str, Tensor]) -> VGG19:
    """VGG-19 with the original weights, already scaled for pictures in [0, 1]."""
    return _filled(weights, CAFFE_MEAN, (1.0, 1.0, 1.0))


def _filled(weights: Mapping[str, Tensor], mean: tuple[float, ...], deviation: tuple[float, ...]) -> VGG19:
    kept = {name: value.float() for name, value in weights.items() if name.startswith("features.")}
    network = VGG19(len(kept) // 2, list(mean), list(deviation))
    network.load_state_dict(kept)
    return network.eval().requires_grad_(False)


class SmallEncoder(nn.Module):
    """An encoder of Collaborative Distillation (Wang et al. 2020, arXiv:2003.08436): VGG-19 thinned sixteen times, with 1x1
    convolutions that lift what it sees in its last two layers to VGG's own width. x (n, 3, h, w) in [0, 1]."""

    mean: Tensor
    deviation: Tensor

    def __init__(self, weights: Mapping[str, Tensor]):
        """`weights`: conv0, conv11 .. conv51, conv41_aux and conv51_aux, as the published file names them."""
        super().__init__()
        names = sorted({name.split(".")[0] for name in weights})
        self.before = _convolution(weights, "conv0")
        self.steps = nn.ModuleDict(
            {name: _convolution(weights, name) for name in names if re.fullmatch(r"conv[1-5][1-4]", name)}
        )
        self.lifts = nn.ModuleDict({f"conv{k}1": _convolution(weights, f"conv{k}1_aux") for k in (4, 5)})
        self.eval().requires_grad_(False)

    def forward(self, x: Tensor) -> dict[str, Tensor]:
        """relu4_1 and relu5_1."""
        x = self.before(x)
        block, seen = "1", {}
        for name, step in self.steps.items():
            if name[4] != block:
                x, block = F.max_pool2d(x, 2), name[4]
            x = step(F.pad(x, (1, 1, 1, 1), mode="reflect")).relu()
            if name in self.lifts:
                seen[f"relu{block}_1"] = self.lifts[name](x)
        return seen


def _convolution(weights: Mapping[str, Tensor], name: str) -> nn.Conv2d:
    weight, bias = weights[f"{name}.weight"].float(), weights[f"{name}.bias"].float()
    made = nn.Conv2d(weight.shape[1], weight.shape[0], weight.shape[-1])
    made.load_state_dict({"weight": weight, "bias": bias})
    return made

"""Layers of networks, noted as steps for the reader's own graphics card: see engine/weights/graphics.py."""

from typing import Any

import numpy as np
from torch import Tensor

from engine.weights.graphics import Plan, Room


def convolved(plan: Plan, x: Room, layer: Any, out: Room | None = None, *, relu: bool = False) -> Room:
    """An `nn.Conv2d` of 3 by 3, or of single places. Beyond the edges lies what the layer says: the edges again, or nothing."""
    bias = None if layer.bias is None else array(layer.bias)
    if layer.kernel_size == (1, 1):
        return plan.mixed(x, array(layer.weight), bias, out=out, relu=relu)
    blank = layer.padding_mode == "zeros"
    return plan.conv(x, array(layer.weight), bias, out=out, stride=layer.stride[0], relu=relu, blank=blank)


def normed(plan: Plan, x: Room, layer: Any, *, relu: bool, onto: Room | None = None) -> Room:
    """An instance norm that scales and shifts."""
    return plan.normed(x, array(layer.weight), array(layer.bias), relu=relu, onto=onto)


def array(numbers: Tensor) -> np.ndarray:
    return numbers.detach().float().cpu().numpy()

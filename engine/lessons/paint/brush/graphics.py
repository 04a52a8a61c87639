"""A brush on the reader's own graphics card: the same sums as in network.py, noted as steps."""

from typing import Any

import numpy as np
import torch
from torch import Tensor

from engine.lessons.noted import array, convolved, normed
from engine.lessons.paint.brush.network import GRAIN, LEAST, MULTIPLE, Brush
from engine.weights.graphics import FOUR, Plan, Room

LARGEST = 512
"""Pixels of the longer side up to which a browser is asked."""


def fits(width: int, size: tuple[int, ...]) -> bool:
    """Whether a browser can take its steps. `width`: the brush's, channels in fours; `size`: of the picture."""
    return width % FOUR == 0 and min(size) >= LEAST and max(size) <= LARGEST


def plan_of(brush: Brush, height: int, width: int) -> Plan:
    """The steps of a brush, for pictures of this size."""
    plan = Plan(height, width, MULTIPLE)
    x = plan.folded(
        plan.room(16, plan.height // 2, plan.width // 2),
        array(brush.eval().grain(torch.zeros(1, 3, plan.height, plan.width)))[0, 0],
    )
    plan.normed(x.part(0, 3), np.ones(12), np.zeros(12), relu=False, folded=True)
    first: Any = brush.first
    x = _evened(plan, plan.conv(x, _with_grain(first[0].weight), array(first[0].bias)), first)
    x = _layer(plan, x, brush.smaller)
    for block in brush.blocks:
        one, convolution, norm = block.children()
        x = normed(plan, convolved(plan, _layer(plan, x, one), convolution), norm, relu=False, onto=x)
    x = _layer(plan, plan.larger(x, smooth=False), brush.larger)
    plan.unfolded(convolved(plan, x, brush.last), bent=False)
    return plan


def _with_grain(first: Tensor) -> np.ndarray:
    """The first layer's weights, for the grain too, which is laid over all three colours."""
    weight = array(first)
    after, _before, *kernel = weight.shape
    return np.concatenate([weight, GRAIN * weight.reshape(after, 3, FOUR, *kernel).sum(1)], 1)


def _layer(plan: Plan, x: Room, layer: Any) -> Room:
    return _evened(plan, convolved(plan, x, layer[0]), layer)


def _evened(plan: Plan, x: Room, layer: Any) -> Room:
    return normed(plan, x, layer[1], relu=True)

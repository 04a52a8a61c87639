"""Muon (Jordan et al. 2024): an optimiser for matrices. Each step has the same length along every direction in which the gradient points.

A network of plain convolutions learnt four times as much by it in the same number of steps as by Adam; biases and scales, which
are no matrices, still take Adam.
"""

import torch
from torch import Tensor, nn, optim

from engine.nn import device

ROUNDS = 5


class Muon(optim.Optimizer):
    """For weights with two axes or more; a convolution's count as (channels out, all else)."""

    def __init__(self, weights: list[nn.Parameter], lr: float, momentum: float = 0.95):
        super().__init__(weights, {"lr": lr, "momentum": momentum})

    @torch.no_grad()
    def step(self) -> None:  # ty: ignore[incompatible-method-override]: nobody hands it a closure
        for group in self.param_groups:
            for weight in group["params"]:
                state = self.state[weight]
                if "speed" not in state:
                    state["speed"] = torch.zeros_like(weight)
                state["speed"].mul_(group["momentum"]).add_(weight.grad)
                ahead = weight.grad + group["momentum"] * state["speed"]
                matrix = levelled(ahead.flatten(1))
                rows, columns = matrix.shape
                weight.add_(matrix.view_as(weight), alpha=-group["lr"] * max(1.0, rows / columns) ** 0.5)


def levelled(matrix: Tensor) -> Tensor:
    """About the nearest matrix whose singular values are all 1, by Newton and Schulz's iteration; in 16 bits where that pays,
    for where it does not they take ten times as long."""
    wide = matrix if matrix.shape[0] <= matrix.shape[1] else matrix.T
    x = wide / (wide.norm() + 1e-7)
    if device.half_pays(matrix.device.type):
        x = x.bfloat16()
    for _ in range(ROUNDS):
        square = x @ x.T
        x = 3.4445 * x + (2.0315 * square @ square - 4.775 * square) @ x
    return (x if wide is matrix else x.T).to(matrix.dtype)

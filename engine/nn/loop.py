"""What a loop shares with every other: which pictures come next, how far a step goes, and how to go on where it was left."""

import math
from collections.abc import Mapping
from typing import Any

import torch
from torch import Tensor, nn, optim


class Batches:
    """Endless random batches of indices: each picture once per round, in a new order every round."""

    def __init__(self, count: int, size: int, seed: int):
        self.count, self.size = count, min(size, count)
        self.generator = torch.Generator().manual_seed(seed)
        self.order = torch.randperm(count, generator=self.generator)
        self.at = 0

    def __next__(self) -> Tensor:
        """Indices (size,). The few that are left at the end of a round are skipped, so that all batches are full."""
        if self.at + self.size > self.count:
            self.order = torch.randperm(self.count, generator=self.generator)
            self.at = 0
        self.at += self.size
        return self.order[self.at - self.size : self.at]

    def state_dict(self) -> dict[str, Any]:
        return {"generator": self.generator.get_state(), "order": self.order, "at": self.at}

    def load_state_dict(self, state: Mapping[str, Any]) -> None:
        self.generator.set_state(state["generator"])
        self.order, self.at = state["order"], state["at"]


class Chance:
    """The process's own random numbers, as a part that can be saved."""

    def state_dict(self) -> dict[str, Any]:
        cuda = torch.cuda.get_rng_state_all() if torch.cuda.is_available() else []
        return {"cpu": torch.get_rng_state(), "cuda": cuda}

    def load_state_dict(self, state: Mapping[str, Any]) -> None:
        torch.set_rng_state(state["cpu"])
        if len(state["cuda"]) == torch.cuda.device_count():
            torch.cuda.set_rng_state_all(state["cuda"])


EARLY = frozenset({1, 2, 5, 10, 20, 50})
"""Steps of which pictures are shown besides the others: most happens in the beginning, and nobody likes to wait for it."""


def measures(step: int, config: Any) -> bool:
    """Time to measure on held-out pictures, and to show some. Never before the first picture, which it would keep waiting."""
    return step % config.preview_every == 0 or step == config.steps


def marks(step: int, config: Any) -> bool:
    """Time to keep all that it takes to go on from here. The first pictures come too soon after one another for that."""
    return step == 1 or measures(step, config)


def shows(step: int, config: Any) -> bool:
    """Time to show pictures."""
    return step in EARLY or measures(step, config)


def rate_at(step: int, config: Any) -> float:
    """The learning rate of this step."""
    return config.learning_rate * warmth(step, config)


def warmth(step: int, config: Any) -> float:
    """What is left of learning rates: all, until they fall in a straight line to nothing over the cool-down at the end."""
    left = (config.steps - step + 1) / max(1.0, config.cool_down * config.steps)
    return min(1.0, left) if config.cool_down else 1.0


def step_down(
    network: nn.Module,
    optimiser: optim.Optimizer,
    loss: Tensor,
    rate: float,
    *,
    clip: float = 0.0,
    longest: float = 0.0,
    along: nn.Module | None = None,
) -> Tensor:
    """One step of this network alone, or with another one `along`. Weights that took no part in the loss stay.

    Returns how long this network's gradient was. Then every number of the gradient is cut to `clip`, and all of it shortened to
    `longest`, where these are not 0.
    """
    own = list(network.parameters())
    weights = own if along is None else [*own, *along.parameters()]
    for weight, slope in zip(weights, torch.autograd.grad(loss, weights, allow_unused=True), strict=True):
        weight.grad = slope
    length = nn.utils.get_total_norm([weight.grad for weight in own if weight.grad is not None])
    if clip:
        nn.utils.clip_grad_value_(weights, clip)
    if longest:
        nn.utils.clip_grad_norm_(weights, longest)
    for group in optimiser.param_groups:
        group["lr"] = rate
    optimiser.step()
    return length


def restore(state: Mapping[str, Any] | None, networks: Mapping[str, Any], parts: Mapping[str, Any]) -> int:
    """Put everything back as a saved state has it. Returns the step that was done last; 0 for a new run."""
    if state is None:
        return 0
    for name, network in networks.items():
        network.load_state_dict(state["networks"][name])
    for name, part in parts.items():
        part.load_state_dict(state["parts"][name])
    return state["step"]


def cosine_rate_at(step: int, config: Any) -> float:
    """Half a cosine wave from the learning rate to nothing, after a few careful steps."""
    return config.learning_rate * min(1.0, step / 20) * (0.5 + 0.5 * math.cos(math.pi * (step - 1) / config.steps))


@torch.no_grad()
def follow(averaged: nn.Module, network: nn.Module, memory: float) -> None:
    """Move the averaged weights a little towards the newest ones; what batch norm counts is copied."""
    if averaged is network:
        return
    torch._foreach_lerp_(list(averaged.parameters()), list(network.parameters()), 1 - memory)
    for kept, newest in zip(averaged.buffers(), network.buffers(), strict=True):
        kept.copy_(newest)

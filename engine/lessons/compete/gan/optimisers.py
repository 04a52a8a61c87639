"""How a gradient becomes a step of a player."""

from collections.abc import Iterable

from torch import nn, optim

from engine.lessons.compete.gan.config import GANConfig

MEMORY = 0.99
"""Adam's second beta. In a game old gradients say little, so it remembers a hundred steps, not a thousand. This differs from
DCGAN, which keeps 0.999."""


def of(weights: Iterable[nn.Parameter], config: GANConfig) -> optim.Optimizer:
    match config.optimiser:
        case "rmsprop":
            return optim.RMSprop(weights, alpha=0.9, eps=1e-7)  # as Keras has it, for the chapter's sake
        case "sgd":
            return optim.SGD(weights, momentum=config.momentum)
    return optim.Adam(weights, betas=(config.momentum, MEMORY), fused=True)


def set_momentum(optimiser: optim.Optimizer, config: GANConfig) -> None:
    """A branch may have another momentum than the state that it begins with."""
    for group in optimiser.param_groups:
        if config.optimiser == "adam":
            group["betas"] = (config.momentum, MEMORY)
        elif config.optimiser == "sgd":
            group["momentum"] = config.momentum


def decayed(rate: float, step: int, config: GANConfig) -> float:
    """rate / (1 + decay * steps done), as Keras has it"""
    return rate / (1 + config.decay * (step - 1))

"""What both lessons on translation share: how a config becomes networks, and how a generator takes a step."""

from collections.abc import Mapping

import torch
from torch import Tensor, nn, optim

from engine.lessons.translate.calm_critic import CalmCritic
from engine.lessons.translate.critic import Critic
from engine.lessons.translate.cyclegan.config import CycleConfig
from engine.lessons.translate.network import ResNet, UNet
from engine.lessons.translate.pix2pix.config import PairConfig
from engine.lessons.translate.sight_critic import SightCritic
from engine.nn import device
from engine.nn.muon import Muon

MEMORY = 0.5, 0.99
"""Adam's betas. The first is that of the papers; the second remembers a hundred steps, not a thousand, as in our other GANs."""

KNOWN = 24
"""Palettes that a generator of label maps keeps, as unlike one another as those it learnt from."""

MUON = 10.0
"""Muon's learning rate, in Adam's."""


def generator(config: CycleConfig | PairConfig, labels: int = 0) -> ResNet | UNet:
    """`labels`: of so many kinds of things it is told the colours beside the map."""
    residual, noise = getattr(config, "residual", False), getattr(config, "noise", 0.0)
    more = {name: getattr(config, name) for name in ("grain", "norms", "detail") if hasattr(config, name)}
    beside = isinstance(config, PairConfig) and config.grain
    palettes = (KNOWN, labels) if labels else ()
    network = (
        ResNet(config.width, config.blocks, config.grow, residual, **more, skips=config.skips)
        if config.form == "resnet"
        else UNet(config.width, config.depth, config.grow, noise, residual, config.skips, beside, *palettes)
    )
    # In plain layout: instance norm undoes the one of `device.fast`, and turning it back costs a tenth of each step.
    return network.to(device.pick())


def critic(config: CycleConfig) -> Critic | SightCritic | CalmCritic:
    if config.recipe != "cycle":
        return device.fast(CalmCritic(config.critic_width))
    if config.sight:
        return device.fast(SightCritic(config.critic_width))
    return device.fast(Critic(config.critic_width, config.patch, config.norm, condition=False))


def critic_of_pairs(config: PairConfig) -> Critic | CalmCritic:
    """It sees, beside a picture, what that was made from."""
    if config.calm:
        return device.fast(CalmCritic(config.critic_width, condition=True))
    return device.fast(Critic(config.critic_width, config.patch, config.norm, condition=True))


def optimisers(network: nn.Module, config: CycleConfig | PairConfig) -> dict[str, optim.Optimizer]:
    """Adam for all weights; or Muon for those of convolutions, and Adam for the rest."""
    weights = list(network.parameters())
    if config.optimiser == "adam":
        return {"adam": optim.Adam(weights, betas=MEMORY, fused=True)}
    return {
        "muon": Muon([weight for weight in weights if weight.ndim == 4], lr=config.learning_rate),
        "adam": optim.Adam([weight for weight in weights if weight.ndim != 4], betas=MEMORY, fused=True),
    }


def step_all(network: nn.Module, found: Mapping[str, optim.Optimizer], loss: Tensor, rate: float) -> None:
    """One step of this network, or of several in a list: whoever judged them gets no gradient."""
    weights = list(network.parameters())
    for weight, slope in zip(weights, torch.autograd.grad(loss, weights), strict=True):
        weight.grad = slope
    for name, optimiser in found.items():
        for group in optimiser.param_groups:
            group["lr"] = MUON * rate if name == "muon" else rate
        optimiser.step()

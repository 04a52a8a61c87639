"""Losses: pure functions on tensors, each beside its formula."""

import math
from typing import Any

import torch.nn.functional as F
from torch import Tensor

from engine.lessons.losses import cross_entropy, squared_error

RECONSTRUCTION = {"mse": squared_error, "bce": cross_entropy}


def psnr(picture: Tensor, original: Tensor) -> Tensor:
    """Peak signal-to-noise ratio in decibels of each picture (n,): 10 log10(1 / mean squared error), for values in [0, 1].

    Higher is better; every 20 dB more means errors ten times smaller. Capped at 100 dB, where pictures are the same.
    """
    error = (picture - original).square().flatten(1).mean(1)
    return -10 * error.clamp_min(1e-10).log10()


def activity(codes: Tensor) -> Tensor:
    """L1 of codes (n, d), in their own root mean square: mean |z| / sqrt(mean z^2). 1 where all numbers are equally large.

    Without the root a network would make its code small and its decoder's weights large, and nothing would rest.
    """
    return codes.abs().mean() / codes.square().mean().sqrt().clamp_min(1e-12)


def in_use(codes: Tensor, least: float = 0.1) -> Tensor:
    """How many numbers of a code (n, d) are more than a tenth as large as its largest, the mean over the codes"""
    sizes = codes.abs()
    return (sizes > least * sizes.amax(1, keepdim=True)).float().sum(1).mean()


def bernoulli_nats(logits: Tensor, x: Tensor) -> Tensor:
    """-log p(x | z) of each picture (n,), in nats: the sum over its pixels of -[x log p + (1 - x) log(1 - p)]"""
    return F.binary_cross_entropy_with_logits(logits, x, reduction="none").flatten(1).sum(1)


def gaussian_nats(logits: Tensor, x: Tensor, variance: float) -> Tensor:
    """-log N(x; sigmoid(logit), variance) of each picture (n,): the sum of (x - mean)^2 / (2 variance) + log(2 pi variance) / 2"""
    error = (logits.sigmoid() - x).square() / (2 * variance) + 0.5 * math.log(2 * math.pi * variance)
    return error.flatten(1).sum(1)


SUREST = 0.001
"""The least variance that a decoder may learn: of a pixel that is always black it would say ever less, for ever more nats."""


def learnt_nats(logits: Tensor, log_var: Tensor, x: Tensor) -> Tensor:
    """-log N(x; sigmoid(logit), v) of each picture (n,), where the decoder says v of each pixel, too: v = exp(log_var), kept above SUREST"""
    log_var = math.log(SUREST) + F.softplus(log_var - math.log(SUREST))
    error = (logits.sigmoid() - x).square() / (2 * log_var.exp()) + 0.5 * (math.log(2 * math.pi) + log_var)
    return error.flatten(1).sum(1)


def misfit(logits: Tensor, x: Tensor, variance: float) -> Tensor:
    """What gaussian_nats makes of the picture (n,), without its constant: sum of (x - mean)^2 / (2 variance), never below 0"""
    return (logits.sigmoid() - x).square().flatten(1).sum(1) / (2 * variance)


def nats(logits: Tensor, x: Tensor, likelihood: str, variance: float) -> Tensor:
    """-log p(x | z) of each picture (n,), by the likelihood's name; `variance` is the Gaussian's."""
    return gaussian_nats(logits, x, variance) if likelihood == "gaussian" else bernoulli_nats(logits, x)


def decoded_nats(decoder: Any, z: Tensor, x: Tensor, likelihood: str, variance: float) -> Tensor:
    """-log p(x | z) of each picture (n,), with what this decoder makes of z (n, d)."""
    if likelihood == "learnt":
        return learnt_nats(*decoder.with_spread(z), x)
    return nats(decoder(z), x, likelihood, variance)

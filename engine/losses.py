"""Losses: pure functions on tensors, each beside its formula."""

import math

import torch
import torch.nn.functional as F
from torch import Tensor


def squared_error(logits: Tensor, target: Tensor) -> Tensor:
    """mean (sigmoid(logit) - x)^2 over all pixels"""
    return F.mse_loss(logits.sigmoid(), target)


def cross_entropy(logits: Tensor, target: Tensor) -> Tensor:
    """mean -[x log p + (1 - x) log(1 - p)] over all pixels, with p = sigmoid(logit)"""
    return F.binary_cross_entropy_with_logits(logits, target)


RECONSTRUCTION = {"mse": squared_error, "bce": cross_entropy}


def psnr(picture: Tensor, original: Tensor) -> Tensor:
    """Peak signal-to-noise ratio in decibels of each picture (n,): 10 log10(1 / mean squared error), for values in [0, 1].

    Higher is better; every 20 dB more means errors ten times smaller. Capped at 100 dB, where pictures are the same.
    """
    error = (picture - original).square().flatten(1).mean(1)
    return -10 * error.clamp_min(1e-10).log10()


def bernoulli_nats(logits: Tensor, x: Tensor) -> Tensor:
    """-log p(x | z) of each picture (n,), in nats: the sum over its pixels of -[x log p + (1 - x) log(1 - p)]"""
    return F.binary_cross_entropy_with_logits(logits, x, reduction="none").flatten(1).sum(1)


def gaussian_nats(logits: Tensor, x: Tensor, variance: float) -> Tensor:
    """-log N(x; sigmoid(logit), variance) of each picture (n,): the sum of (x - mean)^2 / (2 variance) + log(2 pi variance) / 2"""
    error = (logits.sigmoid() - x).square() / (2 * variance) + 0.5 * math.log(2 * math.pi * variance)
    return error.flatten(1).sum(1)


def misfit(logits: Tensor, x: Tensor, variance: float) -> Tensor:
    """What gaussian_nats makes of the picture (n,), without its constant: sum of (x - mean)^2 / (2 variance), never below 0"""
    return (logits.sigmoid() - x).square().flatten(1).sum(1) / (2 * variance)


def nats(logits: Tensor, x: Tensor, likelihood: str, variance: float) -> Tensor:
    """-log p(x | z) of each picture (n,), by the likelihood's name; `variance` is the Gaussian's."""
    return gaussian_nats(logits, x, variance) if likelihood == "gaussian" else bernoulli_nats(logits, x)


def kl_to_prior(mean: Tensor, log_var: Tensor) -> Tensor:
    """KL(N(mean, exp(log_var)) || N(0, 1)) of each picture and dimension (n, d): (mean^2 + exp(log_var) - 1 - log_var) / 2"""
    return 0.5 * (mean.square() + log_var.exp() - 1 - log_var)


def log_normal(z: Tensor, mean: Tensor, log_var: Tensor) -> Tensor:
    """log N(z; mean, exp(log_var)), summed over the last dimension"""
    return (-0.5 * ((z - mean).square() / log_var.exp() + log_var + math.log(2 * math.pi))).sum(-1)


def importance_weighted(log_likelihood: Tensor, z: Tensor, mean: Tensor, log_var: Tensor) -> Tensor:
    """The importance-weighted bound on log p(x) of each picture (n,) (Burda et al. 2015): log mean_k p(x, z_k) / q(z_k | x)

    log_likelihood (k, n) of x given z (k, n, d), drawn from q = N(mean, exp(log_var)) (n, d). With k = 1 it is the ELBO.
    """
    nothing = torch.zeros_like(mean)
    log_weight = log_likelihood + log_normal(z, nothing, nothing) - log_normal(z, mean, log_var)
    return log_weight.logsumexp(0) - math.log(len(z))


def mutual_information(z: Tensor, mean: Tensor, log_var: Tensor) -> Tensor:
    """How much a code tells about its picture, in nats: mean of log q(z | x) - log q(z), with q(z) the mixture over all pictures.

    z, mean and log_var are (n, d), one draw for each picture. The estimate can be at most log n.
    """
    here = log_normal(z, mean, log_var)
    everywhere = log_normal(z[:, None], mean[None], log_var[None])  # (n, n)
    return (here - everywhere.logsumexp(1) + math.log(len(z))).mean()


def likeness(seen: list[Tensor], wanted: list[Tensor]) -> Tensor:
    """How differently an eye sees two pictures (n,), after LPIPS (Zhang et al. 2018): at every place of every stage the squared
    distance between the two directions of its features, the mean over places, the sum over stages. 0 for the same picture."""
    apart = [
        (F.normalize(a.float(), dim=1) - F.normalize(b.float(), dim=1)).square().sum(1).flatten(1).mean(1)
        for a, b in zip(seen, wanted, strict=True)
    ]
    return torch.stack(apart).sum(0)

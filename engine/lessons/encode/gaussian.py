"""Clouds of codes: sampling from them, and what they cost against the prior."""

import math

import torch
from torch import Generator, Tensor, nn


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


def encode(encoder: nn.Module, x: Tensor) -> tuple[Tensor, Tensor]:
    """Mean and log-variance, each (n, d)."""
    mean, log_var = encoder(x).chunk(2, dim=1)
    return mean, log_var


def sample(mean: Tensor, log_var: Tensor, generator: Generator | None = None) -> Tensor:
    """z = mean + exp(log_var / 2) * eps: the draw is outside of the network, so gradients pass through it."""
    eps = torch.randn(mean.shape, generator=generator).to(mean.device)
    return mean + (log_var / 2).exp() * eps


def draw(mean: Tensor, log_var: Tensor) -> Tensor:
    """The same draw, taken as a draw: nobody can say how a random number would change with its mean, so no gradient passes."""
    return sample(mean, log_var).detach()

"""Variational autoencoder (Kingma & Welling 2013, "Auto-encoding variational Bayes", arXiv:1312.6114).

    x (n, c, s, s) --Encoder--> mean, log_var (n, d) --sample--> z (n, d) --Decoder--> logits (n, c, s, s)

The networks are the autoencoder's own: what makes it variational is that the encoder gives two numbers for each dimension,
where the code is and how unsure that is, and that the decoder sees a random draw from there.
"""

import torch
from torch import Generator, Tensor, nn

from engine.models.autoencoder import Decoder, Encoder


def networks(channels: int, size: int, form: str, width: int, latent: int) -> tuple[Encoder, Decoder]:
    encoder = Encoder(channels, size, form, width, 2 * latent)
    return encoder, Decoder(channels, size, form, width, latent)


def encode(encoder: nn.Module, x: Tensor) -> tuple[Tensor, Tensor]:
    """Mean and log-variance, each (n, d)."""
    mean, log_var = encoder(x).chunk(2, dim=1)
    return mean, log_var


def sample(mean: Tensor, log_var: Tensor, generator: Generator | None = None) -> Tensor:
    """z = mean + exp(log_var / 2) * eps: the draw is outside of the network, so gradients pass through it."""
    eps = torch.randn(mean.shape, generator=generator).to(mean.device)
    return mean + (log_var / 2).exp() * eps

"""Variational autoencoder (Kingma & Welling 2013, "Auto-encoding variational Bayes", arXiv:1312.6114).

    x (n, c, s, s) --Encoder--> mean, log_var (n, d) --sample--> z (n, d) --Decoder--> logits (n, c, s, s)

The networks are the autoencoder's own: what makes it variational is that the encoder gives two numbers for each dimension,
where the code is and how unsure that is, and that the decoder sees a random draw from there.
"""

from engine.lessons.encode.autoencoder.network import Decoder, Encoder
from engine.lessons.encode.vae.config import VAEConfig


def networks(channels: int, size: int, config: VAEConfig) -> tuple[Encoder, Decoder]:
    before, dense = (channels, size, config.form, config.width), (config.hidden, config.activation)
    encoder = Encoder(*before, 2 * config.latent, *dense)
    return encoder, Decoder(*before, config.latent, *dense, spread=config.likelihood == "learnt")

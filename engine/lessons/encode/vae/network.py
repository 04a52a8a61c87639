"""Variational autoencoder (Kingma & Welling 2013, "Auto-encoding variational Bayes", arXiv:1312.6114).

    x (n, c, s, s) --Encoder--> mean, log_var (n, d) --sample--> z (n, d) --Decoder--> logits (n, c, s, s)

The networks are the autoencoder's own: what makes it variational is that the encoder gives two numbers for each dimension,
where the code is and how unsure that is, and that the decoder sees a random draw from there.
"""

from engine.lessons.encode.autoencoder.network import Decoder, Encoder


def networks(channels: int, size: int, form: str, width: int, latent: int) -> tuple[Encoder, Decoder]:
    encoder = Encoder(channels, size, form, width, 2 * latent)
    return encoder, Decoder(channels, size, form, width, latent)

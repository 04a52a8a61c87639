"""Training a variational autoencoder: the loss is nats per picture, reconstruction + beta * KL, so that beta = 1 is the ELBO."""

from collections.abc import Mapping
from itertools import chain
from statistics import NormalDist
from typing import Any

import torch
from torch import Tensor, nn, optim

from engine.data import sheets
from engine.data.pictures import Pictures
from engine.events import Events, Preview, Snapshot, Step
from engine.lessons.encode import gaussian
from engine.lessons.encode import losses as encode_losses
from engine.lessons.encode import previews as encode_previews
from engine.lessons.encode.autoencoder.network import Decoder
from engine.lessons.encode.vae import network
from engine.lessons.encode.vae.config import VAEConfig
from engine.nn import device, evaluation, images
from engine.nn.loop import Batches, Chance, measures, rate_at, restore, shows

ACTIVE = 0.01
"""A dimension is active if its mean varies by more than this over the held-out pictures (Burda et al. 2015)."""

NAMED = 16
"""Up to so many dimensions, each gets a curve of its KL."""


def train(config: VAEConfig, data: Pictures, state: Mapping[str, Any] | None = None) -> Events:
    here = device.pick()
    torch.manual_seed(config.seed)
    channels, size, _ = data.shape
    encoder, decoder = network.networks(channels, size, config)
    encoder, decoder = encoder.to(here), decoder.to(here)
    adam = optim.Adam(chain(encoder.parameters(), decoder.parameters()), lr=config.learning_rate, fused=True)
    batches = Batches(len(data.train), config.batch, config.seed)
    pictures = torch.from_numpy(data.train).to(here)
    held_out = images.to_unit(torch.from_numpy(data.held_out[: evaluation.HELD_OUT]).to(here))

    networks = {"encoder": encoder, "decoder": decoder}
    parts = {"adam": adam, "batches": batches, "chance": Chance()}
    done = restore(state, networks, parts)

    for step in range(done + 1, config.steps + 1):
        x = images.to_unit(pictures[next(batches)])
        metrics = improve(encoder, decoder, adam, x, config, beta_at(step, config), rate_at(step, config))

        if measures(step, config):
            metrics |= measure(encoder, decoder, held_out, config)
        yield Step(step, config.steps, metrics)
        if shows(step, config):
            yield Preview(step, "reconstructions", look(encoder, decoder, held_out), CAPTION)
            if config.latent == 2:
                yield Preview(
                    step, "map", manifold(decoder), "Decoded from a grid over the plane, by equal probability."
                )
        config = (yield Snapshot(step, networks, parts, beside=lambda: beside(encoder, held_out, data))) or config


CAPTION = "Held-out pictures above, their reconstructions below, pictures from random codes in the last row."


def beta_at(step: int, config: VAEConfig) -> float:
    """Beta grows from 0 over the warm-up, then stays."""
    return config.beta * min(1.0, step / config.warm_up) if config.warm_up else config.beta


def improve(
    encoder: nn.Module,
    decoder: Decoder,
    adam: optim.Optimizer,
    x: Tensor,
    config: VAEConfig,
    beta: float,
    rate: float,
) -> dict[str, Any]:
    """One step: encode to a cloud, draw a code from it, decode, and weigh both costs."""
    mean, log_var = gaussian.encode(encoder, x)
    z = gaussian.sample(mean, log_var) if config.path else gaussian.draw(mean, log_var)

    reconstruction = encode_losses.decoded_nats(decoder, z, x, config.likelihood, config.variance).mean()
    kl = gaussian.kl_to_prior(mean, log_var).sum(1).mean()
    loss = reconstruction + beta * kl

    for group in adam.param_groups:
        group["lr"] = rate
    adam.zero_grad()
    loss.backward()
    adam.step()
    return {"training loss": loss.detach(), "reconstruction": reconstruction.detach(), "KL": kl.detach(), "beta": beta}


def measure(encoder: nn.Module, decoder: Decoder, x: Tensor, config: VAEConfig) -> dict[str, Any]:
    """The costs of held-out pictures, and what each dimension carries."""
    with evaluation.at_rest(encoder, decoder):
        mean, log_var = gaussian.encode(encoder, x)
        z = gaussian.sample(mean, log_var, torch.Generator().manual_seed(0))
        reconstruction = encode_losses.decoded_nats(decoder, z, x, config.likelihood, config.variance).mean()
        kl = gaussian.kl_to_prior(mean, log_var).mean(0)  # (d,)
        found = {
            "held-out reconstruction": reconstruction,
            "held-out KL": kl.sum(),
            "held-out negative ELBO": reconstruction + kl.sum(),
            "active units": (mean.var(0) > ACTIVE).sum(),
            "mutual information": gaussian.mutual_information(z, mean, log_var),
        }
    return found | {f"KL of z{i + 1}": value for i, value in enumerate(kl[:NAMED] if len(kl) <= NAMED else [])}


def look(encoder: nn.Module, decoder: Decoder, held_out: Tensor):
    """Ten held-out pictures, their reconstructions, and ten pictures drawn from the prior, always from the same codes."""
    with evaluation.at_rest(encoder, decoder):
        x = held_out[:10]
        mean, _ = gaussian.encode(encoder, x)
        z = torch.randn(10, mean.shape[1], generator=torch.Generator().manual_seed(0)).to(x.device)
        rows = [x, decoder.paint(mean), decoder.paint(z)]
    return sheets.sheet([images.to_pixels(row) for row in rows])


def manifold(decoder: Decoder, across: int = 15):
    """The plane by equal probability: each column and row holds the same share of the prior."""
    here = next(decoder.parameters()).device
    shares = [NormalDist().inv_cdf((i + 0.5) / across) for i in range(across)]
    at = torch.tensor(shares, device=here)
    return encode_previews.plane(decoder, at, at)


def beside(encoder: nn.Module, held_out: Tensor, data: Pictures) -> dict[str, Tensor]:
    with evaluation.at_rest(encoder):
        mean, log_var = gaussian.encode(encoder, held_out)
    found = encode_previews.code_map(mean, data.held_out_labels)
    return found | {"map.log_var": log_var, "map.kl": gaussian.kl_to_prior(mean, log_var).mean(0)}

"""Training an autoencoder; with noise, a denoising one (Vincent et al. 2008): spoil the picture, compare with the clean one."""

from collections.abc import Mapping
from itertools import chain
from typing import Any

import torch
from torch import Tensor, nn, optim

from engine.data import sheets
from engine.data.pictures import Pictures
from engine.events import Events, Preview, Snapshot, Step
from engine.lessons.encode import losses as encode_losses
from engine.lessons.encode import noise
from engine.lessons.encode import previews as encode_previews
from engine.lessons.encode.autoencoder.config import AutoencoderConfig
from engine.lessons.encode.autoencoder.network import Decoder, Encoder
from engine.lessons.encode.losses import RECONSTRUCTION
from engine.nn import device, evaluation, images
from engine.nn.loop import Batches, Chance, restore, shows

OPTIMISERS = {"adam": optim.Adam, "rmsprop": optim.RMSprop, "adadelta": optim.Adadelta}


def train(config: AutoencoderConfig, data: Pictures, state: Mapping[str, Any] | None = None) -> Events:
    here = device.pick()
    torch.manual_seed(config.seed)
    channels, size, _ = data.shape
    shape = channels, size, config.form, config.width, config.bottleneck, config.hidden, config.activation
    encoder, decoder = Encoder(*shape).to(here), Decoder(*shape).to(here)
    weights = chain(encoder.parameters(), decoder.parameters())
    optimiser = OPTIMISERS[config.optimiser](weights, lr=config.learning_rate)
    batches = Batches(len(data.train), config.batch, config.seed)
    pictures = torch.from_numpy(data.train).to(here)
    held_out = images.to_unit(torch.from_numpy(data.held_out[: evaluation.HELD_OUT]).to(here))

    networks = {"encoder": encoder, "decoder": decoder}
    parts = {"optimiser": optimiser, "batches": batches, "chance": Chance()}
    done = restore(state, networks, parts)

    for step in range(done + 1, config.steps + 1):
        clean = images.to_unit(pictures[next(batches)])
        loss = improve(encoder, decoder, optimiser, clean, config)

        metrics = {"training loss": loss}
        if shows(step, config):
            seen, seen_metrics = look(encoder, decoder, held_out, config)
            metrics |= seen_metrics
        yield Step(step, config.steps, metrics)
        if shows(step, config):
            yield Preview(step, "reconstructions", seen, CAPTIONS[config.noise == "none"])
            if config.bottleneck == 2:
                yield Preview(step, "map", draw_map(encoder, decoder, held_out), "Decoded from a grid over the codes.")
        config = (yield Snapshot(step, networks, parts, beside=lambda: beside(encoder, held_out, data))) or config


def improve(
    encoder: nn.Module, decoder: Decoder, optimiser: optim.Optimizer, clean: Tensor, config: AutoencoderConfig
) -> Tensor:
    """One step: spoil, encode, decode, compare, improve."""
    spoiled = noise.KINDS[config.noise](clean, config.noise_level)
    target = clean if config.target == "clean" else spoiled

    code = encoder(spoiled)
    loss = RECONSTRUCTION[config.loss](decoder(code), target)
    if config.sparsity:
        loss = loss + config.sparsity * encode_losses.activity(code)

    for group in optimiser.param_groups:
        group["lr"] = config.learning_rate
    optimiser.zero_grad()
    loss.backward()
    optimiser.step()
    return loss.detach()


CAPTIONS = {
    True: "Held-out pictures above, their reconstructions below.",
    False: "Held-out pictures, the same with noise, and what the network makes of the noisy ones.",
}


def look(encoder: nn.Module, decoder: Decoder, held_out: Tensor, config: AutoencoderConfig):
    """Reconstruct held-out pictures, always with the same noise. Returns a sheet of the first ten, and the numbers."""
    spoiled = noise.KINDS[config.noise](held_out, config.noise_level, torch.Generator().manual_seed(0))
    target = held_out if config.target == "clean" else spoiled
    with evaluation.at_rest(encoder, decoder):
        code = encoder(spoiled)
        logits = decoder(code)
        unspoiled = logits if config.noise == "none" else decoder(encoder(held_out))
    metrics = {
        "held-out loss": RECONSTRUCTION[config.loss](logits, target),
        "PSNR (dB)": encode_losses.psnr(logits.sigmoid(), held_out).mean(),
    }
    if config.noise != "none":
        metrics["held-out loss, clean in and out"] = RECONSTRUCTION[config.loss](unspoiled, held_out)
    if config.sparsity:
        metrics["numbers in use"] = encode_losses.in_use(code)
    rows = [held_out, logits.sigmoid()] if config.noise == "none" else [held_out, spoiled, logits.sigmoid()]
    return sheets.sheet([images.to_pixels(row[:10]) for row in rows]), metrics


def draw_map(encoder: nn.Module, decoder: Decoder, held_out: Tensor, across: int = 15):
    """The map of a two-number code, over the part of the plane in which the held-out codes lie."""
    with evaluation.at_rest(encoder):
        codes = encoder(held_out)
    (left, bottom), (right, top) = codes.quantile(0.01, dim=0).tolist(), codes.quantile(0.99, dim=0).tolist()
    here: dict[str, Any] = {"steps": across, "device": codes.device}
    return encode_previews.plane(decoder, torch.linspace(left, right, **here), torch.linspace(bottom, top, **here))


def beside(encoder: nn.Module, held_out: Tensor, data: Pictures) -> dict[str, Tensor]:
    with evaluation.at_rest(encoder):
        return encode_previews.code_map(encoder(held_out), data.held_out_labels)

"""Training the autoencoder whose latent space concepts live in: pixels, an eye and a critic pull at each picture.

A picture that is right on average is soft: squared error punishes a sharp edge in a slightly wrong place twice. So two
more judges pull at the decoder's picture. The eye (a network that learnt to name marks) compares what it sees in the
original and in the copy. The critic learns to tell copies from originals. Each pull is scaled to a share of the pixels'
own, so that a weight means the same on every picture set.
"""

from collections.abc import Mapping
from contextlib import nullcontext
from functools import partial
from itertools import chain
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn, optim

from engine.core.errors import Trouble
from engine.data import cards, marks, sheets
from engine.data.pictures import Pictures
from engine.events import Events, Preview, Snapshot, Step
from engine.language.words import N_, _
from engine.lessons import adversarial, losses
from engine.lessons.encode import gaussian
from engine.lessons.encode import losses as encode_losses
from engine.lessons.encode.concepts.config import ConceptsConfig
from engine.lessons.encode.concepts.network import SMALLEST, Critic, Decoder, Encoder
from engine.lessons.helpers.judge import eye as judge_eye
from engine.lessons.helpers.judge import losses as judge_losses
from engine.lessons.helpers.judge.network import Judge
from engine.nn import augment, device, evaluation, images
from engine.nn.loop import Batches, Chance, measures, rate_at, restore, shows
from engine.weights import checkpoint, shelf

RAMP = 500
"""Steps over which the critic's pull grows, so that it has learnt something before it is heard."""

LOOKED_AT = 256
"""Held-out pictures that each look uses: these networks are larger than other lessons'."""

BETWEEN = 4
"""For so many copies one face that lies between two of them."""

SMILE = 0
"""The column of the mark that the preview moves along."""


def train(config: ConceptsConfig, data: Pictures, state: Mapping[str, Any] | None = None) -> Events:
    channels, size, _width = data.shape
    if size % SMALLEST or channels != 3:
        raise Trouble(
            _(
                "These pictures are {size} pixels wide with {channels} colours each, and this network needs coloured ones whose width is a multiple of 16.",
                size=size,
                channels=channels,
            ),
            "Keep your pictures again with 32 or 64 pixels, or choose the cartoon faces.",
        )
    torch.manual_seed(config.seed)
    encoder = device.fast(Encoder(channels, size, config.width, 2 * config.latent))
    decoder = device.fast(Decoder(channels, size, config.width, config.latent))
    critic = device.fast(Critic(channels, config.width))
    eye = judge_eye.opened(config.data)
    learners = [encoder, decoder]
    if config.start != "chance":
        begin(config.start, encoder, decoder)
        learners.remove(encoder)
    weights = chain(*(network.parameters() for network in learners))
    adam = optim.Adam(weights, lr=config.learning_rate, betas=(0.5, 0.99), fused=True)
    critic_adam = optim.Adam(critic.parameters(), lr=2 * config.learning_rate, betas=(0.5, 0.99), fused=True)
    batches = Batches(len(data.train), config.batch, config.seed)
    here = device.pick()
    pictures = torch.from_numpy(data.train).to(here)
    held_out = images.to_unit(torch.from_numpy(data.held_out[:LOOKED_AT]).to(here))

    keep = partial(beside, encoder, data, config.data)
    networks = {"encoder": encoder, "decoder": decoder}
    parts = {"critic": critic, "adam": adam, "critic adam": critic_adam, "batches": batches, "chance": Chance()}
    done = restore(state, networks, parts)

    for step in range(done + 1, config.steps + 1):
        x = images.to_unit(pictures[next(batches)])
        if config.flip:
            x = augment.mirrored(x)
        x = augment.shifted(x, config.shift)
        share = config.adversarial * min(1.0, max(0, step - config.critic_from) / RAMP)
        metrics, made = improve(encoder, decoder, critic, eye, adam, x, config, share, rate_at(step, config))
        metrics |= teach(critic, critic_adam, x, made, 2 * rate_at(step, config)) if share else {}

        if measures(step, config):
            metrics |= measure(encoder, decoder, eye, held_out, config)
        yield Step(step, config.steps, metrics)
        if shows(step, config):
            yield Preview(step, "pictures", look(encoder, decoder, held_out, config), caption(config))
            if data.held_out_attributes and config.data in marks.MARKS:
                yield Preview(step, "smile", smiles(encoder, decoder, held_out, data, config), SMILES)
        config = (yield Snapshot(step, networks, parts, beside=keep)) or config


SMILES = N_(
    "Copies of held-out faces in the middle column, moved against the smile vector to the left and along it to the right."
)


def caption(config: ConceptsConfig) -> str:
    if cards.showable(config.data):
        return N_(
            "Held-out pictures and copies of held-out pictures, two rows; in the last row faces halfway between the two above."
        )
    return N_("Copies of held-out pictures, two rows; in the last row faces halfway between the two above.")


def begin(name: str, encoder: Encoder, decoder: Decoder) -> None:
    """Fill both with what a shipped model has learnt."""
    tensors, card = checkpoint.load_weights(shelf.find(name))
    for part, network in {"encoder": encoder, "decoder": decoder}.items():
        wanted = card["networks"][part]["arguments"]
        if network.arguments != wanted:
            size, width, latent = wanted["size"], wanted["width"], card["config"]["latent"]
            raise Trouble(
                _(
                    "{name} draws pictures of {size} pixels, is {width} channels wide and has {latent} latent dimensions.",
                    name=name,
                    size=size,
                    width=width,
                    latent=latent,
                ),
                "Choose the same, or begin with chance.",
            )
        network.load_state_dict(tensors[part])


def improve(
    encoder: nn.Module,
    decoder: Decoder,
    critic: nn.Module,
    eye: Judge,
    adam: optim.Optimizer,
    x: Tensor,
    config: ConceptsConfig,
    share: float,
    rate: float,
) -> tuple[dict[str, Any], Tensor]:
    """One step of encoder and decoder: copies of x, and for the critic also some faces that lie between two of them."""
    n = len(x)
    kept = config.start != "chance"
    with evaluation.at_rest(encoder) if kept else nullcontext(), device.precision():
        mean, log_var = (part.float() for part in gaussian.encode(encoder, x))
    with device.precision():
        z = mean if kept else gaussian.sample(mean, log_var)
        if share:
            few = max(1, n // BETWEEN)
            z = torch.cat([z, between(z[:few], z[-few:])])
        logits = decoder(z).float()
    kl = gaussian.kl_to_prior(mean, log_var).sum(1).mean()

    canvas = logits.detach().requires_grad_()  # each judge pulls here, and only their sum goes through the decoder
    nats = encode_losses.misfit(canvas[:n], x, config.variance).mean()
    (pull,) = torch.autograd.grad(nats, canvas)
    strength = pull.norm()
    metrics = {"training loss": (nats + config.beta * kl).detach(), "reconstruction": nats.detach(), "KL": kl.detach()}
    if config.perceptual:
        with device.precision():
            with torch.no_grad():
                wanted = eye.features(x)
            apart = judge_losses.likeness(eye.features(canvas[:n].sigmoid()), wanted).mean()
        pull = pull + config.perceptual * losses.scaled(torch.autograd.grad(apart, canvas)[0], strength)
        metrics["unlike to the eye"] = apart.detach()
    if share:
        with device.precision():
            verdict = critic(augment.changed(canvas.sigmoid())).float()
        pull = pull + share * losses.scaled(torch.autograd.grad(-verdict.mean(), canvas)[0], strength)

    for group in adam.param_groups:
        group["lr"] = rate
    adam.zero_grad()
    costs, pulls = ([logits], [pull]) if kept else ([logits, config.beta * kl], [pull, None])
    torch.autograd.backward(costs, pulls)
    adam.step()
    return metrics, canvas.detach().sigmoid()


def between(a: Tensor, b: Tensor) -> Tensor:
    """Codes as far from the centre as a and b, halfway: where new faces are drawn and concept vectors lead, though no picture lies there."""
    return (a + b) / 2**0.5


def teach(critic: nn.Module, adam: optim.Optimizer, x: Tensor, made: Tensor, rate: float) -> dict[str, Any]:
    """One step of the critic: originals against as many made pictures, most of them copies."""
    n = len(x)
    with device.precision():
        verdicts = critic(augment.changed(torch.cat([x, made[-n:]]))).float()
    real, fake = verdicts[:n], verdicts[n:]
    loss = adversarial.hinge_critic(real, fake)
    for group in adam.param_groups:
        group["lr"] = rate
    adam.zero_grad()
    loss.backward()
    adam.step()
    return {"critic on originals": real.detach().mean(), "critic on made": fake.detach().mean()}


def measure(encoder: nn.Module, decoder: Decoder, eye: Judge, x: Tensor, config: ConceptsConfig) -> dict[str, Any]:
    """The costs of held-out pictures, how near their copies come, and how many dimensions are in use."""
    with evaluation.at_rest(encoder, decoder), device.precision():
        mean, log_var = (part.float() for part in gaussian.encode(encoder, x))
        logits = decoder(mean).float()
        apart = judge_losses.likeness(eye.features(logits.sigmoid()), eye.features(x)).mean()
    return {
        "held-out reconstruction": encode_losses.misfit(logits, x, config.variance).mean(),
        "held-out KL": gaussian.kl_to_prior(mean, log_var).sum(1).mean(),
        "held-out PSNR (dB)": encode_losses.psnr(logits.sigmoid(), x).mean(),
        "held-out unlike to the eye": apart,
        "active units": (mean.var(0) > 0.01).sum(),
    }


def look(encoder: nn.Module, decoder: Decoder, x: Tensor, config: ConceptsConfig) -> np.ndarray:
    """Held-out pictures (where they may be shown), their copies, and faces halfway between two of them."""
    across = min(10, len(x) // 2)
    with evaluation.at_rest(encoder, decoder):
        mean, _log_var = gaussian.encode(encoder, x[: 2 * across])
        rows = [*decoder.paint(mean).split(across), decoder.paint(between(*mean.split(across)))]
    if cards.showable(config.data):
        rows = [x[:across], rows[0], x[across : 2 * across], *rows[1:]]
    return sheets.sheet([images.to_pixels(row) for row in rows])


def smiles(encoder: nn.Module, decoder: Decoder, x: Tensor, data: Pictures, config: ConceptsConfig) -> np.ndarray:
    """Eight faces, each moved along the difference of two means: smiling less their other."""
    having = torch.from_numpy(marks.table(config.data, data.held_out_attributes)[: len(x), SMILE]).to(x.device)
    with evaluation.at_rest(encoder, decoder):
        mean, _log_var = gaussian.encode(encoder, x)
        vector = (
            mean[having].mean(0) - mean[~having].mean(0) if 0 < having.sum() < len(x) else torch.zeros_like(mean[0])
        )
        rows = [decoder.paint(z + vector * torch.linspace(-2, 2, 9, device=x.device)[:, None]) for z in mean[:4]]
    return sheets.sheet([images.to_pixels(row) for row in rows])


def beside(encoder: nn.Module, data: Pictures, name: str) -> dict[str, Tensor]:
    """Codes and marks of held-out and of training pictures: with them a class can build vectors where the pictures are not at hand."""
    found = {"map.codes": codes_of(encoder, data.held_out), "map.train_codes": codes_of(encoder, data.train)}
    if name in marks.MARKS and data.held_out_attributes:
        found["map.marks"] = torch.from_numpy(marks.table(name, data.held_out_attributes)).to(torch.uint8)
        found["map.train_marks"] = torch.from_numpy(marks.table(name, data.train_attributes)).to(torch.uint8)
    return found


def codes_of(encoder: nn.Module, pictures: np.ndarray) -> Tensor:
    here = next(encoder.parameters()).device
    found = []
    with evaluation.at_rest(encoder), device.precision():
        for some in torch.from_numpy(pictures).split(250):
            found.append(gaussian.encode(encoder, images.to_unit(some.to(here)))[0].float().cpu())
    return torch.cat(found)

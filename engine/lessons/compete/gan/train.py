"""Training GANs on pictures, with or without labels: DCGAN's recipe (Radford et al. 2016) for each of six objectives."""

from collections.abc import Mapping
from copy import deepcopy
from typing import Any

import torch
from torch import Tensor, nn, optim

from engine.core.errors import Trouble
from engine.data.pictures import Pictures
from engine.events import Events, Preview, Snapshot, Step
from engine.language.words import _
from engine.lessons import adversarial
from engine.lessons.compete import wishes as compete_wishes
from engine.lessons.compete.gan import optimisers
from engine.lessons.compete.gan.config import GANConfig
from engine.lessons.compete.gan.looks import caption, look
from engine.lessons.compete.gan.network import Discriminator, Generator
from engine.lessons.compete.gan.second_critic import SecondCritic
from engine.lessons.compete.prior import noise
from engine.lessons.compete.wishes import Asked
from engine.lessons.compete.witness import FIXED, Witness
from engine.nn import augment, device, images
from engine.nn.images import scaled_down
from engine.nn.loop import Batches, Chance, follow, measures, restore, shows, step_down
from engine.weights import checkpoint, shelf

LEAD = 500
"""Steps over which a generator that begins as a decoder comes to go as far as it may: critics that know nothing yet would
only spoil what it can. After 150 steps they still did."""


def train(config: GANConfig, data: Pictures, state: Mapping[str, Any] | None = None) -> Events:
    torch.manual_seed(config.seed)
    wishes = compete_wishes.of(data) if config.conditional else None
    channels, size, _width = data.shape
    size = size if config.size == "own" else int(config.size)
    if size % 4 or size < 8:
        raise Trouble(
            _("Pictures of {size} pixels cannot be halved twice.", size=size),
            "Keep your pictures with 32 or 64 pixels.",
        )
    here = device.pick()
    generator, discriminator = networks_of(config, channels, size, wishes)
    generator, discriminator = device.fast(generator), device.fast(discriminator)
    averaged = deepcopy(generator) if config.average else generator
    d_steps = optimisers.of(discriminator.parameters(), config)
    moved = [generator] if config.frozen else [generator, discriminator]
    g_steps = optimisers.of([weight for network in moved for weight in network.parameters()], config)
    batches = Batches(len(data.train), config.batch, config.seed)
    pictures = scaled_down(data.train, size).to(here)
    table = torch.from_numpy(wishes.train).to(here) if wishes else None
    witness = Witness(data, size, config.data)

    networks = {"generator": averaged, "discriminator": discriminator}
    parts = {"generator adam": g_steps, "discriminator adam": d_steps, "batches": batches, "chance": Chance()}
    second = SecondCritic(config) if config.eye else None
    if second:
        parts["second critic"] = second
    if config.average:
        parts["learner"] = generator
    done = restore(state, networks, parts)
    for steps in (g_steps, d_steps):
        optimisers.set_momentum(steps, config)

    for step in range(done + 1, config.steps + 1):
        metrics: dict[str, Any] = {}
        if config.turn != "generator":
            for _turn in range(config.k):
                chosen = next(batches)
                x = as_made(images.to_unit(pictures[chosen]), config)
                wanted = table[chosen] if table is not None else None
                z = noise(config.prior, len(x), config.latent).to(here)
                rate = optimisers.decayed(config.discriminator_rate, step, config)
                metrics |= teach(generator, discriminator, d_steps, x, z, wanted, config, rate, second)
        if config.turn != "discriminator" and step > config.ahead:
            x, wanted = beside(pictures, table, batches, config)
            z = noise(config.prior, batches.size, config.latent).to(here)
            rate = optimisers.decayed(config.generator_rate, step, config)
            rate *= 1.0 if config.start == "chance" else min(1.0, step / LEAD)
            metrics = improve(generator, discriminator, g_steps, z, wanted, config, rate, second, x) | metrics
            follow(averaged, generator, min(config.average, step / (step + 10)))

        metrics = bystander(generator, discriminator, pictures, table, step, config) | metrics
        if measures(step, config):
            metrics |= witness.measure(averaged, discriminator, wishes, config)
        yield Step(step, config.steps, metrics)
        if shows(step, config):
            for name, seed in {"fixed": FIXED, "fresh": step}.items():
                seen_now = look(averaged, discriminator, witness, wishes, config, seed)
                yield Preview(step, name, seen_now, caption(wishes, fixed=name == "fixed"))
        config = (yield Snapshot(step, networks, parts)) or config


def networks_of(config: GANConfig, channels: int, size: int, wishes: Asked | None) -> tuple[Generator, Discriminator]:
    labels = len(wishes.names) if wishes else 0
    label = getattr(config, "label", "joined")
    common = {"channels": channels, "size": size, "width": config.width, "labels": labels, "label": label}
    if config.start == "chance":
        generator = Generator(
            **common,
            latent=config.latent,
            form=config.form,
            norm=config.norm != "none",
            grow=config.grow,
            output=config.output,
            activation=config.generator_activation,
            dropout=config.generator_dropout,
        )
    else:
        generator = begun(config, channels, size, labels)
    discriminator = Discriminator(
        **common,
        form=config.form,
        # A critic whose slope is measured picture by picture must not mix pictures (Gulrajani et al. 2017).
        norm=config.norm == "both" and not adversarial.OBJECTIVES[config.objective].penalty,
        shrink=config.shrink,
        activation=config.activation,
        spectral=config.spectral,
        dropout=config.dropout,
        kernel=int(config.kernel),
    )
    return generator, discriminator


def begun(config: GANConfig, channels: int, size: int, labels: int) -> Generator:
    """A generator that is the decoder of a shipped autoencoder: it draws soft faces before its first step."""
    tensors, card = checkpoint.load_weights(shelf.find(config.start))
    decoder = card["networks"]["decoder"]["arguments"]
    wanted = {"channels": channels, "size": size, "bottleneck": config.latent}
    if labels or any(decoder[name] != value for name, value in wanted.items()):
        raise Trouble(
            _(
                "The decoder of {start} draws pictures of {size} pixels in {channels} colours from {bottleneck} numbers, and of nothing that is asked for.",
                start=config.start,
                size=decoder["size"],
                channels=decoder["channels"],
                bottleneck=decoder["bottleneck"],
            ),
            _(
                "Choose such pictures, {bottleneck} noise dimensions and no labels, or begin with chance.",
                bottleneck=decoder["bottleneck"],
            ),
        )
    generator = Generator(
        **{"channels": channels, "size": size, "width": decoder["width"], "latent": config.latent, "labels": 0},
        **{"label": "joined", "form": "decoder", "norm": True, "grow": "even", "output": config.output},
    )
    generator.load_state_dict(tensors["decoder"])
    if config.output == "tanh":  # tanh(x / 2) = 2 sigmoid(x) - 1
        for value in generator.layers[-2].parameters():
            value.data /= 2
    return generator


def as_made(x: Tensor, config: GANConfig) -> Tensor:
    """Real pictures in the range in which the generator makes its own."""
    if config.flip:
        x = augment.mirrored(x)
    return 2 * x - 1 if config.output == "tanh" else x


def painted(made: Tensor, config: GANConfig) -> Tensor:
    """What the generator makes, in [0, 1]."""
    return (made + 1) / 2 if config.output == "tanh" else made


def teach(
    generator: nn.Module,
    discriminator: nn.Module,
    optimiser: optim.Optimizer,
    x: Tensor,
    z: Tensor,
    asked: Tensor | None,
    config: GANConfig,
    rate: float,
    second: SecondCritic | None = None,
) -> dict[str, Any]:
    """One step of the discriminator, on real pictures x and as many made from z. The generator stands still."""
    game = adversarial.OBJECTIVES[config.objective]
    with torch.no_grad(), device.precision():
        made = generator(z, asked).float()
    real_seen, made_seen = seen(x, config), seen(made, config)
    with device.precision():
        if config.together:
            twice = None if asked is None else torch.cat([asked, asked])
            real, fake = discriminator(torch.cat([real_seen, made_seen]), twice).float().chunk(2)
        else:
            real, fake = discriminator(real_seen, asked).float(), discriminator(made_seen, asked).float()
    less = noise_of_labels(real, fake, config)
    if config.wrong:
        swapped = torch.rand(len(x), 1).to(x.device) < config.wrong
        loss = game.critic(torch.where(swapped, fake, real), torch.where(swapped, real, fake), config.smoothing, less)
    else:
        loss = game.critic(real, fake, config.smoothing, less)
    if game.penalty:
        share = torch.rand(len(x), 1, 1, 1).to(x.device)
        slope = game.penalty(lambda some: discriminator(some, asked), real_seen, made_seen, share)
        loss = loss + config.penalty * slope

    length = step_down(discriminator, optimiser, loss, rate, clip=config.clip)
    metrics = {
        "discriminator loss": loss.detach(),
        "D(x)": game.score(real.detach()).mean(),
        "D(G(z))": game.score(fake.detach()).mean(),
        "gradient of D": length,
    }
    if second:
        metrics |= second.teach(painted(x, config), painted(made, config), rate)
    return metrics


def beside(
    pictures: Tensor, table: Tensor | None, batches: Batches, config: GANConfig
) -> tuple[Tensor | None, Tensor | None]:
    """Real pictures for a step of the generator, where its objective judges made ones beside them; and what both are asked for."""
    if adversarial.OBJECTIVES[config.objective].relative:
        chosen = next(batches)
        return as_made(images.to_unit(pictures[chosen]), config), None if table is None else table[chosen]
    return None, None if table is None else table[torch.randint(len(table), (batches.size,))]


def noise_of_labels(real: Tensor, fake: Tensor, config: GANConfig) -> adversarial.Less:
    """What is taken off the labels of both, a random amount for each picture: the chapter's `labels += 0.05 * random`, where 1 is made."""
    if not config.label_noise:
        return 0.0, 0.0
    more, less = (config.label_noise * torch.rand(len(some), 1).to(some.device) for some in (real, fake))
    return more, less


def improve(
    generator: nn.Module,
    discriminator: nn.Module,
    optimiser: optim.Optimizer,
    z: Tensor,
    asked: Tensor | None,
    config: GANConfig,
    rate: float,
    second: SecondCritic | None = None,
    x: Tensor | None = None,
) -> dict[str, Any]:
    """One step of the generator, judged by the discriminator as it is now, and by a second critic where there is one. They stand still,
    unless somebody forgot to freeze the discriminator: then it learns to praise what it should judge. `x` are real pictures for an
    objective that judges made ones beside them."""
    game = adversarial.OBJECTIVES[config.objective]
    with device.precision():
        made = generator(z, asked).float()
        logits = discriminator(seen(made, config), asked).float()
    if x is None:
        loss = game.generator(logits)
    else:
        with torch.set_grad_enabled(not config.frozen), device.precision():
            real = discriminator(seen(x, config), asked).float()
        loss = game.generator(logits, real)
    both = second.joined(loss, made, painted(made, config), config.eye) if second else loss
    along = None if config.frozen else discriminator
    length = step_down(generator, optimiser, both, rate, clip=config.clip, along=along)
    return {
        "generator loss": loss.detach(),
        "D(G(z))": game.score(logits.detach()).mean(),
        "gradient of G": length,
    }


def bystander(
    generator: nn.Module,
    discriminator: nn.Module,
    pictures: Tensor,
    table: Tensor | None,
    step: int,
    config: GANConfig,
) -> dict[str, Any]:
    """What the player says who stands still while the other learns alone: its numbers change all the same.

    Measured on copies, with pictures and noise from a chance of their own: the game goes on as if nobody had asked.

    The discriminator's loss is told without its penalty.
    """
    if config.turn == "both":
        return {}
    game = adversarial.OBJECTIVES[config.objective]
    here = pictures.device
    chance = torch.Generator().manual_seed(step)
    chosen = torch.randint(len(pictures), (min(config.batch, len(pictures)),), generator=chance)
    asked = None if table is None else table[chosen.to(table.device)]
    z = noise(config.prior, len(chosen), config.latent, chance).to(here)
    x = images.to_unit(pictures[chosen.to(here)])
    with torch.random.fork_rng(), torch.no_grad(), device.precision():
        torch.manual_seed(step)
        made, judge = deepcopy(generator)(z, asked).float(), deepcopy(discriminator)
        real, fake = (judge(seen(some, config), asked).float() for some in (as_made(x, config), made))
    if config.turn == "discriminator":
        return {"generator loss": game.generator(fake, real) if game.relative else game.generator(fake)}
    return {
        "discriminator loss": game.critic(real, fake, config.smoothing),
        "D(x)": game.score(real).mean(),
        "D(G(z))": game.score(fake).mean(),
    }


def seen(pictures: Tensor, config: GANConfig) -> Tensor:
    """What the discriminator sees of pictures, real or made (Zhao et al. 2020): gradients pass through."""
    return augment.changed(pictures) if config.augment else pictures

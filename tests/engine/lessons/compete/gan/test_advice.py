"""Presets that put advice to the test: the chapter's numbers, the product's own beside them, and what is said to make no difference."""

import dataclasses

import pytest
import torch

from engine import catalog
from engine.core import config as configs
from engine.lessons.compete.gan import advice, optimisers
from engine.lessons.compete.gan import train as gan_train
from engine.lessons.compete.gan.config import GANConfig


def test_the_chapters_frogs_have_the_chapters_numbers():
    config = catalog.config_of(catalog.preset("gan", "frogs"))
    assert (config.data, config.latent, config.form, config.dropout) == ("frogs", 32, "one-doubling", 0.4)
    assert (config.together, config.norm, config.label_noise) == (True, "none", 0.05)
    assert (config.optimiser, config.discriminator_rate, config.generator_rate) == ("rmsprop", 0.0008, 0.0004)
    assert (config.clip, config.decay, config.batch, config.steps) == (1.0, 1e-8, 20, 10_000)


def test_beside_the_chapters_frogs_stand_the_defaults():
    beside = catalog.cured_config_of(catalog.preset("gan", "frogs"))
    assert set(configs.changes(beside)) == {"data"}


def test_the_chapters_game_goes_three_steps():
    torch.manual_seed(0)
    config = dataclasses.replace(catalog.config_of(catalog.preset("gan", "frogs")), width=4, batch=4)
    generator, discriminator = gan_train.networks_of(config, 3, 32, None)
    g, d = (optimisers.of(network.parameters(), config) for network in (generator, discriminator))
    before = [value.detach().clone() for value in (*generator.parameters(), *discriminator.parameters())]
    for _ in range(3):
        x, z = torch.rand(4, 3, 32, 32) * 2 - 1, torch.randn(4, 32)
        told = gan_train.teach(generator, discriminator, d, x, z, None, config, config.discriminator_rate)
        told |= gan_train.improve(generator, discriminator, g, z, None, config, config.generator_rate)
    assert all(torch.as_tensor(value).isfinite() for value in told.values())
    after = [*generator.parameters(), *discriminator.parameters()]
    assert all(not torch.equal(old, new) for old, new in zip(before, after, strict=True))


@pytest.mark.parametrize(("norm", "same"), [("generator", True), ("both", False)])
def test_one_batch_is_harmless_without_batch_norm_in_d_and_not_with_it(norm, same):
    told = []
    for together in (True, False):
        torch.manual_seed(0)
        config = GANConfig(width=4, latent=8, norm=norm, together=together)
        generator, discriminator = gan_train.networks_of(config, 1, 28, None)
        x, z = torch.rand(8, 1, 28, 28) * 2 - 1, torch.randn(8, 8)
        steps = optimisers.of(discriminator.parameters(), config)
        metrics = gan_train.teach(generator, discriminator, steps, x, z, None, config, 0.001)
        told.append([float(metrics[name]) for name in ("discriminator loss", "D(x)", "D(G(z))", "gradient of D")])
    assert (told[0] == pytest.approx(told[1], rel=1e-4)) == same


def test_what_was_measured_is_told_where_advice_is_compared():
    compared = [preset for preset in advice.ADVICE if preset.sides != ("broken", "mended") and preset.name != "frogs"]
    assert len(compared) >= 6
    assert all(preset.found.endswith(".") for preset in compared)

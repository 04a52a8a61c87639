"""Losses, noise and pixels against closed forms."""

import math

import numpy as np
import pytest
import torch
from torch.distributions import Bernoulli, Normal, kl_divergence

from engine.lessons import losses as lessons_losses
from engine.lessons.encode import gaussian as encode_gaussian
from engine.lessons.encode import losses as encode_losses
from engine.lessons.encode import noise
from engine.lessons.encode.autoencoder import network as autoencoder_network
from engine.lessons.encode.autoencoder.network import Decoder, Encoder
from engine.lessons.encode.vae.config import VAEConfig
from engine.lessons.encode.vae.train import beta_at
from engine.nn import images
from engine.nn.loop import rate_at


def test_cross_entropy_is_the_negative_log_likelihood_of_a_bernoulli():
    logits, target = torch.randn(3, 1, 5, 5), torch.rand(3, 1, 5, 5)
    expected = -Bernoulli(logits=logits, validate_args=False).log_prob(target).mean()
    assert torch.allclose(lessons_losses.cross_entropy(logits, target), expected, atol=1e-6)


def test_squared_error_of_known_values():
    logits = torch.logit(torch.tensor([[0.5, 0.25]]))
    assert lessons_losses.squared_error(logits, torch.tensor([[0.0, 0.75]])).item() == pytest.approx(0.25)


def test_kl_agrees_with_torch_distributions():
    mean, log_var = torch.randn(7, 3), torch.randn(7, 3)
    expected = kl_divergence(Normal(mean, (log_var / 2).exp()), Normal(0.0, 1.0))
    assert torch.allclose(encode_gaussian.kl_to_prior(mean, log_var), expected, atol=1e-5)
    assert encode_gaussian.kl_to_prior(torch.zeros(1, 2), torch.zeros(1, 2)).abs().max() == 0


def test_log_normal_agrees_with_torch_distributions():
    z, mean, log_var = (torch.randn(4, 7, 3) for _ in range(3))
    expected = Normal(mean, (log_var / 2).exp()).log_prob(z).sum(-1)
    assert torch.allclose(encode_gaussian.log_normal(z, mean, log_var), expected, atol=1e-4)


def test_nats_are_sums_over_the_pixels():
    logits, x = torch.randn(5, 3, 4, 4), torch.rand(5, 3, 4, 4)
    bernoulli = -Bernoulli(logits=logits, validate_args=False).log_prob(x).flatten(1).sum(1)
    gaussian = -Normal(logits.sigmoid(), 0.05**0.5).log_prob(x).flatten(1).sum(1)
    assert torch.allclose(encode_losses.nats(logits, x, "bernoulli", 0.05), bernoulli, rtol=1e-5)
    assert torch.allclose(encode_losses.nats(logits, x, "gaussian", 0.05), gaussian, rtol=1e-4)


def test_a_variational_draw_has_the_mean_and_deviation_it_was_asked_for():
    mean, log_var = torch.tensor([[1.0, -2.0]]), torch.tensor([[0.5, -1.0]]).square().log()
    z = encode_gaussian.sample(mean.expand(20_000, 2), log_var.expand(20_000, 2), torch.Generator().manual_seed(0))
    assert torch.allclose(z.mean(0), mean[0], atol=0.02)
    assert torch.allclose(z.std(0), torch.tensor([0.5, 1.0]), atol=0.02)


def test_one_draw_makes_the_importance_weighted_bound_the_elbo():
    mean, log_var, likelihood = torch.randn(6, 2), torch.randn(6, 2), torch.randn(1, 6)
    z = encode_gaussian.sample(mean, log_var)[None]
    prior, posterior = Normal(0.0, 1.0), Normal(mean, (log_var / 2).exp())
    expected = likelihood[0] + prior.log_prob(z[0]).sum(1) - posterior.log_prob(z[0]).sum(1)
    assert torch.allclose(encode_gaussian.importance_weighted(likelihood, z, mean, log_var), expected, atol=1e-4)


def test_the_importance_weighted_bound_reaches_the_evidence_where_that_is_known():
    """A linear model with Gaussian noise: x = z + noise, so p(x) is N(0, 2). The posterior here is wrong on purpose."""
    x = torch.tensor([[0.7], [-1.5]])
    mean, log_var = torch.zeros(2, 1), torch.zeros(2, 1)
    z = torch.randn(20_000, 2, 1, generator=torch.Generator().manual_seed(0))
    likelihood = Normal(z, 1.0).log_prob(x)[..., 0]
    evidence = Normal(0.0, 2.0**0.5).log_prob(x)[:, 0]
    assert torch.allclose(encode_gaussian.importance_weighted(likelihood, z, mean, log_var), evidence, atol=0.02)


def test_mutual_information_of_codes_that_say_nothing_and_of_codes_that_say_all():
    n = 64
    z = torch.randn(n, 2, generator=torch.Generator().manual_seed(0))
    nothing = encode_gaussian.mutual_information(z, torch.zeros(n, 2), torch.zeros(n, 2))
    apart = torch.arange(n, dtype=torch.float32)[:, None].expand(n, 2) * 100
    everything = encode_gaussian.mutual_information(apart + z, apart, torch.zeros(n, 2))
    assert nothing.item() == pytest.approx(0.0, abs=1e-5)
    assert everything.item() == pytest.approx(math.log(n), abs=1e-4)


def test_psnr_of_a_constant_error():
    """An error of 0.1 everywhere is 20 dB; equal pictures stand at the cap."""
    x = torch.full((2, 1, 4, 4), 0.5)
    y = x.clone()
    y[0] += 0.1
    assert encode_losses.psnr(y, x).tolist() == pytest.approx([20.0, 100.0], abs=1e-4)


@pytest.mark.parametrize("kind", list(noise.KINDS))
def test_no_noise_at_level_zero_and_always_in_range(kind):
    """But for the slip of the notes: where the level is added, the noise is there whatever the level."""
    x = torch.rand(4, 3, 30, 30)
    assert torch.equal(noise.KINDS[kind](x, 0.0), x) == (kind != "plus")
    spoiled = noise.KINDS[kind](x, 0.9)
    assert spoiled.shape == x.shape and spoiled.min() >= 0 and spoiled.max() <= 1


@pytest.mark.parametrize("kind", list(noise.KINDS))
def test_noise_repeats_with_its_generator_and_leaves_the_global_one_alone(kind):
    x = torch.rand(2, 1, 28, 28)
    before = torch.get_rng_state()
    one, two = (noise.KINDS[kind](x, 0.5, torch.Generator().manual_seed(3)) for _ in range(2))
    assert torch.equal(one, two)
    assert torch.equal(torch.get_rng_state(), before)


def test_gaussian_noise_has_its_deviation():
    spoiled = noise.gaussian(torch.full((1, 1, 300, 300), 0.5), 0.1, torch.Generator().manual_seed(0))
    assert spoiled.std().item() == pytest.approx(0.1, rel=0.02)


def test_salt_and_pepper_spoil_the_share_that_was_asked_for():
    spoiled = noise.salt_and_pepper(torch.full((1, 3, 300, 300), 0.5), 0.3, torch.Generator().manual_seed(0))
    assert (spoiled == 0).float().mean().item() == pytest.approx(0.15, abs=0.01)
    assert (spoiled == 1).float().mean().item() == pytest.approx(0.15, abs=0.01)
    assert torch.equal(spoiled[:, 0], spoiled[:, 2])  # a pixel is spoiled in all its channels


def test_masked_blocks_are_whole_blocks():
    spoiled = noise.masked_blocks(torch.zeros(50, 1, 28, 28), 0.25, torch.Generator().manual_seed(0))
    blocks = spoiled.unfold(2, 4, 4).unfold(3, 4, 4).flatten(4)
    assert torch.equal(blocks.min(-1).values, blocks.max(-1).values)
    assert (spoiled == 0.5).float().mean().item() == pytest.approx(0.25, abs=0.03)


def test_mixed_noise_uses_all_three_ways():
    x = torch.full((200, 1, 28, 28), 0.25)
    spoiled = noise.mixed(x, 0.5, torch.Generator().manual_seed(0))
    black_or_white = ((spoiled == 0) | (spoiled == 1)).flatten(1).any(1)
    grey = ((spoiled == 0.5) | (spoiled == 0.25)).flatten(1).all(1)
    assert grey.sum() > 30 and (black_or_white & ~grey).sum() > 60


def test_pixels_survive_the_way_to_the_network_and_back():
    pixels = torch.arange(256, dtype=torch.uint8).reshape(1, 16, 16, 1)
    assert np.array_equal(images.to_pixels(images.to_unit(pixels)), pixels.numpy())


@pytest.mark.parametrize("form", ["convolutional", "connected", "squeezed"])
@pytest.mark.parametrize("size", [28, 32, 64, 45])
def test_decoder_gives_back_the_size_that_the_encoder_took(form, size):
    encoder = Encoder(3, size, form, 4, 5).eval()
    decoder = Decoder(3, size, form, 4, 5).eval()
    code = encoder(torch.rand(2, 3, size, size))
    assert code.shape == (2, 5)
    assert decoder(code).shape == (2, 3, size, size)
    assert torch.allclose(decoder.paint(code), decoder(code).sigmoid())


def test_the_classic_layout_is_8_16_32():
    shapes = [tuple(p.shape[:2]) for p in Encoder(1, 28, "convolutional", 8, 2).parameters() if p.ndim == 4]
    assert shapes == [(8, 1), (16, 8), (32, 16)]
    assert math.prod(autoencoder_network.sizes(28)) == 28 * 14 * 7 * 4


def test_schedules_are_computed_from_the_step():
    config = VAEConfig(beta=2.0, warm_up=10, learning_rate=0.01, cool_down=0.25, steps=100)
    assert [beta_at(step, config) for step in (1, 5, 10, 50)] == pytest.approx([0.2, 1.0, 2.0, 2.0])
    assert [rate_at(step, config) for step in (1, 76, 81, 100)] == pytest.approx([0.01, 0.01, 0.008, 0.0004])
    plain = VAEConfig(beta=2.0, learning_rate=0.01)
    assert beta_at(1, plain) == 2.0 and rate_at(plain.steps, plain) == 0.01

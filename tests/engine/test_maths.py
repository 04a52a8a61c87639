"""Losses, noise and pixels against closed forms."""

import math

import numpy as np
import pytest
import torch
from torch.distributions import Bernoulli

from engine import images, losses, noise
from engine.models import autoencoder


def test_cross_entropy_is_the_negative_log_likelihood_of_a_bernoulli():
    logits, target = torch.randn(3, 1, 5, 5), torch.rand(3, 1, 5, 5)
    expected = -Bernoulli(logits=logits, validate_args=False).log_prob(target).mean()
    assert torch.allclose(losses.cross_entropy(logits, target), expected, atol=1e-6)


def test_squared_error_of_known_values():
    logits = torch.logit(torch.tensor([[0.5, 0.25]]))
    assert losses.squared_error(logits, torch.tensor([[0.0, 0.75]])).item() == pytest.approx(0.25)


def test_psnr_of_a_constant_error():
    """An error of 0.1 everywhere is 20 dB; equal pictures stand at the cap."""
    x = torch.full((2, 1, 4, 4), 0.5)
    y = x.clone()
    y[0] += 0.1
    assert losses.psnr(y, x).tolist() == pytest.approx([20.0, 100.0], abs=1e-4)


@pytest.mark.parametrize("kind", list(noise.KINDS))
def test_no_noise_at_level_zero_and_always_in_range(kind):
    x = torch.rand(4, 3, 30, 30)
    assert torch.equal(noise.KINDS[kind](x, 0.0), x)
    spoiled = noise.KINDS[kind](x, 0.9)
    assert spoiled.shape == x.shape and 0 <= spoiled.min() and spoiled.max() <= 1


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


def test_a_sheet_keeps_every_picture_in_its_place():
    rows = [np.full((3, 2, 2, 1), 10 * (row + 1), np.uint8) for row in range(2)]
    assert images.sheet(rows, gap=1, ground=0)[:, :, 0].tolist() == [
        [10, 10, 0, 10, 10, 0, 10, 10],
        [10, 10, 0, 10, 10, 0, 10, 10],
        [0, 0, 0, 0, 0, 0, 0, 0],
        [20, 20, 0, 20, 20, 0, 20, 20],
        [20, 20, 0, 20, 20, 0, 20, 20],
    ]


@pytest.mark.parametrize("form", ["convolutional", "connected"])
@pytest.mark.parametrize("size", [28, 32, 64, 45])
def test_decoder_gives_back_the_size_that_the_encoder_took(form, size):
    encoder = autoencoder.Encoder(3, size, form, 4, 5).eval()
    decoder = autoencoder.Decoder(3, size, form, 4, 5).eval()
    code = encoder(torch.rand(2, 3, size, size))
    assert code.shape == (2, 5)
    assert decoder(code).shape == (2, 3, size, size)
    assert torch.allclose(decoder.paint(code), decoder(code).sigmoid())


def test_the_classic_layout_is_8_16_32():
    shapes = [tuple(p.shape[:2]) for p in autoencoder.Encoder(1, 28, "convolutional", 8, 2).parameters() if p.ndim == 4]
    assert shapes == [(8, 1), (16, 8), (32, 16)]
    assert math.prod(autoencoder.sizes(28)) == 28 * 14 * 7 * 4

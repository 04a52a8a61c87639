"""The compact eye: its form, its axes, and what the shipped one knows of VGG-19."""

import math

import numpy as np
import pytest
import torch

from engine.lessons import gram_losses
from engine.lessons.helpers.eye import model as eye_model
from engine.lessons.helpers.eye import network as eye_network
from engine.lessons.helpers.eye import train as eye_train
from engine.lessons.helpers.eye.config import EyeConfig
from engine.lessons.helpers.eye.network import LAYERS, WIDTHS, CompactEye, fours
from engine.nn import loop
from engine.weights import shelf


@pytest.fixture
def small():
    torch.manual_seed(0)
    return CompactEye([8, 8, 16, 16, 16], [4, 6, 8, 8, 8])


def test_each_layer_has_the_size_that_it_has_in_vgg(small):
    seen = small(torch.rand(2, 3, 64, 96))
    assert [seen[name].shape[1] for name in LAYERS] == [4, 6, 8, 8, 8]
    assert [tuple(seen[name].shape[2:]) for name in LAYERS] == [(64, 96), (32, 48), (16, 24), (8, 12), (4, 6)]


def test_it_looks_no_deeper_than_wanted(small):
    assert list(small(torch.rand(1, 3, 32, 32), "relu3_1")) == list(LAYERS[:3])


def test_folding_changes_nothing_but_the_speed(small):
    for _ in range(3):
        small(torch.rand(4, 3, 32, 32))
    small.eval()
    x = torch.rand(1, 3, 32, 32)
    before, after = small(x), small.folded()(x)
    assert not any(isinstance(layer, torch.nn.BatchNorm2d) for layer in small.folded().modules())
    for name in LAYERS:
        assert torch.allclose(before[name], after[name], atol=1e-5)


def test_pixels_are_put_together_and_taken_apart_as_torch_does_it():
    torch.manual_seed(0)
    x, read = torch.rand(2, 3, 8, 12), torch.nn.Conv2d(12, 20, 1)
    together = fours(x)
    assert torch.equal(together, torch.nn.functional.pixel_unshuffle(x, 2))
    assert together.is_contiguous(memory_format=torch.channels_last)
    expected = torch.nn.functional.pixel_shuffle(read(together), 2)
    assert torch.allclose(eye_network.apart(read, together), expected, atol=1e-6)


def test_distances_in_the_axes_are_those_of_the_features():
    """Features that lie in a few axes lose nothing when they are read in these axes."""
    torch.manual_seed(0)
    eye = CompactEye([8] * 5, [4, 6, 8, 8, 8])
    hidden = {name: torch.linalg.qr(torch.randn(width, 3))[0] for name, width in zip(LAYERS, WIDTHS, strict=True)}

    def teacher(x):
        small = torch.nn.functional.avg_pool2d(x, 8)
        return {name: torch.einsum("nahw,ca->nchw", small, hidden[name]) for name in LAYERS}

    x = torch.rand(6, 3, 32, 32)
    eye_train.choose_axes(eye, teacher, x)
    read, seen = eye_train.wanted(eye, teacher(x)), teacher(x)
    for name in LAYERS:
        scale = getattr(eye, f"scale_{name}")
        basis = getattr(eye, f"basis_{name}")
        assert torch.allclose(basis.T @ basis, torch.eye(basis.shape[1]), atol=1e-4)
        assert torch.allclose(read[name].norm() * scale, seen[name].norm(), rtol=1e-3)
        one, other = gram_losses.gram(read[name][:1]), gram_losses.gram(read[name][1:2])
        true = gram_losses.style(gram_losses.gram(seen[name][:1]), gram_losses.gram(seen[name][1:2]))
        assert torch.allclose(gram_losses.style(one, other), true, rtol=1e-2)


def test_the_learning_rate_falls_along_a_cosine():
    config = EyeConfig(steps=1000)
    assert loop.cosine_rate_at(1, config) < 0.06 * config.learning_rate
    assert math.isclose(loop.cosine_rate_at(501, config), config.learning_rate / 2)
    assert loop.cosine_rate_at(1000, config) < 1e-4


def test_the_shipped_eye_is_small_and_sees_odd_sizes():
    assert shelf.find("eye").stat().st_size < 8_000_000
    eye = eye_model.load("compact")
    seen = eye.see(torch.rand(1, 3, 65, 47))
    assert seen["relu1_1"].shape[2:] == (66, 48)
    assert all(torch.isfinite(value.float()).all() for value in seen.values())


def test_gradients_reach_the_picture_but_not_the_weights():
    eye = eye_model.load("compact")
    x = torch.rand(1, 3, 32, 32, requires_grad=True)
    eye.see(x)["relu5_1"].float().square().mean().backward()
    assert x.grad.abs().sum() > 0
    assert all(weight.grad is None for weight in eye.network.parameters())


def test_an_eye_that_was_first_asked_for_in_inference_mode_still_lets_gradients_through():
    eye_model.load.cache_clear()
    with torch.inference_mode():
        eye = eye_model.load("compact")
    x = torch.rand(1, 3, 32, 32, requires_grad=True)
    eye.see(x)["relu3_1"].float().square().mean().backward()
    assert x.grad.abs().sum() > 0


def test_opening_an_eye_changes_no_dice():
    torch.manual_seed(0)
    expected = torch.rand(4)
    torch.manual_seed(0)
    eye_model.load.cache_clear()
    eye_model.load("compact")
    assert torch.equal(torch.rand(4), expected)


def test_the_shipped_eye_tells_styles_apart():
    """Two cuts of one drawn painting are nearer to each other than to any other painting, in every layer but the first."""
    from engine.data.drawn.paintings import paintings

    eye = eye_model.load("compact")
    names = ["flow-field", "woodcut", "pointillism", "stained-glass", "mosaic"]
    cuts = [np.stack([p[:128, :128], p[128:, 128:]]) for p in (paintings.make(name, 256) for name in names)]
    x = torch.from_numpy(np.concatenate(cuts)).permute(0, 3, 1, 2).float() / 255
    with torch.no_grad():
        seen = eye.see(x)
    for layer in LAYERS[1:]:
        grams = gram_losses.gram(seen[layer])
        apart = torch.cdist(grams.flatten(1), grams.flatten(1)) / grams.flatten(1).norm(dim=1)
        apart.fill_diagonal_(math.inf)
        right = sum(int(apart[i].argmin()) // 2 == i // 2 for i in range(len(apart)))
        assert right >= 8, (layer, right)

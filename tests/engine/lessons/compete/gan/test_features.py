"""What a discriminator has learnt besides its verdict: a line through features, beside one through pixels."""

import numpy as np
import pytest
import torch

from engine.core.errors import Trouble
from engine.data.pictures import Pictures
from engine.lessons.compete.cgan.config import ConditionalConfig
from engine.lessons.compete.gan import features, model
from engine.lessons.compete.gan.config import GANConfig
from engine.lessons.compete.gan.model import Inventor
from engine.lessons.compete.gan.train import networks_of
from engine.lessons.compete.wishes import Asked


def inventor(config: GANConfig, wishes: Asked | None = None) -> Inventor:
    card = {
        "config": {"data": config.data, "objective": config.objective, "prior": config.prior},
        "classes": ["a", "b"],
    }
    generator, discriminator = networks_of(config, 1, 28, wishes)
    return Inventor(generator.eval(), discriminator.eval(), card)


def test_features_are_what_the_last_layer_of_d_sees(monkeypatch):
    torch.manual_seed(0)
    found = inventor(GANConfig(width=4, latent=8))
    pictures = np.random.default_rng(0).integers(0, 255, (5, 28, 28, 1), dtype=np.uint8)
    seen = torch.from_numpy(found.features(pictures))
    with torch.inference_mode():
        said = found.discriminator.out(seen).sigmoid()[:, 0].numpy()
    assert said == pytest.approx(found.realness(pictures), abs=1e-4)
    monkeypatch.setattr(model, "AT_ONCE", 2)
    assert np.allclose(found.features(pictures), seen.numpy(), atol=1e-4)


def test_both_are_asked_about_all_held_out_pictures_from_as_many_names():
    dice = np.random.default_rng(0)
    some = dice.integers(0, 255, (40, 28, 28, 1), dtype=np.uint8)
    data = Pictures("glyphs", some, some[:20], np.arange(40) % 2, np.arange(20) % 2, ("a", "b"))
    by_features, by_pixels = features.measure(inventor(GANConfig(width=4, latent=8)), data)
    assert (by_features.name, by_pixels.name) == ("D's features", "pixels")
    assert by_features.of == by_pixels.of == 20


def test_who_cannot_be_asked_says_so():
    eye = np.eye(2, dtype=np.float32)
    asked = inventor(ConditionalConfig(width=4, latent=8), Asked(("a", "b"), eye, eye, one=True))
    with pytest.raises(Trouble, match="only beside a wish"):
        asked.features(np.zeros((1, 28, 28, 1), np.uint8))
    plain = Pictures("plain", np.zeros((9, 28, 28, 1), np.uint8), np.zeros((9, 28, 28, 1), np.uint8))
    with pytest.raises(Trouble, match="no classes to tell apart"):
        features.measure(asked, plain)

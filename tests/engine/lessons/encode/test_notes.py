"""What the notes ask of codes: a squeezed network, a sparse code, a slip in the noise, a learnt variance, a draw without a path."""

import dataclasses
import math

import numpy as np
import pytest
import torch

from engine import catalog
from engine.data import epochs
from engine.data.pictures import Pictures
from engine.events import Step
from engine.lessons.compete.points.config import PointsConfig
from engine.lessons.encode import gaussian, losses, noise
from engine.lessons.encode.autoencoder import verdict
from engine.lessons.encode.autoencoder.config import AutoencoderConfig
from engine.lessons.encode.autoencoder.network import Decoder, Encoder
from engine.lessons.encode.vae import network as vae_network
from engine.lessons.encode.vae import train as vae_train
from engine.lessons.encode.vae.config import VAEConfig
from engine.lessons.translate.pix2pix.config import PairConfig


def shapes(network) -> list[tuple[int, ...]]:
    return [tuple(weight.shape) for weight in network.parameters() if weight.ndim > 1]


def test_the_squeezed_network_is_that_of_the_slides():
    encoder, decoder = Encoder(1, 28, "squeezed", 8, 4), Decoder(1, 28, "squeezed", 8, 4)
    assert shapes(encoder) == [(8, 1, 3, 3), (16, 8, 3, 3), (32, 16, 3, 3), (128, 288), (4, 128)]
    assert shapes(decoder) == [(128, 4), (288, 128), (32, 16, 3, 3), (16, 8, 3, 3), (8, 1, 3, 3)]
    norms = [layer.num_features for layer in (*encoder.modules(), *decoder.modules()) if hasattr(layer, "num_features")]
    assert norms == [16, 16, 8]


def test_two_hidden_layers_with_leaky_relu_are_those_of_the_slides():
    encoder, decoder = vae_network.networks(1, 28, VAEConfig(hidden=2, activation="leaky", latent=3))
    assert shapes(encoder) == [(400, 784), (400, 400), (6, 400)]
    assert shapes(decoder) == [(400, 3), (400, 400), (784, 400)]
    slopes = [
        layer.negative_slope for layer in (*encoder.modules(), *decoder.modules()) if hasattr(layer, "negative_slope")
    ]
    assert slopes == [0.2] * 4


def test_the_slip_is_noise_of_deviation_one_and_lighter_by_the_level():
    grey = torch.full((1, 1, 100, 100), 0.5)
    spoiled = noise.KINDS["plus"](grey, 0.3, torch.Generator().manual_seed(0))
    chance = torch.randn(1, 1, 100, 100, generator=torch.Generator().manual_seed(0))
    assert torch.allclose(spoiled, (grey + chance + 0.3).clamp(0, 1))
    assert spoiled.std() > 3 * noise.gaussian(grey, 0.1).std()


def test_activity_is_the_same_for_a_code_twice_as_large_and_least_where_one_number_speaks():
    codes = torch.randn(50, 16)
    assert torch.allclose(losses.activity(3 * codes), losses.activity(codes))
    assert losses.activity(torch.ones(4, 16)) == pytest.approx(1)
    assert losses.activity(torch.eye(16)) == pytest.approx(1 / 4)
    assert losses.in_use(torch.eye(16)) == 1 and losses.in_use(torch.ones(4, 16)) == 16


@pytest.mark.parametrize("log_var", [-3.0, 0.0, 2.0])
def test_learnt_nats_are_those_of_a_gaussian(log_var):
    logits, x, said = torch.randn(3, 1, 4, 4), torch.rand(3, 1, 4, 4), torch.full((3, 1, 4, 4), log_var)
    deviation = torch.sqrt(said.exp() + losses.SUREST)
    oracle = -torch.distributions.Normal(logits.sigmoid(), deviation).log_prob(x).flatten(1).sum(1)
    assert torch.allclose(losses.learnt_nats(logits, said, x), oracle, rtol=1e-4)


def test_no_variance_falls_below_the_least():
    x = torch.zeros(1, 1, 2, 2)
    surest = losses.learnt_nats(torch.full_like(x, -99.0), torch.full_like(x, -1e4), x)
    assert surest == pytest.approx(4 * 0.5 * math.log(2 * math.pi * losses.SUREST), rel=1e-4)


@pytest.mark.parametrize("form", ["connected", "convolutional"])
def test_a_decoder_with_spread_says_the_same_pictures_and_a_variance_for_each_pixel(form):
    torch.manual_seed(0)
    decoder = Decoder(1, 28, form, 2, 3, spread=True).eval()
    code = torch.randn(5, 3)
    logits, log_var = decoder.with_spread(code)
    assert torch.equal(logits, decoder(code)) and logits.shape == log_var.shape
    assert torch.allclose(log_var.exp(), torch.full_like(log_var, 0.05))


def test_through_a_plain_draw_no_gradient_passes():
    mean, log_var = torch.zeros(2, 3, requires_grad=True), torch.zeros(2, 3, requires_grad=True)
    assert gaussian.sample(mean, log_var).requires_grad and not gaussian.draw(mean, log_var).requires_grad
    torch.manual_seed(0)
    one = gaussian.sample(mean, log_var)
    torch.manual_seed(0)
    assert torch.equal(one, gaussian.draw(mean, log_var))


def pictures() -> Pictures:
    """Bars lying and standing: what an encoder must tell is one thing."""
    made = np.zeros((96, 28, 28, 1), np.uint8)
    made[::2, 8:20] = made[1::2, :, 8:20] = 255
    return Pictures("bars", made[:64], made[64:])


def curves(loop) -> dict[str, list[float]]:
    found: dict[str, list[float]] = {}
    for event in loop:
        if isinstance(event, Step):
            for name, value in event.metrics.items():
                found.setdefault(name, []).append(float(value))
    return found


def test_without_the_path_the_encoder_falls_silent_and_the_verdict_says_why():
    config = VAEConfig(width=1, path=False, steps=150, batch=32, preview_every=50, learning_rate=0.01)
    cut = curves(vae_train.train(config, pictures()))
    whole = curves(vae_train.train(dataclasses.replace(config, path=True), pictures()))
    assert cut["active units"][-1] == 0 < whole["active units"][-1]
    assert cut["held-out reconstruction"][-1] > 3 * whole["held-out reconstruction"][-1]
    lines = {name: (list(range(len(values))), values) for name, values in cut.items()}
    [found] = catalog.verdict("vae", config, lines)
    assert "no gradient passes" in found.cause and "Reparameterise" in found.cure


def test_a_cost_that_keeps_falling_below_nothing_is_not_learnt_by_heart():
    nats = [200.0, 0.0, -300.0, -500.0, -501.0]
    lines = {
        name: ([1, 2, 3, 4, 5], values)
        for name, values in {
            **dict.fromkeys(("held-out negative ELBO", "held-out reconstruction", "reconstruction"), nats),
            **{"active units": [2.0] * 5, "held-out KL": [5.0] * 5, "beta": [1.0] * 5},
        }.items()
    }
    assert [one.good for one in catalog.verdict("vae", VAEConfig(likelihood="learnt"), lines)] == [True]


def test_the_slip_is_told():
    lines = {name: ([1, 2, 3, 4], [0.5, 0.4, 0.3, 0.2]) for name in ("held-out loss", "training loss", "PSNR (dB)")}
    said = verdict.verdict(AutoencoderConfig(noise="plus", noise_level=0.3), lines)
    assert "does not say how strong the noise is" in said[0].said and "added to the noise" in said[0].cause


def test_steps_are_told_as_epochs():
    notes = catalog.config_of(catalog.preset("autoencoder", "notes"))
    assert epochs.of(notes, notes.steps) == 30 and epochs.of(notes, notes.preview_every) == 1
    assert epochs.of(AutoencoderConfig(pictures=64, batch=128), 5) == 5
    assert epochs.of(AutoencoderConfig(data="frogs", pictures=60_000, batch=100), 50) == 1  # there are 5,000
    assert epochs.of(PointsConfig(), 100) is None and epochs.of(PairConfig(), 100) is None

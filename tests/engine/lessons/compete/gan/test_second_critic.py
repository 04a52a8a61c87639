"""A generator that begins as a decoder, and a second critic that looks through a frozen eye."""

import copy
import dataclasses
from types import SimpleNamespace

import numpy as np
import pytest
import torch
from torch import nn

from engine.core.errors import Trouble
from engine.data.pictures import Pictures
from engine.lessons import adversarial, losses
from engine.lessons.compete.cgan.config import ConditionalConfig
from engine.lessons.compete.gan import train as gan_train
from engine.lessons.compete.gan.config import GANConfig
from engine.lessons.compete.gan.second_critic import SecondCritic
from engine.lessons.compete.wishes import Asked
from engine.lessons.encode.concepts.network import Decoder
from engine.nn import device
from engine.weights import checkpoint, shelf

CONFIG = GANConfig(data="faces", start="faces-photo", latent=128, width=4, eye=1.0, batch=8)


@pytest.mark.parametrize("output", ["tanh", "sigmoid"])
@pytest.mark.parametrize("at_rest", [True, False])
def test_a_generator_that_begins_as_a_decoder_draws_its_pictures(output, at_rest):
    tensors, card = checkpoint.load_weights(shelf.find("faces-photo"))
    decoder = Decoder(**card["networks"]["decoder"]["arguments"])
    decoder.load_state_dict(tensors["decoder"])
    generator, _ = gan_train.networks_of(dataclasses.replace(CONFIG, output=output), 3, 64, None)
    z = torch.randn(4, 128)
    with torch.no_grad():
        made, wanted = (one.train(not at_rest).paint(z) for one in (generator, decoder))
    torch.testing.assert_close(made, wanted, atol=1e-5, rtol=1e-4)


@pytest.mark.parametrize(("start", "rates"), [("faces-photo", [1 / 4, 2 / 4, 3 / 4, 1, 1]), ("chance", [1] * 5)])
def test_a_decoder_waits_for_critics_that_know_nothing_yet(start, rates, monkeypatch):
    found = []
    monkeypatch.setattr(gan_train, "LEAD", 4)
    monkeypatch.setattr(gan_train, "teach", lambda *_: {})
    monkeypatch.setattr(gan_train, "improve", lambda *given: found.append(given[6]) or {})
    config = dataclasses.replace(CONFIG, start=start, eye=0.0, steps=5, preview_every=100)
    noise = np.random.default_rng(0).integers(0, 255, (16, 64, 64, 3), dtype=np.uint8)
    monkeypatch.setattr(gan_train, "Witness", lambda *_: SimpleNamespace(measure=lambda *_: {}))
    list(gan_train.train(config, Pictures("faces", noise, noise)))
    assert found == pytest.approx([config.generator_rate * rate for rate in rates])


def test_a_decoder_that_does_not_fit_is_refused_in_words():
    with pytest.raises(Trouble, match="from 128 numbers"):
        gan_train.networks_of(dataclasses.replace(CONFIG, latent=64), 3, 64, None)
    with pytest.raises(Trouble, match="64 pixels in 3 colours"):
        gan_train.networks_of(CONFIG, 3, 32, None)
    wishes = Asked(("a", "b"), torch.eye(2).numpy(), torch.eye(2).numpy(), True)
    with pytest.raises(Trouble, match="of nothing that is asked for"):
        gan_train.networks_of(ConditionalConfig(data="faces", start="faces-photo", latent=128), 3, 64, wishes)


@pytest.fixture
def second():
    torch.manual_seed(0)
    return SecondCritic(CONFIG)


def noisy_and_smooth(count: int = 8) -> tuple[torch.Tensor, torch.Tensor]:
    noise = nn.functional.interpolate(torch.rand(count, 3, 16, 16), scale_factor=4)
    return noise, torch.rand(count, 3, 1, 1).expand(-1, -1, 64, 64)


def test_its_heads_learn_to_tell_two_kinds_apart_and_the_eye_stays(second):
    eye = copy.deepcopy(second.eye.state_dict())
    for _ in range(12):
        said = second.teach(*noisy_and_smooth(), rate=0.002)
    assert said["eye on real"] > said["eye on made"] + 0.2
    assert all(torch.equal(value, eye[name]) for name, value in second.eye.state_dict().items())


def test_each_stage_has_the_same_say(second):
    for head, said in zip(second.heads, (1.0, 5.0), strict=True):
        head.forward = lambda x, said=said: torch.full((len(x), 1, *x.shape[-2:]), said)
    assert second.verdicts(torch.rand(2, 3, 64, 64)).mean() == pytest.approx(3.0)


def test_it_never_asks_for_a_fine_lattice(second):
    """What it asks for holds next to nothing at a period of two pixels, and little at one of four."""
    asked_for = []
    for blur in (second.blur, nn.Identity()):
        second.blur = blur
        torch.manual_seed(2)
        made = torch.rand(8, 3, 64, 64, requires_grad=True)
        (pull,) = torch.autograd.grad(second.verdicts(made).sum(), made)
        power = torch.fft.fft2(pull).abs().square().mean((0, 1))
        asked_for.append([float(power[:, period].mean() / power[:, 1:16].mean()) for period in (32, 16)])
    (two, four), (two_unblurred, four_unblurred) = asked_for
    assert two < 0.005 < 0.05 < two_unblurred
    assert four < four_unblurred / 4


def test_grey_pictures_are_seen_too(second):
    assert second.verdicts(torch.rand(2, 1, 28, 28)).shape[0] == 2


def test_both_critics_pull_as_hard_as_the_share_says(second):
    made = torch.rand(8, 3, 64, 64, requires_grad=True)
    loss = nn.functional.softplus(-made.square().sum((1, 2, 3))).mean() + made.mean()
    (first,) = torch.autograd.grad(loss, made, retain_graph=True)
    for share in (0.0, 0.5, 2.0):
        torch.manual_seed(1)
        (pull,) = torch.autograd.grad(second.joined(loss, made, made, share), made)
        torch.manual_seed(1)
        (other,) = torch.autograd.grad(adversarial.upwards(second.verdicts(made)), made)
        torch.testing.assert_close(pull, first + share * losses.scaled(other, first.norm()))
        assert (pull - first).norm() == pytest.approx(share * float(first.norm()), rel=1e-3)


def test_what_it_learnt_is_saved_and_put_back(second):
    second.teach(*noisy_and_smooth(), rate=0.002)
    torch.manual_seed(7)
    other = SecondCritic(CONFIG)
    other.load_state_dict(copy.deepcopy(second.state_dict()))
    x = torch.rand(2, 3, 64, 64)
    seen = []
    for one in (second, other):
        torch.manual_seed(3)
        one.teach(*noisy_and_smooth(), rate=0.002)
        seen.append(one.verdicts(x.to(device.pick())))
    torch.testing.assert_close(*seen)

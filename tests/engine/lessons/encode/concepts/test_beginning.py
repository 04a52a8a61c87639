"""A model of faces that begins with what a shipped one has learnt: its codes stay, its pictures may get better."""

import dataclasses

import numpy as np
import pytest
import torch

from engine.core.errors import Trouble
from engine.data.pictures import Pictures
from engine.events import Snapshot, Step
from engine.lessons.encode.concepts import train
from engine.lessons.encode.concepts.config import ConceptsConfig
from engine.lessons.encode.concepts.network import Decoder, Encoder
from engine.weights import checkpoint, shelf

CONFIG = ConceptsConfig(
    start="faces-photo", width=4, latent=8, batch=4, steps=4, preview_every=100, adversarial=0.5, critic_from=0
)


@pytest.fixture
def networks(monkeypatch, tmp_path):
    """What a shipped model of few channels has learnt."""
    torch.manual_seed(3)
    networks = {"encoder": Encoder(3, 64, 4, 16), "decoder": Decoder(3, 64, 4, 8)}
    path = tmp_path / "faces-photo.safetensors"
    checkpoint.save_weights(path, networks, {"lesson": "concepts", "config": {"latent": 8}})
    find = shelf.find
    monkeypatch.setattr(shelf, "find", lambda name: path if name == "faces-photo" else find(name))
    return networks


def faces() -> Pictures:
    noise = np.random.default_rng(0).integers(0, 255, (24, 64, 64, 3), dtype=np.uint8)
    return Pictures("faces", noise[:16], noise[16:])


def run(config, state=None):
    states, rows = {}, []
    for event in train.train(config, faces(), state):
        if isinstance(event, Snapshot):
            states[event.step] = checkpoint.state(event)
        elif isinstance(event, Step):
            rows.append({name: float(value) for name, value in event.metrics.items()})
    return states, rows


def test_the_encoder_stays_to_the_last_bit_and_the_decoder_learns(networks):
    last = run(CONFIG)[0][4]["networks"]
    for name, value in networks["encoder"].state_dict().items():
        assert torch.equal(value, last["encoder"][name]), name
    before = networks["decoder"].state_dict()
    assert any(not torch.equal(value, before[name]) for name, value in last["decoder"].items())


@pytest.mark.parametrize(("start", "chance"), [("faces-photo", False), ("chance", True)])
def test_it_decodes_codes_without_chance(networks, start, chance):
    config = dataclasses.replace(CONFIG, start=start, perceptual=0.0)
    encoder, decoder = networks.values()
    adam = torch.optim.Adam(decoder.parameters())
    x = torch.rand(4, 3, 64, 64)
    costs = [
        float(train.improve(encoder, decoder, None, None, adam, x, config, 0.0, 0.0)[0]["reconstruction"]) for _ in "ab"
    ]
    assert (costs[0] != costs[1]) == chance


def test_going_on_is_bit_for_bit_the_run_that_never_stopped(networks):
    whole, rows = run(CONFIG)
    gone_on, later = run(CONFIG, whole[2])
    assert later == rows[2:]
    for name, value in whole[4]["networks"]["decoder"].items():
        assert torch.equal(value, gone_on[4]["networks"]["decoder"][name])


def test_networks_of_another_shape_are_refused_in_words(networks):
    with pytest.raises(Trouble, match="4 channels wide and has 8 latent dimensions"):
        run(dataclasses.replace(CONFIG, width=8))

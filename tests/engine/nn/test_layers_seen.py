"""Layers as a network shows them while it works: shapes, kernels and weights are those of the network itself."""

import threading

import torch
from torch import nn
from torch.nn.utils.parametrizations import spectral_norm

from engine.bench import layer_tables
from engine.nn.layers_seen import Layer, watched
from engine.weights import checkpoint, shelf


class Small(nn.Module):
    def __init__(self):
        super().__init__()
        self.look = nn.Sequential(spectral_norm(nn.Conv2d(3, 8, 4, 2, 1)), nn.ReLU())
        self.say = nn.Linear(8 * 16, 2)

    def forward(self, x):
        return self.say(self.look(x).flatten(1))


def test_each_layer_is_written_down_once_with_what_it_gives_and_weighs():
    network, x = Small(), torch.zeros(5, 3, 8, 8)
    with watched() as seen:
        network(x)
        network(x)
    assert seen.layers == [
        Layer("Small", "Conv2d", (8, 4, 4), "4 × 4, stride 2", 3 * 8 * 16 + 8),
        Layer("Small", "ReLU", (8, 4, 4), "", 0),
        Layer("Small", "Linear", (2,), "", 8 * 16 * 2 + 2),
    ]
    assert sum(layer.weights for layer in seen.layers) == sum(value.numel() for value in network.parameters())


def test_other_threads_networks_are_none_of_its_business():
    with watched() as seen:
        other = threading.Thread(target=Small(), args=(torch.zeros(1, 3, 8, 8),))
        other.start()
        other.join()
    assert seen.layers == []


def test_afterwards_nobody_watches():
    with watched() as seen:
        pass
    Small()(torch.zeros(1, 3, 8, 8))
    assert seen.layers == []


def test_a_shipped_models_table_counts_every_weight_of_its_networks():
    path = shelf.find("autoencoder-glyphs")
    tensors, card = checkpoint.load_weights(path)
    found = layer_tables.of(path)
    assert list(found) == [about["kind"] for about in card["networks"].values()]
    for (name, _), layers in zip(card["networks"].items(), found.values(), strict=True):
        wanted = sum(
            v.numel() for key, v in tensors[name].items() if "running_" not in key and "num_batches" not in key
        )
        assert sum(layer.weights for layer in layers) == wanted

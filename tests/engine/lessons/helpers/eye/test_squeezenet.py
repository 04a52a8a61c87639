"""SqueezeNet as an eye: what torchvision's network sees, asked for by VGG's names. All weights here are random."""

import pytest
import torch
from safetensors.torch import save_file

from engine.core.errors import Trouble
from engine.lessons.helpers.eye import model as eye_model
from engine.lessons.helpers.eye import squeezenet
from engine.lessons.helpers.eye.network import LAYERS
from engine.nn import device


@pytest.fixture(scope="module")
def whole():
    from torchvision.models import squeezenet1_1

    torch.manual_seed(0)
    return squeezenet1_1().eval()


def test_its_places_are_torchvisions_layers_before_the_picture_shrinks(whole):
    network = squeezenet.from_caffe(whole.state_dict())
    network.normalise.mean, network.normalise.std = [0.5] * 3, [0.5] * 3
    x = torch.rand(1, 3, 64, 64)
    with torch.no_grad():
        seen = network(x)
        for number, place in squeezenet.PLACES.items():
            assert torch.allclose(seen[place], whole.features[: number + 1](2 * x - 1), atol=1e-5), place
    assert list(seen) == list(LAYERS) and [seen[place].shape[2] for place in LAYERS] == [31, 15, 7, 3, 3]
    assert list(network(x, "relu2_1")) == ["relu1_1", "relu2_1"]


def test_a_file_without_one_of_its_layers_fills_no_eye(whole):
    part = {name: value for name, value in whole.state_dict().items() if name != "features.7.squeeze.bias"}
    with pytest.raises(RuntimeError, match="features.7.squeeze.bias"):
        squeezenet.from_torchvision(part)


def test_it_looks_once_its_weights_are_here_and_a_picture_feels_it(whole, monkeypatch, tmp_path):
    monkeypatch.setenv("ATELIER_HOME", str(tmp_path))
    monkeypatch.delenv("ATELIER_OFFLINE", raising=False)
    eye_model.load.cache_clear()
    with pytest.raises(Trouble, match="SqueezeNet 1.1 is not on this machine: 5 MB .* fetch squeezenet`"):
        eye_model.load("squeezenet")
    kept = eye_model.kept("squeezenet")
    kept.parent.mkdir(parents=True)
    save_file({name: value.half() for name, value in whole.state_dict().items() if "features" in name}, kept)
    x = torch.rand(1, 3, 33, 48, device=device.pick(), requires_grad=True)
    eye_model.load("squeezenet").see(x, ["relu4_1"])["relu4_1"].square().mean().backward()
    assert x.grad is not None and x.grad.abs().max() > 0
    eye_model.load.cache_clear()

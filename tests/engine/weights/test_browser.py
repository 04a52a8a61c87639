"""The browser's networks against torch (the oracle of the numpy half) and against node (the JavaScript half)."""

import json
import shutil
import subprocess
import sys

import numpy as np
import pytest
import torch
from safetensors.numpy import save_file
from torch import nn

from engine.core import settings
from engine.core.errors import Trouble
from engine.weights import browser, checkpoint
from playground.components.shared import assets


def settled(network: nn.Module) -> nn.Module:
    """Random weights and, for normalisations, random statistics: what a trained network looks like from outside."""
    torch.manual_seed(0)
    for part in network.modules():
        if isinstance(part, (nn.BatchNorm1d, nn.BatchNorm2d)):
            part.running_mean.normal_(0, 0.3)
            part.running_var.uniform_(0.5, 2)
            nn.init.uniform_(part.weight, 0.5, 1.5)
            nn.init.normal_(part.bias, 0, 0.3)
    return network.eval()


DECODER = settled(
    nn.Sequential(
        nn.Linear(2, 32 * 16),
        nn.BatchNorm1d(32 * 16),
        nn.Unflatten(1, (32, 4, 4)),
        nn.ConvTranspose2d(32, 16, 3, 2, 1, output_padding=0),
        nn.BatchNorm2d(16),
        nn.ReLU(),
        nn.ConvTranspose2d(16, 8, 3, 2, 1, output_padding=1, bias=False),
        nn.BatchNorm2d(8),
        nn.LeakyReLU(0.2),
        nn.ConvTranspose2d(8, 1, 3, 2, 1, output_padding=1),
        nn.Sigmoid(),
    )
)
ENCODER = settled(
    nn.Sequential(
        nn.Conv2d(3, 7, 3, 2, 1, bias=False),
        nn.BatchNorm2d(7),
        nn.LeakyReLU(0.1),
        nn.BatchNorm2d(7),  # nothing before it to fold into
        nn.Conv2d(7, 10, 4, 1, 0),
        nn.Tanh(),
        nn.Flatten(),
        nn.Linear(10 * 8 * 11, 5),
    )
)
GROWER = settled(
    nn.Sequential(nn.ConvTranspose2d(9, 6, 4, 1, 0), nn.Upsample(scale_factor=2), nn.Conv2d(6, 3, 5, padding=2))
)


def described(network: nn.Module) -> list[dict]:
    """The list that a card holds, written by hand for these three."""
    kinds = {nn.ReLU: "relu", nn.Sigmoid: "sigmoid", nn.Tanh: "tanh", nn.Flatten: "flatten"}
    steps = []
    for name, part in network.named_children():
        match part:
            case nn.Linear():
                steps.append({"kind": "linear", "name": name})
            case nn.ConvTranspose2d():
                steps.append({"kind": "conv_transpose", "name": name, "stride": part.stride[0],
                              "padding": part.padding[0], "output_padding": part.output_padding[0]})  # fmt: skip
            case nn.Conv2d():
                steps.append({"kind": "conv", "name": name, "stride": part.stride[0], "padding": part.padding[0]})
            case nn.BatchNorm1d() | nn.BatchNorm2d():
                steps.append({"kind": "batch_norm", "name": name, "eps": part.eps})
            case nn.LeakyReLU():
                steps.append({"kind": "leaky_relu", "slope": part.negative_slope})
            case nn.Unflatten():
                steps.append({"kind": "reshape", "shape": list(part.unflattened_size)})
            case nn.Upsample():
                steps.append({"kind": "upsample_nearest", "factor": int(part.scale_factor)})
            case _:
                steps.append({"kind": kinds[type(part)]})
    return steps


def arrays(network: nn.Module) -> dict[str, np.ndarray]:
    return {name: value.numpy() for name, value in network.state_dict().items()}


CASES = {"decoder": (DECODER, (2,)), "encoder": (ENCODER, (3, 22, 28)), "grower": (GROWER, (9, 1, 1))}


@pytest.fixture(params=CASES)
def case(request):
    network, shape = CASES[request.param]
    x = np.random.default_rng(1).normal(size=(4, *shape)).astype(np.float32)
    with torch.no_grad():
        expected = network(torch.from_numpy(x)).numpy()
    return browser.build(described(network), arrays(network)), x, expected


def test_numpy_agrees_with_torch(case):
    layers, x, expected = case
    np.testing.assert_allclose(browser.run(layers, x), expected, atol=1e-5)


def test_folding_changes_no_picture(case):
    layers, x, expected = case
    folded = browser.fold(layers)
    assert len(folded) < len(layers) or not any(layer.kind == "scale_shift" for layer in layers)
    np.testing.assert_allclose(browser.run(folded, x), expected, atol=1e-5)


def test_packed_network_says_its_shapes(case):
    layers, x, expected = case
    packed = json.loads(json.dumps(browser.pack(layers, x.shape[1:])))
    assert packed["input"] == list(x.shape[1:])
    assert packed["output"] == list(expected.shape[1:])


def test_javascript_agrees_with_torch(case):
    if shutil.which("node") is None:
        pytest.skip("node is not installed; the browser tests check the same in Chromium.")
    layers, x, expected = case
    script = f"""{assets.read("shared/numbers.js", "weights/nets.js", "shared/network.js")}
        const {{ packed, inputs }} = JSON.parse(require("fs").readFileSync(0));
        const net = openNet(packed);
        console.log(JSON.stringify(inputs.map((x) => Array.from(net.run(Float32Array.from(x))))));
    """
    told = {"packed": browser.pack(layers, x.shape[1:]), "inputs": channels_last(x).tolist()}
    done = subprocess.run(["node", "-e", script], input=json.dumps(told), capture_output=True, text=True, check=True)
    np.testing.assert_allclose(np.array(json.loads(done.stdout)), channels_last(expected), atol=1e-3)


def channels_last(pictures: np.ndarray) -> np.ndarray:
    pictures = pictures.transpose(0, 2, 3, 1) if pictures.ndim == 4 else pictures
    return pictures.reshape(len(pictures), -1)


def test_a_weights_file_is_read_without_torch(tmp_path):
    path = tmp_path / "glyphs.safetensors"
    networks = {"decoder": {"layers": described(DECODER)}, "odd": {"layers": None}}
    card = {"lesson": "vae", "config": {}, "networks": networks, "title": "Glyphs"}
    save_file({f"decoder.{name}": value for name, value in arrays(DECODER).items()}, path, {"card": json.dumps(card)})
    networks, read = browser.read(path)
    assert read["title"] == "Glyphs"
    assert list(networks) == ["decoder"]
    z = np.zeros((1, 2), np.float32)
    with torch.no_grad():
        np.testing.assert_allclose(browser.run(networks["decoder"], z), DECODER(torch.zeros(1, 2)).numpy(), atol=1e-5)
    script = f"import sys; from engine.weights import browser; browser.read(browser.Path({str(path)!r})); assert 'torch' not in sys.modules"
    subprocess.run([sys.executable, "-c", script], check=True, cwd=settings.ROOT)


def test_other_files_are_refused_in_words(tmp_path):
    path = tmp_path / "holiday.safetensors"
    with pytest.raises(Trouble, match=r"There are no weights at holiday\.safetensors\. Train the model first"):
        browser.read(path)
    path.write_bytes(b"GIF89a")
    with pytest.raises(Trouble, match=r"holiday\.safetensors is not a weights file of this project"):
        browser.read(path)


def test_layers_that_do_not_fit_are_refused_in_words():
    weight = np.zeros((3, 2), np.float32)
    with pytest.raises(Trouble, match=r"kind 'conv' cannot take the shape \(3,\)\. Check the order of the layers"):
        browser.pack([browser.linear(weight), browser.conv(np.zeros((1, 3, 3, 3)))])
    with pytest.raises(Trouble, match=r"kind 'reshape' cannot take the shape \(3,\)"):
        browser.pack([browser.linear(weight), browser.reshape(1, 2, 2)])
    with pytest.raises(Trouble, match=r"does not say what goes in\. Give pack\(\) the shape"):
        browser.pack([browser.relu()])
    with pytest.raises(Trouble, match=r"not finite\. Train again with a lower learning rate"):
        browser.pack([browser.linear(weight * np.nan)])
    with pytest.raises(Trouble, match="cannot run a layer called 'attention'"):
        browser.build([{"kind": "attention"}], {})


def test_weights_survive_packing_better_than_float16():
    weight = np.random.default_rng(0).normal(size=(64, 300)).astype(np.float32)
    packed = browser.pack([browser.linear(weight)])
    shorts = np.frombuffer(browser.base64.b64decode(packed["shorts"]), "<i2").reshape(64, 300)
    scale = np.frombuffer(browser.base64.b64decode(packed["floats"]), "<f4")[:64, None]
    ours = np.square(shorts * scale - weight).mean()
    assert ours < np.square(weight.astype(np.float16) - weight).mean() / 10


def test_a_layer_that_enlarges_to_a_size_is_more_than_a_browser_knows():
    assert checkpoint.describe("larger", nn.Upsample(scale_factor=2)) == {"kind": "upsample_nearest", "factor": 2}
    assert checkpoint.describe("larger", nn.Upsample(size=4)) is None

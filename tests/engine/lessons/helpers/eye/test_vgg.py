"""VGG-19: the layout of torchvision's weights, and how they come to this machine. All weights here are random."""

import hashlib
import threading
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
import torch
from safetensors.torch import load_file

from engine.core import settings
from engine.core.errors import Trouble
from engine.data.drawn.paintings import paintings
from engine.lessons.helpers.eye import model as eye_model
from engine.lessons.helpers.eye import vgg
from engine.lessons.helpers.eye.network import LAYERS, WIDTHS
from engine.lessons.paint import grams
from engine.nn import device
from engine.nn.images import unit

VGG19 = eye_model.FOREIGN["vgg19"]


@pytest.fixture(autouse=True)
def nothing_here(tmp_path, monkeypatch):
    """A machine on which nobody has VGG-19."""
    monkeypatch.setenv("ATELIER_HOME", str(tmp_path / "bare"))
    monkeypatch.setenv("no_proxy", "*")
    monkeypatch.delenv("ATELIER_DATA", raising=False)
    monkeypatch.delenv("ATELIER_OFFLINE", raising=False)
    monkeypatch.setattr(settings, "ROOT", tmp_path / "checkout")
    eye_model.load.cache_clear()
    yield
    eye_model.load.cache_clear()


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    """torchvision's own convolutions with random weights, and a file as torchvision publishes it."""
    from torchvision.models import vgg as theirs

    torch.manual_seed(0)
    features = theirs.make_layers(theirs.cfgs["E"]).eval()
    for layer in features:
        if isinstance(layer, torch.nn.Conv2d):
            torch.nn.init.kaiming_uniform_(layer.weight, nonlinearity="relu")
    weights = {f"features.{name}": value for name, value in features.state_dict().items()}
    path = tmp_path_factory.mktemp("vgg") / "vgg19.pth"
    torch.save(weights | {"classifier.0.weight": torch.zeros(2, 2)}, path)
    return features, path


def test_it_sees_what_torchvisions_network_sees(whole):
    features, path = whole
    x = torch.rand(1, 3, 48, 64, generator=torch.Generator().manual_seed(0))
    network = vgg.from_torchvision(torch.load(path, weights_only=True))
    mean, deviation = (torch.tensor(numbers)[:, None, None] for numbers in (vgg.MEAN, vgg.DEVIATION))
    with torch.no_grad():
        seen, there = network(x), (x - mean) / deviation
        expected = {}
        for number, layer in enumerate(features):
            there = layer(there)
            expected[number] = there.clone()
    assert len(seen) == 16
    for name, number in (
        ("relu1_1", 1),
        ("relu2_1", 6),
        ("relu3_1", 11),
        ("relu4_1", 20),
        ("relu5_1", 29),
        ("relu5_4", 35),
    ):
        assert torch.allclose(seen[name], expected[number], rtol=1e-3, atol=1e-3 * expected[number].max()), name
    assert [seen[name].shape[1] for name in LAYERS] == list(WIDTHS)
    assert list(network(x, "relu2_1")) == ["relu1_1", "relu1_2", "relu2_1"]


@pytest.fixture
def server(whole, monkeypatch):
    """Torchvision's file, served from this machine."""
    content = whole[1].read_bytes()

    class Request(BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *args):
            pass

    http = ThreadingHTTPServer(("127.0.0.1", 0), Request)
    thread = threading.Thread(target=http.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    address = (f"http://127.0.0.1:{http.server_port}/vgg19.pth",)
    sha256 = hashlib.sha256(content).hexdigest()
    source = replace(VGG19.source, urls=address, bytes=len(content), sha256=sha256)
    monkeypatch.setitem(eye_model.FOREIGN, "vgg19", replace(VGG19, source=source))
    yield
    http.shutdown()
    http.server_close()
    thread.join()


def test_it_is_fetched_once_and_only_its_convolutions_are_kept(whole, server):
    with pytest.raises(
        Trouble, match="VGG-19 is not on this machine: .* MB from torchvision; licence: CC BY 4.0. Fetch it"
    ):
        eye_model.load("vgg19")
    told = []
    eye_model.fetch("vgg19", lambda done, total: told.append((done, total)))
    assert told[-1][0] == told[-1][1] == eye_model.FOREIGN["vgg19"].source.bytes
    kept = load_file(eye_model.kept("vgg19"))
    assert len(kept) == 32 and all(name.startswith("features.") for name in kept)
    assert {value.dtype for value in kept.values()} == {torch.float16}
    assert not list((settings.home() / "downloads").rglob("*.pth")), "the large file is gone again"

    seen = eye_model.load("vgg19").see(unit(paintings.make("waves", 33)))
    assert [seen[name].shape[1] for name in LAYERS] == list(WIDTHS)
    found = grams.see_grams(eye_model.load("vgg19"), torch.rand(1, 3, 32, 32, device=device.pick()))
    assert all(torch.isfinite(gram).all() for gram in found.values())
    eye_model.fetch("vgg19", lambda done, total: pytest.fail("it is here already"))


def test_a_wrong_file_is_not_believed(server, monkeypatch):
    spoilt = replace(eye_model.FOREIGN["vgg19"].source, sha256="0" * 64)
    monkeypatch.setitem(eye_model.FOREIGN, "vgg19", replace(VGG19, source=spoilt))
    with pytest.raises(Trouble):
        eye_model.fetch("vgg19")
    assert not eye_model.kept("vgg19").exists()


def test_offline_is_a_plain_sentence(monkeypatch):
    monkeypatch.setenv("ATELIER_OFFLINE", "1")
    with pytest.raises(Trouble, match="ATELIER_OFFLINE forbids downloads: unset it, or paint with the compact eye"):
        eye_model.load("vgg19")
    with pytest.raises(Trouble):
        eye_model.fetch("vgg19")

"""The eyes that paint: the compact one that ships, and VGG-19 where its weights are on this machine."""

from collections.abc import Callable, Collection, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import torch
import torch.nn.functional as F
from safetensors.torch import load_file, save
from torch import Tensor

from engine.core import files, settings
from engine.core.errors import Trouble
from engine.data.public import downloads
from engine.data.public.source import Source
from engine.language.words import _
from engine.lessons.helpers.eye import vgg
from engine.lessons.helpers.eye.network import LAYERS, NETWORKS
from engine.nn import device
from engine.weights import checkpoint, shelf

PART = Source(
    "weights/vgg19_relu3_4_fp16.safetensors",
    (),
    4652872,
    "34ffb9f013a0b9b990a8e297da396c4c167fc049db0f1548b6453d064b0b7e77",
    licence="CC BY 4.0",
    from_whom="Karen Simonyan and Andrew Zisserman, Oxford",
)
"""VGG-19 up to relu3_4, exact."""

SMALL = Source(
    "weights/wct_vgg19_16x_fp16.safetensors",
    (),
    4847742,
    "64b7459bd15777e1979e3d8863dc2a05e8172c91a4d88d0a3e69d659ff328736",
    licence="MIT",
    from_whom="Huan Wang and others, for Collaborative Distillation",
)
"""Encoders up to relu1_1 .. relu5_1, thinned sixteen times."""

WHOLE = Source(
    "vgg19-dcbb9e9d.pth",
    ("https://download.pytorch.org/models/vgg19-dcbb9e9d.pth",),
    574673361,
    "dcbb9e9dad569fff7a846263a77324fc34978fea2bfb039c012d710e1776ae44",
    licence="CC BY 4.0",
    from_whom="Karen Simonyan and Andrew Zisserman, Oxford; trained anew by torchvision",
)
"""All of VGG-19, as torchvision publishes it. Only its convolutions are kept."""


class Eye:
    """A network that looks at pictures. It never learns, and several may look at once."""

    def __init__(self, name: str, network: Any, layers: Sequence[str] = LAYERS):
        self.name, self.layers = name, tuple(layers)
        self.order = tuple(getattr(network, "layers", LAYERS))
        """All layers that it can be asked for, from the first to the deepest; `layers` are those that it tells unasked."""
        self.network = device.at_rest(network)

    def see(self, x: Tensor, layers: Collection[str] = ()) -> dict[str, Tensor]:
        """Pictures (n, 3, h, w) in [0, 1] -> what each wanted layer sees, or all. Gradients flow back into the picture."""
        layers = layers or self.layers
        for layer in layers:
            if layer not in self.order:
                raise Trouble(
                    _("The {name} eye has no layer {layer}.", name=self.name, layer=layer),
                    _("It has {layers}. VGG-19 has all sixteen.", layers=", ".join(self.order)),
                )
        deepest = max(layers, key=self.order.index)
        height, width = x.shape[-2:]
        if height % 2 or width % 2:
            x = F.pad(x, (0, width % 2, 0, height % 2), mode="replicate")
        seen = self.network(x, deepest)
        return {name: seen[name] for name in layers}


@cache
@torch.inference_mode(False)  # gradients flow through an eye later, wherever it was first asked for
def load(name: str) -> Eye:
    """compact: the one that ships. vgg19: as in the papers, where its weights are on this machine."""
    with torch.random.fork_rng(devices=()):  # a seed draws the same, whether an eye was opened meanwhile or not
        if name == "compact":
            return opened(shelf.find("eye"))
        if kept().is_file():
            return Eye(name, vgg.from_torchvision(load_file(kept())))
    raise absence()


def opened(path: Path) -> Eye:
    """A compact eye from its weights."""
    otherwise = Trouble(_("{file} holds no eye.", file=path.name), "Choose one that was trained as an eye.")
    networks, _card, _beside = checkpoint.opened(path, {"eye": NETWORKS}, otherwise)
    return Eye("compact", networks["eye"].folded())


def kept() -> Path:
    """Where the convolutions of VGG-19 lie once they are fetched."""
    return settings.home() / "cache" / "vgg19.safetensors"


def absence() -> Trouble:
    size = f"{WHOLE.bytes / 1e6:,.0f} MB"
    what = _(
        "VGG-19 is not on this machine: {size} from torchvision; licence: {licence}.", size=size, licence=WHOLE.licence
    )
    if settings.offline():
        return Trouble(what, "ATELIER_OFFLINE forbids downloads: unset it, or paint with the compact eye.")
    return Trouble(what, "Fetch it with `python -m engine fetch vgg19`, or paint with the compact eye.")


def fetch(progress: downloads.Progress | None = None, should_stop: downloads.ShouldStop | None = None) -> None:
    """Fetch VGG-19 once, and keep what looks: the sixteen convolutions, as float16. The large file goes again."""
    if kept().is_file():
        return
    path = downloads.fetch(WHOLE, progress, should_stop)
    weights: dict[str, Any] = torch.load(path, map_location="cpu", weights_only=True)
    convolutions = {name: value.half() for name, value in weights.items() if name.startswith("features.")}
    kept().parent.mkdir(parents=True, exist_ok=True)
    files.put(kept(), save(convolutions))
    if path.is_relative_to(settings.home()):
        path.unlink()


def beginning() -> Eye | None:
    """VGG-19 up to relu3_1, exact, where it is on this machine: what other eyes are measured by."""
    if kept().is_file():
        return Eye("vgg19", load("vgg19").network, LAYERS[:3])
    part = downloads.find(PART)
    return Eye("vgg19", vgg.from_caffe(load_file(part)), LAYERS[:3]) if part else None


def teacher() -> Callable[[Tensor], dict[str, Tensor]]:
    """What tells a compact eye what VGG-19 sees in its five layers: VGG-19 itself, or its beginning and a distilled encoder."""
    if kept().is_file():
        whole = load("vgg19").network
        return lambda x: {name: seen for name, seen in whole(x, LAYERS[-1]).items() if name in LAYERS}
    exact, small = beginning(), downloads.find(SMALL)
    if exact is None or small is None:
        raise Trouble(
            "VGG-19, from which an eye learns, is not on this machine.",
            _(
                "Fetch it with `python -m engine fetch vgg19`, or put {one} and {other} into a folder named by ATELIER_DATA.",
                one=PART.name,
                other=SMALL.name,
            ),
        )
    weights = load_file(small)
    encoder = device.fast(
        vgg.SmallEncoder({name[3:]: value for name, value in weights.items() if name.startswith("e5.")})
    )

    def see(x: Tensor) -> dict[str, Tensor]:
        return exact.see(x) | encoder(x)

    return see

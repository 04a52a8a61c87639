"""The eyes that paint: the compact one that ships, and those of other houses where their weights are on this machine."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
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
from engine.lessons.helpers.eye import squeezenet, vgg
from engine.lessons.helpers.eye.network import LAYERS, NETWORKS, CompactEye
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


@dataclass(frozen=True)
class Foreign:
    """An eye that somebody else trained. All of its file is fetched, and what looks is kept, as float16."""

    title: str
    source: Source
    filled: Callable[[Mapping[str, Tensor]], Any]


FOREIGN = {
    "vgg19": Foreign(
        "VGG-19",
        Source(
            "vgg19-dcbb9e9d.pth",
            ("https://download.pytorch.org/models/vgg19-dcbb9e9d.pth",),
            574673361,
            "dcbb9e9dad569fff7a846263a77324fc34978fea2bfb039c012d710e1776ae44",
            licence="CC BY 4.0",
            from_whom="Karen Simonyan and Andrew Zisserman, Oxford; trained anew by torchvision",
        ),
        vgg.from_torchvision,
    ),
    "squeezenet": Foreign(
        "SqueezeNet 1.1",
        Source(
            "squeezenet1_1-b8a52dc0.pth",
            ("https://download.pytorch.org/models/squeezenet1_1-b8a52dc0.pth",),
            4958839,
            "b8a52dc049b60e4b6ab68ad0df457362afab8b6304b2febdc1650a5dab4d7e7b",
            licence="BSD 3-Clause",
            from_whom="Forrest Iandola and others; trained anew by torchvision",
        ),
        squeezenet.from_torchvision,
    ),
}
"""As torchvision publishes them."""


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
    """compact: the one that ships. Any other: where its weights are on this machine."""
    with torch.random.fork_rng(devices=()):  # a seed draws the same, whether an eye was opened meanwhile or not
        if name == "compact":
            return opened(shelf.find("eye"))
        if kept(name).is_file():
            return Eye(name, FOREIGN[name].filled(load_file(kept(name))))
    raise absence(name)


def opened(path: Path) -> Eye:
    """A compact eye from its weights."""
    return Eye("compact", folded(path))


def folded(path: Path) -> CompactEye:
    """Its network, at rest on no device yet."""
    otherwise = Trouble(_("{file} holds no eye.", file=path.name), "Choose one that was trained as an eye.")
    networks, _card, _beside = checkpoint.opened(path, {"eye": NETWORKS}, otherwise)
    return networks["eye"].folded()


def kept(name: str) -> Path:
    """Where what looks of a foreign eye lies once it is fetched."""
    return settings.home() / "cache" / f"{name}.safetensors"


def absence(name: str) -> Trouble:
    about = FOREIGN[name]
    what = _(
        "{title} is not on this machine: {size} from torchvision; licence: {licence}.",
        title=about.title,
        size=f"{about.source.bytes / 1e6:,.0f} MB",
        licence=about.source.licence,
    )
    if settings.offline():
        return Trouble(what, "ATELIER_OFFLINE forbids downloads: unset it, or paint with the compact eye.")
    return Trouble(what, _("Fetch it with `python -m engine fetch {name}`, or paint with the compact eye.", name=name))


def fetch(
    name: str, progress: downloads.Progress | None = None, should_stop: downloads.ShouldStop | None = None
) -> None:
    """Fetch a foreign eye once, and keep what looks: its convolutions, as float16. The large file goes again."""
    if kept(name).is_file():
        return
    path = downloads.fetch(FOREIGN[name].source, progress, should_stop)
    weights: dict[str, Any] = torch.load(path, map_location="cpu", weights_only=True)
    convolutions = {name: value.half() for name, value in weights.items() if name.startswith("features.")}
    kept(name).parent.mkdir(parents=True, exist_ok=True)
    files.put(kept(name), save(convolutions))
    if path.is_relative_to(settings.home()):
        path.unlink()


def beginning() -> Eye | None:
    """VGG-19 up to relu3_1, exact, where it is on this machine: what other eyes are measured by."""
    if kept("vgg19").is_file():
        return Eye("vgg19", load("vgg19").network, LAYERS[:3])
    part = downloads.find(PART)
    return Eye("vgg19", vgg.from_caffe(load_file(part)), LAYERS[:3]) if part else None


def teacher() -> Callable[[Tensor], dict[str, Tensor]]:
    """What tells a compact eye what VGG-19 sees in its five layers: VGG-19 itself, or its beginning and a distilled encoder."""
    if kept("vgg19").is_file():
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

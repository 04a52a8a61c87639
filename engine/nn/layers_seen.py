"""What layers a network has, read from the network itself while it works: kind, output, kernel, weights.

with watched() as seen:
    decoder(z)
seen.layers  # in the order in which they worked, each once
"""

import threading
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from torch import Tensor, nn
from torch.nn.modules import module as hooks
from torch.nn.modules.conv import _ConvNd
from torch.nn.modules.pooling import _AvgPoolNd, _MaxPoolNd


@dataclass(frozen=True)
class Layer:
    network: str
    """The class of the network in which it worked."""
    kind: str
    output: tuple[int, ...]
    """The shape for one example: (channels, height, width), or (numbers,)."""
    kernel: str
    weights: int


@dataclass
class Seen:
    layers: list[Layer] = field(default_factory=list)
    _inside: list[nn.Module] = field(default_factory=list)
    _known: set[nn.Module] = field(default_factory=set)

    def enters(self, layer: nn.Module, _: Any) -> None:
        self._inside.append(layer)

    def leaves(self, layer: nn.Module, _: Any, output: Any) -> None:
        network = self._inside[0]
        self._inside.pop()
        if isinstance(output, tuple):  # what has a memory also hands that on
            output = next((one for one in output if isinstance(one, Tensor)), None)
        if _is_single(layer) and layer not in self._known and isinstance(output, Tensor):
            self._known.add(layer)
            weights = sum(values.numel() for values in layer.parameters())
            shape = tuple(output.shape[1:])
            self.layers.append(Layer(type(network).__name__, kind(layer), shape, kernel(layer), weights))


def _is_single(layer: nn.Module) -> bool:
    """A layer, and no block of several; what holds its weights in shape (spectral norm) is part of it and none itself."""
    inner = {name for name, _ in layer.named_children()} - {"parametrizations"}
    return not inner and not _plain(layer).__module__.startswith("torch.nn.utils")


def kind(layer: nn.Module) -> str:
    """Its name in torch, also where ours is a quicker form of that; else our own."""
    cls = _plain(layer)
    known = (one for one in cls.__mro__ if one.__module__.startswith("torch.nn.modules") and one is not nn.Module)
    return next(known, cls).__name__


def _plain(layer: nn.Module) -> type:
    """Its class; of one that torch derived to hold its weights in shape, the class from which."""
    cls = type(layer)
    return cls.__mro__[1] if cls.__name__.startswith("Parametrized") else cls


def kernel(layer: Any) -> str:
    """How large it is and what it steps by, in words; empty where it has none."""
    if not isinstance(layer, _ConvNd | _MaxPoolNd | _AvgPoolNd):
        return ""
    size, stride = (value if isinstance(value, int) else value[-1] for value in (layer.kernel_size, layer.stride))
    return f"{size} × {size}, stride {stride}"


@contextmanager
def watched() -> Generator[Seen]:
    """All layers that work meanwhile in this thread: other visitors' networks are none of its business."""
    seen, here = Seen(), threading.get_ident()

    def mine(note: Callable[..., None]) -> Callable[..., None]:
        return lambda *said: note(*said) if threading.get_ident() == here else None

    held = [
        hooks.register_module_forward_pre_hook(mine(seen.enters)),
        hooks.register_module_forward_hook(mine(seen.leaves)),
    ]
    try:
        yield seen
    finally:
        for one in held:
            one.remove()

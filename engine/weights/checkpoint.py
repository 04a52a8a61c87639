"""Weights in a file that says how to rebuild its networks: safetensors, with a card as JSON in the header.

A card holds `networks`: name -> {"kind", "arguments", "layers"}. `layers` describes the network as a plain list, where it is one,
so that a browser can run it without torch. What a loop needs to go on lies apart, in resume.pt, which is never shipped.
"""

import copy
import io
import json
import math
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import torch
from safetensors.numpy import save
from torch import Tensor, nn
from torch.overrides import TorchFunctionMode

from engine.core import files
from engine.core.errors import Trouble
from engine.events import Snapshot
from engine.weights import eight_bits, shelf

Networks = Mapping[str, Any]
"""Name -> the class of each network in a weights file; where there are several, a dict of them by the kind that its card names."""


def save_weights(
    path: Path,
    networks: Mapping[str, nn.Module],
    card: Mapping[str, Any],
    *,
    bits: int = 32,
    beside: Mapping[str, Tensor] | None = None,
) -> None:
    """Write `networks` and the card. `beside`: more tensors for the file. `bits`: of each number, 16 or 8 for shipping."""
    files.put(path, weights_bytes(networks, card, bits=bits, beside=beside))


def weights_bytes(
    networks: Mapping[str, nn.Module],
    card: Mapping[str, Any],
    *,
    bits: int = 32,
    beside: Mapping[str, Tensor] | None = None,
) -> bytes:
    """The same as a file's content."""
    tensors = {
        f"{name}.{key}": value for name, network in networks.items() for key, value in network.state_dict().items()
    } | dict(beside or {})
    arrays = {key: value.detach().cpu().contiguous().numpy() for key, value in tensors.items()}
    if bits == 8:
        arrays = eight_bits.packed(arrays)
    if bits < 32:
        arrays = {key: value.astype(np.float16) if value.dtype.kind == "f" else value for key, value in arrays.items()}
    described = {
        name: {"kind": type(network).__name__, "arguments": network.arguments, "layers": layers(network)}
        for name, network in networks.items()
    }
    return save(arrays, {"card": json.dumps({**card, "networks": described})})


def load_weights(path: Path) -> tuple[dict[str, dict[str, Tensor]], dict[str, Any]]:
    """The tensors of each network, in float32, and the card."""
    networks: dict[str, dict[str, Tensor]] = {}
    for key, values in shelf.tensors(path).items():
        name, _, inner = key.partition(".")
        value = torch.from_numpy(values)
        networks.setdefault(name, {})[inner] = value.float() if value.is_floating_point() else value
    return networks, shelf.card(path)


def opened(
    path: Path, kinds: Mapping[str, Networks], otherwise: Trouble
) -> tuple[dict[str, Any], dict[str, Any], dict[str, Tensor]]:
    """The networks of a weights file at rest, its card, and the tensors that travel beside.

    `kinds`: lesson -> its networks, of all lessons whose files are welcome here; `otherwise` says what is wrong with any other.
    """
    card = shelf.card(path)
    if card.get("lesson") not in kinds:
        raise otherwise
    classes = kinds[card["lesson"]]
    tensors, card = load_weights(path)
    try:
        networks: dict[str, Any] = {}
        for name, about in card["networks"].items():
            cls = classes[name][about["kind"]] if isinstance(classes[name], dict) else classes[name]
            with _AsLargeAs(tensors[name]):
                networks[name] = cls(**about["arguments"])
            networks[name].load_state_dict(tensors[name])
            networks[name].eval().requires_grad_(False)
    except (TypeError, KeyError, ValueError, AttributeError, IndexError, RuntimeError, ArithmeticError, AssertionError):
        raise shelf.stranger(path) from None
    return networks, card, tensors.get("map", {})


class _AsLargeAs(TorchFunctionMode):
    """While a network is built from a card: it takes about as much memory as the file has numbers for it, and no more. A card
    from anywhere may name a network that no machine holds."""

    SPARE, EACH = 1 << 24, 1 << 12

    def __init__(self, tensors: Mapping[str, Tensor]):
        super().__init__()
        self.left = self.SPARE + 4 * sum(value.numel() for value in tensors.values())

    def __torch_function__(self, func: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:
        if func in (
            torch.empty,
            torch.zeros,
            torch.ones,
            torch.full,
            torch.rand,
            torch.randn,
            torch.arange,
            torch.linspace,
        ):
            sizes = args[0] if args and not isinstance(args[0], int | float) else args
            self.left -= self.EACH + math.prod(
                max(1, abs(int(size))) for size in sizes if isinstance(size, int | float)
            )
            if self.left < 0:
                raise ValueError("a network larger than its file")
        return func(*args, **kwargs or {})


def layers(network: nn.Module) -> list[dict[str, Any]] | None:
    """The network as a list of plain layers, with the names of their tensors; None where it is more than a list."""
    sequence = getattr(network, "layers", None)
    if not isinstance(sequence, nn.Sequential):
        return None
    found = [describe(f"layers.{name}", layer) for name, layer in sequence.named_children()]
    known = [layer for layer in found if layer]
    return known if len(known) == len(found) else None


def describe(name: str, layer: nn.Module) -> dict[str, Any] | None:
    match layer:
        case nn.Linear():
            return {"kind": "linear", "name": name}
        case nn.Conv2d():
            return {"kind": "conv", "name": name, "stride": layer.stride[0], "padding": layer.padding[0]}
        case nn.ConvTranspose2d():
            return {
                "kind": "conv_transpose",
                "name": name,
                "stride": layer.stride[0],
                "padding": layer.padding[0],
                "output_padding": layer.output_padding[0],
            }
        case nn.BatchNorm2d() | nn.BatchNorm1d():
            return {"kind": "batch_norm", "name": name, "eps": layer.eps}
        case nn.LeakyReLU():
            return {"kind": "leaky_relu", "slope": layer.negative_slope}
        case nn.Upsample(scale_factor=float(factor)):
            return {"kind": "upsample_nearest", "factor": int(factor)}
        case nn.Unflatten():
            return {"kind": "reshape", "shape": list(layer.unflattened_size)}
    plain: dict[type[nn.Module], str] = {nn.ReLU: "relu", nn.Sigmoid: "sigmoid", nn.Tanh: "tanh", nn.Flatten: "flatten"}
    return {"kind": plain[type(layer)]} if type(layer) in plain else None


def state(snapshot: Snapshot) -> dict[str, Any]:
    """A copy of all that a loop needs to go on; the loop may step on without touching it."""
    return copy.deepcopy(
        {
            "step": snapshot.step,
            "networks": {name: network.state_dict() for name, network in snapshot.networks.items()},
            "parts": {name: part.state_dict() for name, part in snapshot.parts.items()},
        }
    )


def save_state(path: Path, state: Mapping[str, Any]) -> None:
    files.put(path, state_bytes(state))


def state_bytes(state: Mapping[str, Any]) -> bytes:
    buffer = io.BytesIO()
    torch.save(dict(state), buffer)
    return buffer.getvalue()


def load_state(path: Path) -> dict[str, Any] | None:
    """The saved state, or None where nothing was saved."""
    return state_of(path) if path.exists() else None


def state_of(source: Path | bytes) -> dict[str, Any]:
    """The state in a file, or in its content."""
    try:
        state = torch.load(
            io.BytesIO(source) if isinstance(source, bytes) else source, map_location="cpu", weights_only=True
        )
        state["step"], state["networks"], state["parts"]
        return state
    except MemoryError:
        raise
    except Exception as error:  # whatever torch's readers make of bytes that were never theirs
        raise Trouble(
            "What was saved of this run, to go on from, is damaged.",
            "Run it again with the same settings. Its curves and pictures are still here.",
        ) from error

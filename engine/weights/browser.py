"""A trained network as a plain list of layers, so that a reader's browser can run it: no torch here, and none there.

    layers = [linear(w, b), reshape(32, 4, 4), conv_transpose(w, b, stride=2, padding=1), relu(), ..., sigmoid()]
    pack(layers)      what the page sends: shapes, and the weights in two bytes each
    run(layers, x)    the same sum in numpy, for those who check

A vector is (d,), a picture (c, h, w). `playground/components/shared/network.js` holds the other half.
"""

import base64
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np

from engine.core.errors import Trouble
from engine.language.words import _
from engine.weights import shelf

Array = np.ndarray
WEIGHTED = ("linear", "conv", "conv_transpose")


@dataclass(frozen=True)
class Layer:
    """One step of a network. `arrays` are its weights as torch lays them out, `numbers` what else it must know."""

    kind: str
    arrays: Mapping[str, Array] = field(default_factory=dict)
    numbers: Mapping[str, Any] = field(default_factory=dict)


def linear(weight: Array, bias: Array | None = None) -> Layer:
    """weight (out, in)."""
    return Layer("linear", weights(weight, bias, len(weight)))


def conv(weight: Array, bias: Array | None = None, *, stride: int = 1, padding: int = 0) -> Layer:
    """weight (out, in, k, k)."""
    return Layer("conv", weights(weight, bias, len(weight)), {"stride": stride, "padding": padding})


def conv_transpose(
    weight: Array, bias: Array | None = None, *, stride: int = 1, padding: int = 0, output_padding: int = 0
) -> Layer:
    """weight (in, out, k, k)."""
    numbers = {"stride": stride, "padding": padding, "output_padding": output_padding}
    return Layer("conv_transpose", weights(weight, bias, weight.shape[1]), numbers)


def weights(weight: Array, bias: Array | None, out: int) -> dict[str, Array]:
    bias = np.zeros(out) if bias is None else bias
    return {"weight": np.asarray(weight, np.float32), "bias": np.asarray(bias, np.float32)}


def scale_shift(scale: Array, shift: Array) -> Layer:
    """x * scale + shift, one number for each channel, or for each entry of a vector."""
    return Layer("scale_shift", {"scale": np.asarray(scale, np.float32), "shift": np.asarray(shift, np.float32)})


def batch_norm(weight: Array, bias: Array, mean: Array, variance: Array, *, eps: float = 1e-5) -> Layer:
    """Batch normalisation after training: its running statistics stand still, so it only scales and shifts."""
    scale = np.asarray(weight, np.float64) / np.sqrt(np.asarray(variance, np.float64) + eps)
    return scale_shift(scale, bias - mean * scale)


def relu() -> Layer:
    return Layer("relu")


def leaky_relu(slope: float = 0.01) -> Layer:
    return Layer("leaky_relu", numbers={"slope": slope})


def sigmoid() -> Layer:
    return Layer("sigmoid")


def tanh() -> Layer:
    return Layer("tanh")


def reshape(channels: int, height: int, width: int) -> Layer:
    return Layer("reshape", numbers={"shape": [channels, height, width]})


def flatten() -> Layer:
    return Layer("flatten")


def upsample_nearest(factor: int = 2) -> Layer:
    return Layer("upsample_nearest", numbers={"factor": factor})


def read(path: Path) -> tuple[dict[str, list[Layer]], dict[str, Any]]:
    """The networks of a weights file that are plain lists of layers, and the file's card.

    A network that embeds what is asked for gets it after its code: the embedding is multiplied into the first layer.
    """
    tensors, card = shelf.tensors(path), shelf.card(path)
    described = {name: about.get("layers") for name, about in card["networks"].items()}
    networks = {name: build(steps, tensors, f"{name}.") for name, steps in described.items() if steps}
    for name, layers in networks.items():
        if (embed := tensors.get(f"{name}.embed.weight")) is not None:
            layers[0] = embedding(layers[0], np.asarray(embed, np.float32))
    return networks, card


def embedding(first: Layer, embed: Array) -> Layer:
    """A linear layer that sees (code, embed @ asked), as one that sees (code, asked)."""
    weight, seen = first.arrays["weight"], len(embed)
    joined = np.concatenate([weight[:, :-seen], weight[:, -seen:] @ embed], 1)
    return linear(joined, first.arrays["bias"])


def painter(path: Path) -> list[Layer]:
    """What turns a code into a picture in [0, 1]: a decoder, or a generator, whose code is noise and then what is asked for."""
    networks, card = read(path)
    if "decoder" in networks:
        return [*networks["decoder"], sigmoid()]
    if "generator" not in networks:
        raise Trouble(
            _("{name} holds nothing that a browser could paint with.", name=path.name), "Choose another model."
        )
    about = card["networks"]["generator"]["arguments"]
    if about["output"] == "sigmoid":
        return networks["generator"]
    half = np.full(about["channels"], 0.5)
    return [*networks["generator"], scale_shift(half, half)]


def build(described: Sequence[Mapping[str, Any]], tensors: Mapping[str, Array], prefix: str = "") -> list[Layer]:
    """Layers from their description in a card. Each names its tensors: `name` "layers.0" holds "layers.0.weight"."""
    return [built(step, tensors, f"{prefix}{step.get('name')}.") for step in described]


def built(step: Mapping[str, Any], tensors: Mapping[str, Array], name: str) -> Layer:
    kind, numbers = step["kind"], {key: value for key, value in step.items() if key not in ("kind", "name")}
    match kind:
        case "linear":
            return linear(tensors[name + "weight"], tensors.get(name + "bias"))
        case "conv":
            return conv(tensors[name + "weight"], tensors.get(name + "bias"), **numbers)
        case "conv_transpose":
            return conv_transpose(tensors[name + "weight"], tensors.get(name + "bias"), **numbers)
        case "batch_norm":
            parts = ("weight", "bias", "running_mean", "running_var")
            return batch_norm(*(np.asarray(tensors[name + part], np.float64) for part in parts), **numbers)
        case "relu" | "leaky_relu" | "sigmoid" | "tanh" | "reshape" | "flatten" | "upsample_nearest":
            return Layer(kind, numbers=numbers)
    raise Trouble(
        _("A browser cannot run a layer called '{kind}'.", kind=kind), "Run this model on the server instead."
    )


def fold(layers: Sequence[Layer]) -> list[Layer]:
    """The same network with each scale_shift multiplied into the weights before it: fewer layers, same pictures."""
    folded: list[Layer] = []
    for layer in layers:
        kinds = [before.kind for before in folded[-2:]]
        if layer.kind == "scale_shift" and kinds[-1:] and kinds[-1] in WEIGHTED:
            layer = scaled(folded.pop(), layer.arrays["scale"], layer.arrays["shift"])
        elif layer.kind == "scale_shift" and kinds == ["linear", "reshape"]:
            # Each channel of the picture is so many entries of the vector, one after another.
            reshaped = folded.pop()
            entries = int(np.prod(reshaped.numbers["shape"][1:]))
            scale, shift = (layer.arrays[part].repeat(entries) for part in ("scale", "shift"))
            folded.append(scaled(folded.pop(), scale, shift))
            layer = reshaped
        folded.append(layer)
    return folded


def scaled(layer: Layer, scale: Array, shift: Array) -> Layer:
    """A layer with weights whose outputs are then scaled and shifted."""
    weight, out = layer.arrays["weight"], 1 if layer.kind == "conv_transpose" else 0
    broad = [-1 if axis == out else 1 for axis in range(weight.ndim)]
    arrays = {"weight": weight * scale.reshape(broad), "bias": layer.arrays["bias"] * scale + shift}
    return replace(layer, arrays=arrays)


def enters(layer: Layer) -> tuple[int | None, int | None]:
    """How many axes the layer's input has and how long the first one is; None: any."""
    arrays = layer.arrays
    match layer.kind:
        case "linear":
            return 1, arrays["weight"].shape[1]
        case "conv":
            return 3, arrays["weight"].shape[1]
        case "conv_transpose":
            return 3, arrays["weight"].shape[0]
        case "scale_shift":
            return None, len(arrays["scale"])
        case "reshape":
            return 1, int(np.prod(layer.numbers["shape"]))
        case "upsample_nearest":
            return 3, None
    return None, None


def shape_after(layer: Layer, shape: tuple[int, ...]) -> tuple[int, ...]:
    """What `shape` becomes in this layer. Refuses what does not fit."""
    axes, first = enters(layer)
    if axes not in (None, len(shape)) or first not in (None, shape[0]):
        raise Trouble(
            _("A layer of kind '{kind}' cannot take the shape {shape}.", kind=layer.kind, shape=tuple(map(int, shape))),
            "Check the order of the layers: a vector is (d,), a picture (channels, height, width).",
        )
    numbers, weight = layer.numbers, layer.arrays.get("weight", np.empty(0))
    match layer.kind:
        case "linear":
            return (len(weight),)
        case "conv":
            edges, stride = 2 * numbers["padding"], numbers["stride"]
            sides = [(side + edges - k) // stride + 1 for side, k in zip(shape[1:], weight.shape[2:], strict=True)]
            return len(weight), *sides
        case "conv_transpose":
            more, stride = numbers["output_padding"] - 2 * numbers["padding"], numbers["stride"]
            sides = [(side - 1) * stride + k + more for side, k in zip(shape[1:], weight.shape[2:], strict=True)]
            return weight.shape[1], *sides
        case "reshape":
            return tuple(numbers["shape"])
        case "flatten":
            return (int(np.prod(shape)),)
        case "upsample_nearest":
            return shape[0], *(side * numbers["factor"] for side in shape[1:])
    return shape


def pack(layers: Sequence[Layer], shape: Sequence[int] | None = None) -> dict[str, Any]:
    """The network for the browser, ready for JSON.

    Weights become 16-bit whole numbers with one scale for each output channel: as small as float16, and some seven times
    as exact. They lie as [row, column, out, in], pictures as [row, column, channel], because that is how network.js reads
    them fastest. `shape` is what goes in; where the first layer is linear it is known.
    """
    layers = fold(layers)
    if shape is None:
        if not layers or layers[0].kind != "linear":
            raise Trouble("This network does not say what goes in.", "Give pack() the shape, such as (1, 28, 28).")
        shape = layers[0].arrays["weight"].shape[1:]
    here, steps = tuple(int(side) for side in shape), []
    shorts, floats = Store("<i2"), Store("<f4")
    for layer in layers:
        after = shape_after(layer, here)
        step: dict[str, Any] = {"kind": layer.kind, "in": list(here), "out": list(after), **layer.numbers}
        if layer.kind in WEIGHTED:
            rows = as_rows(layer)  # (k, k, out, in)
            if not np.isfinite(rows).all():
                raise Trouble(
                    "The weights hold numbers that are not finite.", "Train again with a lower learning rate."
                )
            scale = np.maximum(np.abs(rows).max(axis=(0, 1, 3)), 1e-30) / 32767
            step["kernel"] = list(rows.shape[:2])
            step["weight"] = shorts.add(np.rint(rows / scale[:, None]))
            step["scale"], step["bias"] = floats.add(scale), floats.add(layer.arrays["bias"])
        elif layer.kind == "scale_shift":
            step["scale"], step["shift"] = floats.add(layer.arrays["scale"]), floats.add(layer.arrays["shift"])
        steps.append(step)
        here = after
    return {
        "input": list(shape),
        "output": list(here),
        "layers": steps,
        "shorts": shorts.text(),
        "floats": floats.text(),
    }


class Store:
    """Arrays one after another, as one base64 text."""

    def __init__(self, kind: str):
        self.kind, self.parts, self.size = kind, [], 0

    def add(self, array: Array) -> int:
        """Where it starts."""
        start = self.size
        self.parts.append(np.ascontiguousarray(array, self.kind).tobytes())
        self.size += array.size
        return start

    def text(self) -> str:
        return base64.b64encode(b"".join(self.parts)).decode()


def as_rows(layer: Layer) -> Array:
    weight = layer.arrays["weight"]
    if layer.kind == "linear":
        return weight[None, None]
    return weight.transpose(2, 3, 0, 1) if layer.kind == "conv" else weight.transpose(2, 3, 1, 0)


def run(layers: Sequence[Layer], x: Array) -> Array:
    """The network in numpy. x is (n, d) or (n, c, h, w)."""
    x = np.asarray(x, np.float32)
    for layer in layers:
        shape_after(layer, x.shape[1:])
        x = step(layer, x)
    return x


def step(layer: Layer, x: Array) -> Array:
    arrays, numbers = layer.arrays, layer.numbers
    match layer.kind:
        case "linear":
            return x @ arrays["weight"].T + arrays["bias"]
        case "conv":
            edge = numbers["padding"]
            x = np.pad(x, ((0, 0), (0, 0), (edge, edge), (edge, edge)))
            windows = np.lib.stride_tricks.sliding_window_view(x, arrays["weight"].shape[2:], axis=(2, 3))
            windows = windows[:, :, :: numbers["stride"], :: numbers["stride"]]  # (n, in, h, w, k, k)
            out = np.tensordot(windows, arrays["weight"], ((1, 4, 5), (1, 2, 3)))  # (n, h, w, out)
            return out.transpose(0, 3, 1, 2) + arrays["bias"][:, None, None]
        case "conv_transpose":
            return spread(layer, x)
        case "scale_shift":
            broad = (-1, *[1] * (x.ndim - 2))
            return x * arrays["scale"].reshape(broad) + arrays["shift"].reshape(broad)
        case "relu":
            return np.maximum(x, 0)
        case "leaky_relu":
            return np.where(x < 0, x * np.float32(numbers["slope"]), x)
        case "sigmoid":
            return 0.5 * (1 + np.tanh(0.5 * x))
        case "tanh":
            return np.tanh(x)
        case "reshape":
            return x.reshape(len(x), *numbers["shape"])
        case "flatten":
            return x.reshape(len(x), -1)
        case "upsample_nearest":
            return x.repeat(numbers["factor"], 2).repeat(numbers["factor"], 3)
    raise ValueError(layer.kind)


def spread(layer: Layer, x: Array) -> Array:
    """A transposed convolution: each number of the input lays its kernel, times itself, on the output."""
    weight, stride, edge = layer.arrays["weight"], layer.numbers["stride"], layer.numbers["padding"]
    n, _channels, h, w = x.shape
    channels, height, width = shape_after(layer, x.shape[1:])
    canvas = np.zeros((n, channels, height + 2 * edge, width + 2 * edge), np.float32)
    for row in range(weight.shape[2]):
        for column in range(weight.shape[3]):
            laid = np.tensordot(x, weight[:, :, row, column], ((1,), (0,))).transpose(0, 3, 1, 2)
            canvas[:, :, row : row + stride * h : stride, column : column + stride * w : stride] += laid
    return canvas[:, :, edge : edge + height, edge : edge + width] + layer.arrays["bias"][:, None, None]

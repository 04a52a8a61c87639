"""Weights in 8 bits: whole numbers from -127 to 127, and for each row of a tensor a float16 scale that turns them back.

    w ~ q * s      with q = round(w / s), and s = c * max|w| / 127 for the c of a few that loses least

The first axis of a network's weights counts its rows (out channels, as torch lays out most layers). Tensors that travel beside
the weights are tables, a line for each picture: there each column has its scale. In a file the scale of `NAME` is `NAME_scale`.
"""

from collections.abc import Mapping

import numpy as np

SCALE = "_scale"
LEAST = 2_048
"""Smaller tensors stay as they are: together they weigh next to nothing, and biases are added many times over."""

CUTS = (0.8, 0.825, 0.85, 0.875, 0.9, 0.925, 0.95, 0.975)


def pays(name: str, values: np.ndarray) -> bool:
    return values.dtype.kind == "f" and values.ndim >= 2 and values.size >= LEAST


def rounded(values: np.ndarray, axis: int = 0) -> tuple[np.ndarray, np.ndarray]:
    """Whole numbers int8 of the same shape, and scales float16 that are broad along `axis` only."""
    values = np.asarray(values, np.float32)
    others = tuple(other for other in range(values.ndim) if other != axis)
    largest = np.abs(values).max(others, keepdims=True)

    def cut_at(share: float) -> tuple[np.ndarray, ...]:
        scale = np.maximum(largest * (share / 127), np.finfo(np.float16).smallest_subnormal).astype(np.float16)
        whole = np.clip(np.rint(values / scale.astype(np.float32)), -127, 127).astype(np.int8)
        return whole, scale, ((whole * scale.astype(np.float32) - values) ** 2).sum(others, keepdims=True)

    best = cut_at(1.0)
    for share in CUTS:
        now = cut_at(share)
        better = now[2] < best[2]
        best = tuple(np.where(better, new, old) for new, old in zip(now, best, strict=True))
    return best[0], best[1]


def packed(tensors: Mapping[str, np.ndarray]) -> dict[str, np.ndarray]:
    """All tensors of a file; those for which it pays in 8 bits, each beside its scale."""
    out: dict[str, np.ndarray] = {}
    for name, values in tensors.items():
        if pays(name, values):
            out[name], out[name + SCALE] = rounded(values, axis=values.ndim - 1 if name.startswith("map.") else 0)
        else:
            out[name] = values
    return out


def unpacked(tensors: Mapping[str, np.ndarray]) -> dict[str, np.ndarray]:
    """What `packed` made, as float32 under its own names again; all else as it is."""
    scaled = {name for name in tensors if name + SCALE in tensors and tensors[name].dtype == np.int8}
    return {
        name: values * tensors[name + SCALE].astype(np.float32) if name in scaled else values
        for name, values in tensors.items()
        if name.removesuffix(SCALE) not in scaled or not name.endswith(SCALE)
    }

"""How a loop looks at its networks while they learn. Looking changes nothing: not the weights, not the mode, not chance."""

import contextlib
from collections.abc import Generator

import numpy as np
import torch
from torch import Tensor, nn

from engine import images
from engine.models.autoencoder import Decoder

HELD_OUT = 1_000
"""Held-out pictures that each look uses."""


@contextlib.contextmanager
def at_rest(*networks: nn.Module) -> Generator[None]:
    """Evaluation mode and no gradients. Important: never yield an event in here, or the mode leaks to whoever drains the loop."""
    with torch.no_grad():
        for network in networks:
            network.eval()
        try:
            yield
        finally:
            for network in networks:
                network.train()


def plane(decoder: Decoder, xs: Tensor, ys: Tensor) -> np.ndarray:
    """Decode a grid of two-number codes: xs (a) from left to right, ys (b) from bottom to top. One sheet (h, w, c)."""
    y, x = torch.meshgrid(ys.flip(0), xs, indexing="ij")
    z = torch.stack([x, y], -1).reshape(-1, 2)
    with at_rest(decoder):
        pictures = images.to_pixels(decoder.paint(z))
    return images.grid(pictures, len(xs), gap=0)


def code_map(codes: Tensor, labels: np.ndarray | None) -> dict[str, Tensor]:
    """Codes (n, d) of held-out pictures, to save beside weights: a map can then be drawn where the pictures are not at hand."""
    found = {"map.codes": codes}
    if labels is not None:
        found["map.labels"] = torch.from_numpy(labels[: len(codes)]).to(torch.uint8)
    return found

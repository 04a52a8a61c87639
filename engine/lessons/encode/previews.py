"""What is shown of a model that encodes while it learns: the plane, and the map of codes."""

import numpy as np
import torch
from torch import Tensor

from engine.data import sheets
from engine.lessons.encode.autoencoder.network import Decoder
from engine.nn import images
from engine.nn.evaluation import at_rest


def plane(decoder: Decoder, xs: Tensor, ys: Tensor) -> np.ndarray:
    """Decode a grid of two-number codes: xs (a) from left to right, ys (b) from bottom to top. One sheet (h, w, c)."""
    y, x = torch.meshgrid(ys.flip(0), xs, indexing="ij")
    z = torch.stack([x, y], -1).reshape(-1, 2)
    with at_rest(decoder):
        pictures = images.to_pixels(decoder.paint(z))
    return sheets.grid(pictures, len(xs), gap=0)


def code_map(codes: Tensor, labels: np.ndarray | None) -> dict[str, Tensor]:
    """Codes (n, d) of held-out pictures, to save beside weights: a map can then be drawn where the pictures are not at hand."""
    found = {"map.codes": codes}
    if labels is not None:
        found["map.labels"] = torch.from_numpy(labels[: len(codes)]).to(torch.uint8)
    return found

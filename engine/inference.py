"""Trained models at work: numpy in, numpy out.

Each object owns its networks, its mode and its generator, so that many visitors can share one without disturbing each other.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn

from engine import checkpoints, images, losses, noise
from engine.errors import Trouble
from engine.models import autoencoder

NETWORKS = {
    "autoencoder": {"encoder": autoencoder.Encoder, "decoder": autoencoder.Decoder},
}
"""Lesson -> the class of each network in its weights file."""


def load(path: Path) -> "Codec":
    """The model in a weights file, ready to use."""
    tensors, card = checkpoints.load_weights(path)
    if card.get("lesson") not in NETWORKS:
        raise Trouble(f"{path.name} belongs to no lesson of this version.", "Update Atelier, or train it again here.")
    classes = NETWORKS[card["lesson"]]
    networks = {name: classes[name](**about["arguments"]) for name, about in card["networks"].items()}
    for name, network in networks.items():
        network.load_state_dict(tensors[name])
    return Codec(networks["encoder"], networks["decoder"], card, tensors["map"])


class Codec:
    """An encoder and a decoder. Pictures are uint8 (n, h, w, c), codes float32 (n, d).

    `codes` are those of held-out pictures, `labels` their classes where there are any.
    """

    def __init__(self, encoder: nn.Module, decoder: nn.Module, card: Mapping[str, Any], held_out: Mapping[str, Tensor]):
        self.codes = held_out["codes"].numpy()
        self.labels = held_out["labels"].numpy().astype(np.int64) if "labels" in held_out else None
        self.encoder = encoder.eval().requires_grad_(False)
        self.decoder = decoder.eval().requires_grad_(False)
        self.card = card
        self.size = decoder.arguments["size"]
        self.channels = decoder.arguments["channels"]
        self.dimensions = decoder.arguments["bottleneck"]

    @torch.inference_mode()
    def encode(self, pictures: np.ndarray) -> np.ndarray:
        return self.encoder(self._check_pictures(pictures)).numpy()

    @torch.inference_mode()
    def decode(self, codes: np.ndarray) -> np.ndarray:
        return images.to_pixels(self.decoder.paint(self._check_codes(codes)))

    def reconstruct(self, pictures: np.ndarray) -> np.ndarray:
        return self.decode(self.encode(pictures))

    def sample(self, count: int, seed: int = 0) -> np.ndarray:
        """Pictures decoded from codes drawn out of the bell curve that fits the codes of real pictures.

        An autoencoder promises nothing about them: between the codes it has seen it may draw nonsense.
        """
        mean, spread = self.codes.mean(0), np.atleast_2d(np.cov(self.codes.T))
        return self.decode(np.random.default_rng(seed).multivariate_normal(mean, spread, count))

    @torch.inference_mode()
    def spoil(self, pictures: np.ndarray, kind: str, level: float, seed: int = 0) -> np.ndarray:
        """The pictures with noise, as the network meets them in training."""
        unit = self._check_pictures(pictures)
        return images.to_pixels(noise.KINDS[kind](unit, level, torch.Generator().manual_seed(seed)))

    @torch.inference_mode()
    def psnr(self, pictures: np.ndarray, originals: np.ndarray) -> np.ndarray:
        """Decibels (n,) between pictures and originals."""
        return losses.psnr(self._check_pictures(pictures), self._check_pictures(originals)).numpy()

    def _check_pictures(self, pictures: np.ndarray) -> Tensor:
        wanted = (self.size, self.size, self.channels)
        if pictures.dtype != np.uint8 or pictures.shape[1:] != wanted:
            raise Trouble(
                f"This model takes pictures of {wanted[0]} x {wanted[1]} pixels with {wanted[2]} channels, not {pictures.shape[1:]}.",
                "Crop, resize or turn them grey first.",
            )
        return images.to_unit(torch.from_numpy(np.ascontiguousarray(pictures)))

    def _check_codes(self, codes: np.ndarray) -> Tensor:
        if codes.ndim != 2 or codes.shape[1] != self.dimensions:
            raise Trouble(
                f"A code of this model has {self.dimensions} numbers, but the given shape is {codes.shape}.",
                f"Give an array of shape (n, {self.dimensions}).",
            )
        return torch.from_numpy(np.ascontiguousarray(codes, dtype=np.float32))

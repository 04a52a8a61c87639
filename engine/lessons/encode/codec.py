"""Trained models at work: numpy in, numpy out.

Each object owns its networks, its mode and its generator, so that many visitors can share one without disturbing each other.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from statistics import NormalDist
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn

from engine.core.errors import Trouble
from engine.language.words import _
from engine.lessons.encode import crowd as encode_crowd
from engine.lessons.encode import gaussian, losses, noise
from engine.lessons.encode.autoencoder import network as autoencoder_network
from engine.lessons.encode.concepts import network as concepts_network
from engine.nn import images
from engine.weights import checkpoint
from engine.weights.checkpoint import Networks

NETWORKS: dict[str, Networks] = {
    **dict.fromkeys(("autoencoder", "vae"), autoencoder_network.NETWORKS),
    "concepts": concepts_network.NETWORKS,
}
"""Lesson -> the class of each network in its weights file."""

AT_ONCE = 256
"""Pictures that are decoded at once while costs are measured."""


def load(path: Path) -> "Codec":
    """The encoder and decoder in a weights file, ready to use."""
    otherwise = Trouble(
        _("{name} holds no model that draws.", name=path.name), "Choose one that has an encoder and a decoder."
    )
    networks, card, beside = checkpoint.opened(path, NETWORKS, otherwise)
    return Codec(networks["encoder"], networks["decoder"], card, beside)


@dataclass(frozen=True)
class Costs:
    """What a variational autoencoder pays for pictures, in nats, each (n,). Their sum is the negative ELBO."""

    reconstruction: np.ndarray
    kl: np.ndarray
    bound: np.ndarray
    """The negative importance-weighted bound: nearer to the true cost, never above the ELBO's on average."""


class Codec:
    """An encoder and a decoder. Pictures are uint8 (n, h, w, c), codes float32 (n, d).

    `held_out` holds the codes of held-out pictures, and their classes where there are any.
    """

    def __init__(self, encoder: nn.Module, decoder: Any, card: Mapping[str, Any], held_out: Mapping[str, Tensor]):
        self.encoder, self.decoder = encoder, decoder
        self.card = card
        self.held_out = held_out
        self.codes = held_out["codes"].numpy()
        self.labels = held_out["labels"].numpy().astype(np.int64) if "labels" in held_out else None
        self.size = decoder.arguments["size"]
        self.channels = decoder.arguments["channels"]
        self.dimensions = decoder.arguments["bottleneck"]
        self.variational = card["lesson"] in ("vae", "concepts")

    @torch.inference_mode()
    def encode(self, pictures: np.ndarray) -> np.ndarray:
        """Codes; of a variational model, the means."""
        x = self._check_pictures(pictures)
        return (gaussian.encode(self.encoder, x)[0] if self.variational else self.encoder(x)).numpy()

    @torch.inference_mode()
    def encode_clouds(self, pictures: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Mean and standard deviation of each picture's cloud of codes, each (n, d)."""
        self._check_variational()
        mean, log_var = gaussian.encode(self.encoder, self._check_pictures(pictures))
        return mean.numpy(), (log_var / 2).exp().numpy()

    @torch.inference_mode()
    def decode(self, codes: np.ndarray) -> np.ndarray:
        return images.to_pixels(self.decoder.paint(self._check_codes(codes)))

    def reconstruct(self, pictures: np.ndarray) -> np.ndarray:
        return self.decode(self.encode(pictures))

    def sample(self, count: int, seed: int = 0) -> np.ndarray:
        """Pictures from random codes: from the prior of a variational model, else from the bell curve around known codes.

        An autoencoder promises nothing about such pictures: between the codes it has seen it may draw nonsense.
        """
        return self.decode(self.random_codes(count, np.random.default_rng(seed)))

    def random_codes(self, count: int, chance: np.random.Generator) -> np.ndarray:
        """From the prior of a variational model; but from the bell curve around the codes of a plain one, and of one
        that carries the codes of its training pictures: in many dimensions they fill only a part of the prior."""
        if self.variational and "train_codes" not in self.held_out:
            return chance.normal(size=(count, self.dimensions))
        crowd = encode_crowd.crowd(self.held_out.get("train_codes", self.held_out["codes"]).numpy())
        return crowd.mean + chance.normal(size=(count, self.dimensions)) @ crowd.factor.T

    def decode_plane(self, across: int, down: int) -> np.ndarray:
        """A grid of `across` times `down` pictures over a code of two numbers, row by row from the top left.

        Of a variational model each row and column holds the same share of the prior; of an autoencoder the grid spans the
        codes of held-out pictures evenly.
        """
        if self.dimensions != 2:
            raise Trouble(
                _("A code of {dimensions} numbers is no plane.", dimensions=self.dimensions),
                "Choose a model with two latent dimensions.",
            )
        if self.variational:
            xs, ys = (np.array([NormalDist().inv_cdf((i + 0.5) / n) for i in range(n)]) for n in (across, down))
        else:
            (left, low), (right, high) = np.quantile(self.codes, [0.01, 0.99], axis=0)
            xs, ys = np.linspace(left, right, across), np.linspace(low, high, down)
        x, y = np.meshgrid(xs, ys[::-1])
        return self.decode(np.stack([x.ravel(), y.ravel()], 1))

    @torch.inference_mode()
    def spoil(self, pictures: np.ndarray, kind: str, level: float, seed: int = 0) -> np.ndarray:
        """The pictures with noise, as the network meets them in training."""
        unit = self._check_pictures(pictures)
        return images.to_pixels(noise.KINDS[kind](unit, level, torch.Generator().manual_seed(seed)))

    @torch.inference_mode()
    def psnr(self, pictures: np.ndarray, originals: np.ndarray) -> np.ndarray:
        """Decibels (n,) between pictures and originals."""
        return losses.psnr(self._check_pictures(pictures), self._check_pictures(originals)).numpy()

    @torch.inference_mode()
    def costs(self, pictures: np.ndarray, draws: int = 64, seed: int = 0) -> Costs:
        """What pictures cost, each the mean over `draws` codes from its cloud, and the bound that the draws give together."""
        self._check_variational()
        x, config = self._check_pictures(pictures), self.card["config"]
        generator = torch.Generator().manual_seed(seed)
        mean, log_var = gaussian.encode(self.encoder, x)
        chance = torch.stack([torch.randn(mean.shape, generator=generator) for _ in range(draws)])
        z = mean + (log_var / 2).exp() * chance  # (k, n, d)
        nats = []
        for some in z.split(max(1, AT_ONCE // len(x))):  # as many draws at once as memory bears
            again = x.repeat(len(some), 1, 1, 1)
            each = losses.decoded_nats(
                self.decoder, some.flatten(0, 1), again, config["likelihood"], config["variance"]
            )
            nats.append(each.unflatten(0, some.shape[:2]))
        nats = torch.cat(nats)
        return Costs(
            reconstruction=nats.mean(0).numpy(),
            kl=gaussian.kl_to_prior(mean, log_var).sum(1).numpy(),
            bound=-gaussian.importance_weighted(-nats, z, mean, log_var).numpy(),
        )

    def _check_variational(self) -> None:
        if not self.variational:
            raise Trouble("An autoencoder gives one code for a picture, not a cloud.", "Choose a variational model.")

    def _check_pictures(self, pictures: np.ndarray) -> Tensor:
        wanted = (self.size, self.size, self.channels)
        if pictures.dtype != np.uint8 or pictures.shape[1:] != wanted:
            raise Trouble(
                _(
                    "This model takes pictures of {height} x {width} pixels with {channels} channels, not {shape}.",
                    height=wanted[0],
                    width=wanted[1],
                    channels=wanted[2],
                    shape=pictures.shape[1:],
                ),
                "Crop, resize or turn them grey first.",
            )
        return images.to_unit(torch.from_numpy(np.ascontiguousarray(pictures)))

    def _check_codes(self, codes: np.ndarray) -> Tensor:
        codes = np.asarray(codes)
        if codes.ndim != 2 or codes.shape[1] != self.dimensions:
            raise Trouble(
                _(
                    "A code of this model has {dimensions} numbers, but the given shape is {shape}.",
                    dimensions=self.dimensions,
                    shape=codes.shape,
                ),
                _("Give an array of shape (n, {dimensions}).", dimensions=self.dimensions),
            )
        return torch.from_numpy(np.ascontiguousarray(codes, dtype=np.float32))

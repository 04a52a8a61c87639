"""A trained GAN at work, numpy in, numpy out: it invents pictures from noise, and says of any picture how real it looks."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor

from engine.core.errors import Trouble
from engine.language.words import _
from engine.lessons import adversarial, latent
from engine.lessons.compete import wishes as compete_wishes
from engine.lessons.compete.gan.network import NETWORKS, Discriminator, Generator
from engine.nn import device, images
from engine.weights import checkpoint

AT_ONCE = 100
"""Pictures that go through a network together."""


def load(path: Path) -> "Inventor":
    otherwise = Trouble(_("{name} holds no generator.", name=path.name), "Choose a model that was trained as a GAN.")
    networks, card, _beside = checkpoint.opened(path, dict.fromkeys(("gan", "cgan"), NETWORKS), otherwise)
    return Inventor(networks["generator"], networks["discriminator"], card)


class Inventor:
    """Noise is float32 (n, d), wishes (n, k) with k = 0 where nobody asks; pictures are uint8 (n, h, w, c)."""

    def __init__(self, generator: Generator, discriminator: Discriminator, card: Mapping[str, Any]):
        self.generator, self.discriminator = device.fast(generator), device.fast(discriminator)
        self.card = card
        arguments = generator.arguments
        self.size, self.channels = arguments["size"], arguments["channels"]
        self.dimensions, self.labels = arguments["latent"], arguments["labels"]
        self.config = card["config"]
        self.wishes = compete_wishes.names(self.config["data"], card["classes"]) if self.labels else ()
        self.game = adversarial.OBJECTIVES[self.config["objective"]]

    def noise(self, count: int, seed: int = 0) -> np.ndarray:
        """From the distribution that the generator learnt with. The same seed gives the same noise."""
        return latent.noise(self.config["prior"], count, self.dimensions, seed)

    @torch.inference_mode()
    def invent(self, noise: np.ndarray, wishes: np.ndarray | None = None) -> np.ndarray:
        z, asked = self._rows(noise, self.dimensions, "noise"), self._asked(wishes, len(noise))
        with device.precision():
            made = [
                self.generator.paint(some, None if asked is None else asked[at : at + AT_ONCE]).float()
                for at, some in zip(range(0, len(z), AT_ONCE), z.split(AT_ONCE), strict=True)
            ]
        return images.to_pixels(torch.cat(made))

    def sample(self, count: int, seed: int = 0, wishes: np.ndarray | None = None) -> np.ndarray:
        return self.invent(self.noise(count, seed), wishes)

    def realness(self, pictures: np.ndarray, wishes: np.ndarray | None = None) -> np.ndarray:
        """float32 (n,): what the discriminator says of each picture. A probability where the objective gives one."""
        return self.game.score(torch.from_numpy(self.logits(pictures, wishes))).numpy()

    @torch.inference_mode()
    def logits(self, pictures: np.ndarray, wishes: np.ndarray | None = None) -> np.ndarray:
        """float32 (n,): the same as the discriminator's last layer gives it."""
        x = self._as_learnt(pictures)
        asked = self._asked(wishes, len(x))
        with device.precision():
            logits = [
                self.discriminator(some, None if asked is None else asked[at : at + AT_ONCE]).float()
                for at, some in zip(range(0, len(x), AT_ONCE), x.split(AT_ONCE), strict=True)
            ]
        return torch.cat(logits)[:, 0].cpu().numpy()

    @torch.inference_mode()
    def features(self, pictures: np.ndarray) -> np.ndarray:
        """float32 (n, k): what the discriminator's last layer but one makes of each picture, before any verdict."""
        if self.labels:
            raise Trouble("This discriminator looks at a picture only beside a wish.", "Choose a GAN without labels.")
        with device.precision():
            seen = [self.discriminator.features(some).float() for some in self._as_learnt(pictures).split(AT_ONCE)]
        return torch.cat(seen).cpu().numpy()

    def _as_learnt(self, pictures: np.ndarray) -> Tensor:
        """Pictures as the discriminator learnt to see them: its size, its colours, its range."""
        unit = images.to_unit(torch.from_numpy(np.ascontiguousarray(pictures)).to(device.pick()))
        if unit.shape[1] != self.channels:
            unit = unit.mean(1, keepdim=True).expand(-1, self.channels, -1, -1)
        x = images.resized(unit, self.size)
        return 2 * x - 1 if self.generator.arguments["output"] == "tanh" else x

    def _asked(self, wishes: np.ndarray | None, count: int) -> Tensor | None:
        if not self.labels:
            return None
        if wishes is None or len(wishes) != count:
            raise Trouble(
                "This model must be told what to draw.",
                _("Give {count} rows of {labels} wishes.", count=count, labels=self.labels),
            )
        return self._rows(wishes, self.labels, "wishes")

    def _rows(self, rows: np.ndarray, wanted: int, what: str) -> Tensor:
        rows = np.asarray(rows, np.float32)
        if rows.ndim != 2 or rows.shape[1] != wanted:
            raise Trouble(
                _("The array of {what} has the shape {shape}.", what=what, shape=rows.shape),
                _("Give {wanted} numbers for each picture.", wanted=wanted),
            )
        return torch.from_numpy(np.ascontiguousarray(rows)).to(device.pick())

"""A trained progressive GAN at work, numpy in, numpy out: faces at any stage of growth, and both branches of each fade."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor

from engine.core.errors import Trouble
from engine.language.words import _
from engine.lessons import latent
from engine.lessons.compete.progan import schedule
from engine.lessons.compete.progan.network import NETWORKS, Generator, Grown
from engine.nn import device, images
from engine.weights import checkpoint

AT_ONCE = 100
"""Pictures that go through the network together."""


def load(path: Path) -> "TrainedProGAN":
    otherwise = Trouble(
        _("{name} holds no progressive GAN.", name=path.name), "Choose a model that was trained as one."
    )
    networks, card, _beside = checkpoint.opened(path, {"progan": NETWORKS}, otherwise)
    return TrainedProGAN(networks, card)


class TrainedProGAN:
    """Noise is float32 (n, d); pictures are uint8 (n, h, w, c). `sides` are the resolutions it has reached."""

    def __init__(self, networks: Mapping[str, Any], card: Mapping[str, Any]):
        self.card = card
        self.generator: Generator = device.fast(networks["generator"])
        self.size, self.channels = (self.generator.arguments[name] for name in ("size", "channels"))
        self.dimensions = self.generator.arguments["latent"]
        config, step = card["config"], card["step"]
        self.now = schedule.at(step, config["steps"], config["phase"], self.size)
        passed = schedule.fades(step, config["phase"], self.size)
        self.fading = {side: device.fast(networks.get(f"at-{side}", self.generator)) for side in passed}
        self.sides = [schedule.FIRST, *passed]

    def noise(self, count: int, seed: int = 0) -> np.ndarray:
        """The same seed gives the same noise."""
        return latent.noise("normal", count, self.dimensions, seed)

    def sample(self, count: int, seed: int = 0, wishes: np.ndarray | None = None) -> np.ndarray:
        """As grown as it is, enlarged to its final size. Nobody asks it for anything."""
        grown = Grown(self.generator, self.now.level, self.now.alpha)
        return self._painted(grown.paint, self.noise(count, seed))

    @torch.inference_mode()
    def branches(self, noise: np.ndarray, side: int) -> tuple[np.ndarray, np.ndarray]:
        """The two sides of the fade to `side` pixels, float32 (n, side, side, c) around 0 to 1 and not clipped: what the layers below
        paint, enlarged, and what the new layers paint. From the middle of that phase, when both counted the same; of a model that went on
        to learn every alpha, as it is now."""
        generator = self._in_the_middle(side)
        with device.precision():
            low, high = generator.branches(self._rows(noise), schedule.levels(side))
        return as_rows(low), as_rows(high)

    def blended(self, noise: np.ndarray, side: int, alpha: float) -> np.ndarray:
        """What the network itself paints at this alpha: the forward pass of training."""
        generator, level = self._in_the_middle(side), schedule.levels(side)
        return self._painted(lambda z: generator.paint(z, level, alpha), noise)

    def tower(self, noise: np.ndarray) -> dict[int, np.ndarray]:
        """Side -> what the layer to-RGB of that resolution paints of this noise, in true size. Each from the time when it was in
        use: below the top, from the middle of the next fade. Later, nobody taught it any more."""
        found = {}
        for level, side in enumerate(self.sides):
            generator = self.fading.get(2 * side, self.generator)
            found[side] = self._painted(lambda z, of=generator, at=level: of.paint(z, at), noise)
        return found

    def _in_the_middle(self, side: int) -> Generator:
        if side not in self.fading:
            known = ", ".join(f"{one} px" for one in self.fading)
            raise Trouble(
                _("This model has not passed the fade to {side} px.", side=side),
                _("It has passed: {known}.", known=known) if known else "It has passed: none yet: train it longer.",
            )
        return self.fading[side]

    @torch.inference_mode()
    def _painted(self, paint: Any, noise: np.ndarray) -> np.ndarray:
        with device.precision():
            return images.to_pixels(torch.cat([paint(some).float() for some in self._rows(noise).split(AT_ONCE)]))

    def _rows(self, noise: np.ndarray) -> Tensor:
        noise = np.asarray(noise, np.float32)
        if noise.ndim != 2 or noise.shape[1] != self.dimensions:
            raise Trouble(
                _("The array of {what} has the shape {shape}.", what="noise", shape=noise.shape),
                _("Give {wanted} numbers for each picture.", wanted=self.dimensions),
            )
        return torch.from_numpy(np.ascontiguousarray(noise)).to(device.pick())


def as_rows(made: Tensor) -> np.ndarray:
    """(n, c, h, w) around -1 to 1 -> float32 (n, h, w, c) around 0 to 1."""
    return ((made.float() + 1) / 2).permute(0, 2, 3, 1).contiguous().cpu().numpy()

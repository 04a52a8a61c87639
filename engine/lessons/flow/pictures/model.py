"""A trained flow at work, numpy in, numpy out: pictures out of noise, noise out of pictures, holes filled, sketches painted over.

Noise is float32 (n, c, h, w), pictures are uint8 (n, h, w, c), classes int (n,) or None for pictures of any. Time runs from 0,
all noise, to 1, all picture.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor

from engine.core.errors import Trouble
from engine.language.words import _
from engine.lessons.flow import paths, samplers
from engine.lessons.flow.pictures import editing, field
from engine.lessons.flow.pictures.looks import to_pixels, to_range
from engine.lessons.flow.pictures.network import NETWORKS, UNet
from engine.nn import device, images
from engine.weights import checkpoint

AT_ONCE = 50
"""Pictures that go through the network together."""

BACK = 20
"""Steps of Heun from a picture back to its noise."""


@dataclass(frozen=True)
class How:
    """How noise is walked to pictures."""

    steps: int = 16
    sampler: str = "euler"
    guidance: float = 1.0
    seed: int = 0
    """Of the fresh noise that DDPM's sampler needs."""


@dataclass(frozen=True)
class Way:
    """times (k,), then at each of them the noisy pictures and what the network takes each for: uint8 (k, n, h, w, c)."""

    times: tuple[float, ...]
    states: np.ndarray
    beliefs: np.ndarray


def load(path: Path) -> "Flow":
    otherwise = Trouble(_("{name} holds no flow.", name=path.name), "Choose a model of 'Pictures out of noise'.")
    networks, card, _beside = checkpoint.opened(path, {"pictures": NETWORKS}, otherwise)
    return Flow(networks["flow"], card)


class Flow:
    def __init__(self, network: UNet, card: Mapping[str, Any]):
        self.network, self.card = device.fast(network), card
        about = network.arguments
        self.size, self.channels = about["size"], about["channels"]
        self.classes: tuple[str, ...] = tuple(card.get("classes") or ()) if about["labels"] else ()
        self.path = card["config"]["path"]

    def noise(self, count: int, seed: int = 0) -> np.ndarray:
        """The same seed gives the same noise."""
        shape = count, self.channels, self.size, self.size
        return np.random.default_rng(seed).normal(size=shape).astype(np.float32)

    def make(self, noise: np.ndarray, wanted: np.ndarray | None = None, how: How | None = None) -> np.ndarray:
        return self._walked(self._noise(noise), self._wanted(wanted, len(noise)), how or How(), 0.0)

    def sample(self, count: int, seed: int = 0, wanted: np.ndarray | None = None, how: How | None = None) -> np.ndarray:
        return self.make(self.noise(count, seed), wanted, how)

    @torch.inference_mode()
    def way(self, noise: np.ndarray, wanted: np.ndarray | None = None, how: How | None = None) -> Way:
        """Every step on the way, and what the network believed there."""
        how = how or How()
        go = self._velocity(self._wanted(wanted, len(noise)), how.guidance)
        times, states, beliefs = [], [], []
        stops = samplers.even_times(how.steps)
        for t, x in samplers.walk(how.sampler, go, self._noise(noise), stops, fresh(how.seed)):
            times.append(t)
            states.append(to_pixels(x))
            beliefs.append(to_pixels(paths.data_from_velocity(go(x, t), x, t) if t < 1 else x))
        return Way(tuple(times), np.stack(states), np.stack(beliefs))

    @torch.inference_mode()
    def back(self, pictures: np.ndarray, wanted: np.ndarray | None = None) -> np.ndarray:
        """The noise from which the network would have made these pictures: the same way, walked backwards."""
        go = self._velocity(self._wanted(wanted, len(pictures)), 1.0)
        *_way, (_time, x) = samplers.walk("heun", go, self._pictures(pictures), backwards())
        return x.cpu().numpy()

    @torch.inference_mode()
    def fill(
        self,
        picture: np.ndarray,
        hole: np.ndarray,
        noise: np.ndarray,
        wanted: np.ndarray | None = None,
        how: How | None = None,
        rounds: int = 3,
    ) -> np.ndarray:
        """Paint into a hole, bool (h, w), of one picture, once for each noise. `rounds`: how often each step is taken."""
        how = how or How()
        known = self._pictures(np.repeat(picture[None], len(noise), 0))
        open_ = torch.from_numpy(np.asarray(hole, bool)).to(device.pick())
        go, times = self._velocity(self._wanted(wanted, len(noise)), how.guidance), samplers.even_times(how.steps)
        made = editing.filled(go, self._noise(noise), known, open_, times, how.sampler, rounds, fresh(how.seed))
        return to_pixels(made)

    @torch.inference_mode()
    def redraw(
        self,
        picture: np.ndarray,
        strength: float,
        noise: np.ndarray,
        wanted: np.ndarray | None = None,
        how: How | None = None,
    ) -> np.ndarray:
        """Paint over a rough sketch, once for each noise. strength: 0 keeps it as it is, 1 forgets it."""
        sketch = self._pictures(np.repeat(picture[None], len(noise), 0))
        start, x = editing.drowned(sketch, self._noise(noise), float(np.clip(strength, 0.0, 1.0)))
        if start >= 1:
            return to_pixels(sketch)
        return self._walked(x, self._wanted(wanted, len(noise)), how or How(), start)

    @torch.inference_mode()
    def _walked(self, x: Tensor, wanted: Tensor | None, how: How, start: float) -> np.ndarray:
        times = samplers.even_times(max(1, round(how.steps * (1 - start))), start)
        made = []
        for at in range(0, len(x), AT_ONCE):
            some = slice(at, at + AT_ONCE)
            go = self._velocity(None if wanted is None else wanted[some], how.guidance)
            *_way, (_time, done) = samplers.walk(how.sampler, go, x[some], times, fresh(how.seed + at))
            made.append(to_pixels(done))
        return np.concatenate(made)

    def _velocity(self, wanted: Tensor | None, guidance: float) -> field.Field:
        return field.velocity(self.network, self.path, wanted, guidance)

    def _noise(self, noise: np.ndarray) -> Tensor:
        noise = np.asarray(noise, np.float32)
        shape = self.channels, self.size, self.size
        if noise.ndim != 4 or noise.shape[1:] != shape:
            raise Trouble(
                _("The array of noise has the shape {shape}.", shape=noise.shape),
                _("Give {wanted} for each picture.", wanted=shape),
            )
        return torch.from_numpy(np.ascontiguousarray(noise)).to(device.pick())

    def _pictures(self, pictures: np.ndarray) -> Tensor:
        """uint8 of any size and colours -> [-1, 1], as the network makes them."""
        unit = images.to_unit(torch.from_numpy(np.ascontiguousarray(pictures)).to(device.pick()))
        if unit.shape[1] != self.channels:
            unit = unit.mean(1, keepdim=True).expand(-1, self.channels, -1, -1)
        return to_range(images.resized(unit, self.size))

    def _wanted(self, wanted: np.ndarray | None, count: int) -> Tensor | None:
        if wanted is None or not self.classes:
            return None
        if len(wanted) != count or not all(0 <= one < len(self.classes) for one in wanted):
            raise Trouble(
                _("{given} classes were asked for {count} pictures.", given=len(wanted), count=count),
                _("Give each picture one from 0 to {last}.", last=len(self.classes) - 1),
            )
        return torch.from_numpy(np.asarray(wanted, np.int64)).to(device.pick())


def fresh(seed: int) -> samplers.Fresh:
    """Normal noise, the same for the same seed."""
    chance = torch.Generator().manual_seed(seed)
    return lambda x: torch.randn(x.shape, generator=chance).to(x.device)


def backwards() -> list[float]:
    return samplers.even_times(BACK, 1.0, 0.0)

"""Looks at a flow while it learns: always the same noise on its way to pictures, the held-out loss, and the crowd of what it makes."""

from functools import cached_property

import numpy as np
import torch
from torch import Tensor

from engine.data import sheets
from engine.data.pictures import Pictures
from engine.lessons import crowd as lessons_crowd
from engine.lessons.flow import paths, samplers
from engine.lessons.flow.pictures import field, losses
from engine.lessons.flow.pictures.config import PicturesConfig
from engine.lessons.flow.pictures.network import UNet
from engine.lessons.helpers.judge import model as judge_model
from engine.nn import device, evaluation, images

LOOKED_AT = 128
"""Made pictures, and as many held-out ones, that each look compares."""

SHOWN = 40
STEPS = 8
"""Steps of Euler for each picture of a look: enough to see whether it learns."""

STATIONS = 9
"""Columns of the strip from noise to picture."""

ROWS = 3

TIMES = (0.1, 0.5, 0.9)
"""Times at which the held-out loss is told apart."""


def to_range(unit: Tensor) -> Tensor:
    """Pictures in [0, 1] -> [-1, 1]."""
    return 2 * unit - 1


def to_pixels(x: Tensor) -> np.ndarray:
    """Pictures in [-1, 1] -> uint8 (n, h, w, c)."""
    return images.to_pixels((x + 1) / 2)


def noise_like(network: UNet, count: int, seed: int) -> Tensor:
    """Noise of its own, which leaves the run's chance as it is."""
    about = network.arguments
    chance = torch.Generator().manual_seed(seed)
    return torch.randn(count, about["channels"], about["size"], about["size"], generator=chance).to(device.pick())


def in_turn(network: UNet, count: int) -> Tensor | None:
    """One class after another; None where nothing can be asked for."""
    return torch.arange(count, device=device.pick()) % network.nothing if network.nothing else None


class Looker:
    def __init__(self, data: Pictures, held_out: Tensor, labels: Tensor | None, config: PicturesConfig):
        """held_out uint8 (n, s, s, c) as large as the network makes them."""
        self.path, self.times = config.path, config.times
        self.held_out, self.labels = held_out[:LOOKED_AT], None if labels is None else labels[:LOOKED_AT]
        self.judge = judge_model.nearest(config.data, data.shape[0])

    @cached_property
    def real(self) -> np.ndarray:
        """What the judge sees in real ones: no first picture waits for it."""
        return self.judge.embed(self.held_out.numpy())

    def measure(self, network: UNet) -> dict[str, float]:
        count = len(self.held_out)
        wanted = self.labels if self.labels is not None else in_turn(network, count)
        pictures = self.made(network, noise_like(network, count, seed=1), wanted)
        crowd = lessons_crowd.compared(self.real, self.judge.embed(pictures))
        return self.held_out_loss(network) | {
            "coverage": crowd.coverage,
            "density": crowd.density,
            "diversity": crowd.diversity,
            "KID": crowd.kid,
            "KID, at least": crowd.kid_low,
            "KID, at most": crowd.kid_high,
        }

    def held_out_loss(self, network: UNet) -> dict[str, float]:
        """With the same times and the same noise at each look."""
        here = device.pick()
        x = to_range(images.to_unit(self.held_out.to(here)))
        noise, count = noise_like(network, len(x), seed=2), len(x)
        with torch.random.fork_rng(), evaluation.at_rest(network), device.precision():
            torch.manual_seed(2)
            if self.path == "ddpm":
                found = {
                    "held-out loss": losses.ancestral(network, x, noise, losses.stations(count).to(here), self.labels)
                }
                shares = {t: torch.full((count,), float(paths.share_of_data(t)), device=here) for t in TIMES}
                found |= {
                    f"at time {t}": losses.ancestral(network, x, noise, a, self.labels) for t, a in shares.items()
                }
            else:
                drawn = losses.times_of(self.times, count).to(here)
                found = {"held-out loss": losses.straight(network, x, noise, drawn, self.labels)}
                fixed = {t: torch.full((count,), t, device=here) for t in TIMES}
                found |= {
                    f"at time {t}": losses.straight(network, x, noise, one, self.labels) for t, one in fixed.items()
                }
        return {name: float(each.mean()) for name, each in found.items()}

    def made(self, network: UNet, noise: Tensor, wanted: Tensor | None) -> np.ndarray:
        with evaluation.at_rest(network):
            return to_pixels(samplers.sample("euler", field.velocity(network, self.path, wanted), noise, STEPS))

    def sheet(self, network: UNet, seed: int) -> np.ndarray:
        """Pictures in rows; with classes a column for each, as far as a screen is wide."""
        across = min(10, network.nothing) if network.nothing else 10
        rows = SHOWN // 10
        wanted = None
        if network.nothing:
            wanted = torch.arange(across, device=device.pick()).repeat(rows)
        return sheets.grid(self.made(network, noise_like(network, rows * across, seed), wanted), across=across)

    def strip(self, network: UNet) -> np.ndarray:
        """From noise to picture, left to right; beneath each row what the network takes for the picture at that time."""
        noise, rows = noise_like(network, ROWS, seed=0), []
        with evaluation.at_rest(network):
            go = field.velocity(network, self.path, in_turn(network, ROWS))
            way = list(samplers.walk("euler", go, noise, samplers.even_times(STATIONS - 1)))
            states = [to_pixels(x) for _t, x in way]
            beliefs = [to_pixels(paths.data_from_velocity(go(x, t), x, t) if t < 1 else x) for t, x in way]
        for number in range(ROWS):
            rows += [np.stack([one[number] for one in kind]) for kind in (states, beliefs)]
        return sheets.sheet(rows)

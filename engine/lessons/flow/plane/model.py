"""A trained flow at work: numpy in, numpy out."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import torch

from engine.core.errors import Trouble
from engine.language.words import _
from engine.lessons.flow import samplers
from engine.lessons.flow.plane.network import NETWORKS, Field
from engine.weights import checkpoint


def load(path: Path) -> "Flow":
    otherwise = Trouble(
        _("{name} holds no flow on points.", name=path.name), "Choose a model of the lesson Flow on points."
    )
    networks, card, _beside = checkpoint.opened(path, {"plane": NETWORKS}, otherwise)
    return Flow(networks["field"], card)


class Flow:
    """Points are float32 (n, 2)."""

    def __init__(self, field: Field, card: Mapping[str, Any]):
        self.field, self.card = field, card

    @torch.no_grad()
    def velocity(self, x: np.ndarray, t: float) -> np.ndarray:
        times = torch.full((len(x), 1), float(t))
        return self.field.velocity(torch.from_numpy(x.astype(np.float32)), times).numpy()

    def sample(self, count: int, sampler: str = "euler", steps: int = 50, seed: int = 0) -> np.ndarray:
        """New points."""
        chance = np.random.default_rng(seed)

        def fresh(x: np.ndarray) -> np.ndarray:
            return chance.normal(size=x.shape).astype(np.float32)

        noise = fresh(np.empty((count, 2)))
        return samplers.sample(sampler, self.velocity, noise, steps, fresh).astype(np.float32)

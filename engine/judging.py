"""A trained judge at work, numpy in, numpy out: which marks a picture has, and how unlike two pictures look to it."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor

from engine import device, images, inference, losses, shelf
from engine.data import marks
from engine.errors import Trouble
from engine.models import judge as models

AT_ONCE = 100
"""Pictures that go through the network together: enough to keep it busy, few enough to stay in the cache."""


def load(path: Path) -> "Judge":
    networks, card, _ = inference.opened(path)
    if "judge" not in networks:
        raise Trouble(f"{path.name} holds no judge of marks.", "Choose one that was trained as a judge.")
    return Judge(networks["judge"], card)


def of_set(name: str) -> "Judge":
    """The shipped judge of a picture set."""
    return load(shelf.find(f"judge-{name}"))


class Judge:
    """`marks` are what it can tell, in the order of its answers. Pictures are uint8 (n, h, w, c)."""

    def __init__(self, network: models.Judge, card: Mapping[str, Any]):
        self.network = device.fast(network)
        self.card = card
        self.marks = marks.MARKS[card["config"]["data"]]

    @torch.inference_mode()
    def probabilities(self, pictures: np.ndarray) -> np.ndarray:
        """float32 (n, k): for each picture, the probability of each mark."""
        with device.precision():
            found = [self.network(x).float().sigmoid() for x in self._batches(pictures)]
        return torch.cat(found).cpu().numpy()

    @torch.inference_mode()
    def unlikeness(self, pictures: np.ndarray, originals: np.ndarray) -> np.ndarray:
        """float32 (n,): see losses.likeness. 0 for the same picture."""
        with device.precision():
            found = [
                losses.likeness(self.network.features(one), self.network.features(other))
                for one, other in zip(self._batches(pictures), self._batches(originals), strict=True)
            ]
        return torch.cat(found).cpu().numpy()

    def _batches(self, pictures: np.ndarray) -> list[Tensor]:
        some = torch.from_numpy(np.ascontiguousarray(pictures)).to(device.pick()).split(AT_ONCE)
        return [images.to_unit(one) for one in some]

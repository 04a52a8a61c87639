"""A trained judge at work, numpy in, numpy out: which marks a picture has, and how unlike two pictures look to it."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor

from engine.core.errors import Trouble
from engine.data import cards, marks
from engine.language.words import _
from engine.lessons.helpers.judge import losses
from engine.lessons.helpers.judge import network as judge_network
from engine.lessons.helpers.judge.network import NETWORKS
from engine.nn import device, images
from engine.weights import checkpoint, shelf

AT_ONCE = 100
"""Pictures that go through the network together: enough to keep it busy, few enough to stay in the cache."""


def load(path: Path) -> "Judge":
    otherwise = Trouble(_("{file} holds no judge of marks.", file=path.name), "Choose one that was trained as a judge.")
    networks, card, _beside = checkpoint.opened(path, {"judge": NETWORKS}, otherwise)
    return Judge(networks["judge"], card)


def of_set(name: str) -> "Judge":
    """The shipped judge of a picture set."""
    return load(shelf.find(f"judge-{name}"))


def nearest(name: str, channels: int) -> "Judge":
    """The judge of a picture set; for sets without one, the judge of the pictures most like it."""
    for judge in (f"judge-{name}", "judge-faces-photo" if channels == 3 else "judge-glyphs"):
        if judge in shelf.shipped():
            return load(shelf.find(judge))
    raise Trouble("No judge of pictures is shipped.", "Put the folder pretrained/ back as it was.")


class Judge:
    """`marks` are what it can tell, in the order of its answers. Pictures are uint8 (n, h, w, c)."""

    def __init__(self, network: judge_network.Judge, card: Mapping[str, Any]):
        self.network = device.fast(network)
        self.card = card
        self.marks = marks.MARKS[card["config"]["data"]]
        self.size = cards.SETS[card["config"]["data"]].size

    @torch.inference_mode()
    def probabilities(self, pictures: np.ndarray) -> np.ndarray:
        """float32 (n, k): for each picture, the probability of each mark."""
        with device.precision():
            found = [self.network(x).float().sigmoid() for x in self._batches(pictures)]
        return torch.cat(found).cpu().numpy()

    def knows(self, name: str) -> bool:
        """Whether it has learnt the marks of this set."""
        return self.card["config"]["data"] == name

    @torch.inference_mode()
    def embed(self, pictures: np.ndarray) -> np.ndarray:
        """float32 (n, d): what it sees last, before it says anything. Pictures of another size or colour are fitted to it."""
        with device.precision():
            found = [self.network.features(x)[-1].float().mean((2, 3)) for x in self._batches(pictures)]
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
        units = [images.resized(images.to_unit(one), self.size) for one in some]
        channels = self.network.arguments["channels"]
        if pictures.shape[-1] == channels:
            return units
        return [one.mean(1, keepdim=True).expand(-1, channels, -1, -1) for one in units]

"""The trained model at work: numpy in, numpy out."""

from pathlib import Path

import numpy as np
import torch
from engine.lessons.encode.average.network import NETWORKS

from engine.core.errors import Trouble
from engine.nn import images
from engine.weights import checkpoint


def load(path: Path) -> "Averager":
    otherwise = Trouble(f"{path.name} holds no average.", "Choose a model of this lesson.")
    networks, card, _ = checkpoint.opened(path, {"average": NETWORKS}, otherwise)
    return Averager(networks["average"], card)


class Averager:
    def __init__(self, network, card):
        self.network, self.card = network, card

    @torch.inference_mode()
    def picture(self) -> np.ndarray:
        """uint8 (h, w, c)."""
        return images.to_pixels(self.network())[0]

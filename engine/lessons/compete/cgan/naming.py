"""From a picture back to words: the discriminator is asked of each wish whether the picture goes with it. Numpy in, numpy out.

Nobody taught it to name anything. It learnt whether a picture is real beside what was asked for, so a wish that does not fit gives a
picture away. Of classes, what it says of all is weighed against each other; of marks, each alone against asking for nothing:

    p(class k) = softmax over k of D(x | k)        p(mark i) = sigmoid(D(x | i alone) - D(x | nothing))

With a projection (Miyato & Koyama 2018) the second is exact: there D(x | y) is a sum over the marks. Where the generator obeys
perfectly, D has nothing left to say, and neither has this.
"""

from dataclasses import dataclass

import numpy as np
import torch

from engine.lessons.compete.gan.model import Inventor
from engine.lessons.compete.wishes import WISHES
from engine.lessons.score import Wish


def named(model: Inventor, pictures: np.ndarray) -> np.ndarray:
    """How sure it is of each wish, float32 (n, k). Classes share 1 between them; each mark has its own share."""
    one = model.config["data"] not in WISHES
    asked = np.eye(model.labels, dtype=np.float32)
    if not one:
        asked = np.concatenate([asked, np.zeros((1, model.labels), np.float32)])
    said = np.stack([model.logits(pictures, np.tile(wish, (len(pictures), 1))) for wish in asked], 1)
    logits = torch.from_numpy(said)
    return (logits.softmax(1) if one else torch.sigmoid(logits[:, :-1] - logits[:, -1:])).numpy()


@dataclass(frozen=True)
class Naming:
    """What it says of pictures (n, k), how often that is right, and how often always giving the most frequent answer would be."""

    said: np.ndarray
    right: Wish
    usual: float


def measure(model: Inventor, pictures: np.ndarray, truth: np.ndarray) -> Naming:
    """`truth` (n, k): ones and zeros, or what somebody who knows better believes."""
    said, shown = named(model, pictures), truth > 0.5
    if model.config["data"] in WISHES:
        right = (said > 0.5) == shown
        usual = np.maximum(shown.mean(0), 1 - shown.mean(0)).mean()
    else:
        right = said.argmax(1) == truth.argmax(1)
        usual = np.bincount(truth.argmax(1)).max() / len(truth)
    return Naming(said, Wish("all", int(right.sum()), right.size), float(usual))

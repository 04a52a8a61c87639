"""How well shipped translators do, on pictures that none of them has learnt from."""

from collections.abc import Iterable

import numpy as np
import torch

from engine.data.pairs import Pairs
from engine.data.photo_or_painting import KINDS
from engine.lessons import crowd as lessons_crowd
from engine.lessons.crowd import SURE
from engine.lessons.helpers.eye import model as eye_model
from engine.lessons.helpers.guard.network import traits
from engine.lessons.score import Score, mean_score
from engine.nn import device, images

PHOTOGRAPH, PAINTING = KINDS.index("photograph"), KINDS.index("painting")

SEEN = ("relu3_1", "relu4_1")
"""What the eye sees in these layers is the space in which crowds of pictures are compared."""


def distance(name: str, made: Iterable[np.ndarray], real: Iterable[np.ndarray], protocol: str) -> Score:
    kid, error = lessons_crowd.kernel_distance(*scaled(features(real), features(made)))
    return Score(name, kid, kid - SURE * error, kid + SURE * error, "", protocol)


def scaled(real: np.ndarray, made: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """On the scale of the real ones, without extremes; as many of each as there are of the fewer."""
    few = min(len(real), len(made))
    mean, spread = real.mean(0), real.std(0) + 1e-6
    return tuple(((crowd[:few] - mean) / spread).clip(-FAR, FAR) for crowd in (real, made))


FAR = 3.0
"""Deviations beyond which a feature counts no more: one strange picture must not be the whole distance."""


@torch.inference_mode()
def features(pictures: Iterable[np.ndarray]) -> np.ndarray:
    """What the eye sees in pictures uint8 (h, w, 3), wherever it is: float (n, d)."""
    eye = eye_model.load("compact")
    rows = []
    for picture in pictures:
        x = images.to_unit(torch.from_numpy(np.ascontiguousarray(picture))[None].to(device.pick()))
        rows.append(traits(eye.see(x, SEEN)).cpu().numpy())
    return np.concatenate(rows).astype(np.float64)


def smaller(data: Pairs, side: int) -> Pairs:
    def fit(pictures: np.ndarray) -> np.ndarray:
        return images.to_pixels(images.resized(images.to_unit(torch.from_numpy(pictures)), side))

    parts = (data.given, data.wanted, data.given_held_out, data.wanted_held_out)
    return Pairs(data.name, *map(fit, parts), data.names)


def apart(name: str, wanted: Iterable[np.ndarray], made: Iterable[np.ndarray], protocol: str) -> Score:
    """Mean |a - b| of each pair of pictures."""
    pairs = zip(wanted, made, strict=True)
    errors = np.array([np.abs(one.astype(float) - other).mean() for one, other in pairs])
    return mean_score(name, errors, "of 255", protocol)

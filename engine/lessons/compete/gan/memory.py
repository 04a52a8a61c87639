"""Is a made picture one that the model learnt by heart? The training pictures nearest to it, beside how near pictures come that
nobody could have learnt by heart: the held-out ones. Numpy in, numpy out."""

import contextlib
import hashlib
import io
import json
from dataclasses import dataclass

import numpy as np
import torch

from engine.core import files, settings
from engine.lessons.helpers.judge.model import Judge
from engine.nn import images

AT_ONCE = 500
HELD_OUT = 300
"""Held-out pictures that say what is usual."""

FINEST = 32
"""Pixels across at which pictures are compared pixel by pixel: finer ones would fill the memory of a small computer."""


@dataclass(frozen=True)
class Near:
    """For each of n pictures the k nearest training pictures: their `places` (n, k) and `distances` (n, k), nearest first."""

    places: np.ndarray
    distances: np.ndarray


class Crowd:
    """Training pictures as points, float32 (n, d), and how near held-out pictures (m, d) come to them."""

    def __init__(self, train: np.ndarray, held_out: np.ndarray):
        self.train = train
        self.usual = np.sort(self.nearest(held_out, 1).distances[:, 0])

    def nearest(self, points: np.ndarray, count: int) -> Near:
        """Euclidean distances as the root of the mean square, so that they do not grow with the number of dimensions."""
        squared = np.concatenate(
            [
                np.square(points).mean(1)[:, None] + np.square(some).mean(1) - 2 * points @ some.T / points.shape[1]
                for some in (self.train[at : at + AT_ONCE] for at in range(0, len(self.train), AT_ONCE))
            ],
            1,
        )
        count = min(count, squared.shape[1])
        places = np.argpartition(squared, count - 1, 1)[:, :count]
        order = np.take_along_axis(squared, places, 1).argsort(1)
        places = np.take_along_axis(places, order, 1)
        return Near(places, np.sqrt(np.maximum(0, np.take_along_axis(squared, places, 1))))

    def nearer(self, distance: float) -> float:
        """The share of held-out pictures that lie nearer to a training picture than this."""
        return float((self.usual < distance).mean())


class Memory:
    """Training pictures as a judge sees them (`seen`) and as they are (`pixels`, from 0 to 1)."""

    def __init__(self, judge: Judge, train: np.ndarray, held_out: np.ndarray, size: int):
        self.judge, self.size = judge, min(size, FINEST)
        held_out = held_out[:HELD_OUT]
        self.seen = Crowd(embedded(judge, train), judge.embed(held_out))
        self.pixels = Crowd(self.flat(train), self.flat(held_out))

    def nearest(self, pictures: np.ndarray, count: int) -> dict[str, Near]:
        return {
            "seen": self.seen.nearest(self.judge.embed(pictures), count),
            "pixels": self.pixels.nearest(self.flat(pictures), count),
        }

    def crowd(self, way: str) -> Crowd:
        return {"seen": self.seen, "pixels": self.pixels}[way]

    def flat(self, pictures: np.ndarray) -> np.ndarray:
        """float32 (n, size * size * c)."""
        some = torch.from_numpy(np.ascontiguousarray(pictures)).split(AT_ONCE)
        return torch.cat([images.resized(images.to_unit(one), self.size).flatten(1) for one in some]).numpy()


def embedded(judge: Judge, pictures: np.ndarray) -> np.ndarray:
    """What the judge sees in pictures, kept on disk: ten thousand of 64 px take it most of a minute."""
    key = hashlib.blake2b(json.dumps(judge.card, sort_keys=True).encode(), digest_size=12)
    key.update(np.ascontiguousarray(pictures).data)
    path = settings.home() / "cache" / "seen" / f"{key.hexdigest()}.npy"
    with contextlib.suppress(OSError, ValueError, EOFError):  # not there, or damaged: look again
        return np.load(path, allow_pickle=False)
    found = judge.embed(pictures)
    buffer = io.BytesIO()
    np.save(buffer, found)
    with contextlib.suppress(OSError):  # a full disk costs time only
        path.parent.mkdir(parents=True, exist_ok=True)
        files.put(path, buffer.getvalue())
    return found

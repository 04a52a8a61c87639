"""Is a made picture one that the model learnt by heart? The training pictures nearest to it, beside how near pictures come that
nobody could have learnt by heart: the held-out ones. Numpy in, numpy out."""

import contextlib
import hashlib
import io
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

import numpy as np
import torch

from engine.core import files, settings
from engine.data import library
from engine.data.pictures import Pictures
from engine.lessons.compete.gan.model import Inventor
from engine.lessons.helpers.judge.model import Judge
from engine.nn import images

AT_ONCE = 500
HELD_OUT = 300
"""Held-out pictures that say what is usual."""

OUTLINE = "memory."
OUTLINED, AXES = 8_000, 32
"""Training pictures of which an outline tells, and the numbers that it keeps of each: of what differs between photographs of faces, 96 %."""

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


@dataclass(frozen=True)
class Memory:
    """By each way to look at pictures: how it makes points of them, and the training pictures as such points."""

    looks: Mapping[str, Callable[[np.ndarray], np.ndarray]]
    crowds: Mapping[str, Crowd]

    def nearest(self, pictures: np.ndarray, count: int) -> dict[str, Near]:
        return {way: self.crowds[way].nearest(look(pictures), count) for way, look in self.looks.items()}


def of_pictures(judge: Judge, train: np.ndarray, held_out: np.ndarray, size: int) -> Memory:
    """Training pictures as a judge sees them (`seen`) and as they are (`pixels`, from 0 to 1)."""
    held_out, flat = held_out[:HELD_OUT], partial(flattened, size=min(size, FINEST))
    crowds = {
        "seen": Crowd(embedded(judge, train), judge.embed(held_out)),
        "pixels": Crowd(flat(train), flat(held_out)),
    }
    return Memory({"seen": judge.embed, "pixels": flat}, crowds)


def outline(judge: Judge, inventor: Inventor, data: Pictures) -> dict[str, np.ndarray]:
    """What travels beside the weights, for computers on which the training pictures are not: what a judge sees in them, along the
    few axes in which they differ most, and what the discriminator says of held-out ones. No picture can be made of it."""
    if not library.sources(data.name):
        return {}
    train = embedded(judge, data.train[:OUTLINED])
    centre = train.mean(0)
    spread, axes = np.linalg.eigh(np.cov(train - centre, rowvar=False))
    kept = {"centre": centre, "axes": axes[:, spread.argsort()[::-1][:AXES]]}
    along = partial(_along, kept)
    kept |= {"seen": along(train), "held_out": along(judge.embed(data.held_out[:HELD_OUT]))}
    kept["said"] = inventor.realness(data.held_out[:HELD_OUT])
    return {f"{OUTLINE}{name}": values.astype(np.float32) for name, values in kept.items()}


def of_outline(judge: Judge, beside: Mapping[str, np.ndarray]) -> Memory:
    """`beside`: what travels beside the weights, an outline among it."""
    kept = {
        name.removeprefix(OUTLINE): values.astype(np.float32)
        for name, values in beside.items()
        if name.startswith(OUTLINE)
    }
    along = partial(_along, kept)
    return Memory(
        {"seen": lambda pictures: along(judge.embed(pictures))}, {"seen": Crowd(kept["seen"], kept["held_out"])}
    )


def _along(kept: Mapping[str, np.ndarray], seen: np.ndarray) -> np.ndarray:
    """Along the axes; so that distances keep their size, although fewer numbers are averaged."""
    width, axes = kept["axes"].shape
    return (seen - kept["centre"]) @ kept["axes"] * np.sqrt(axes / width, dtype=np.float32)


def flattened(pictures: np.ndarray, size: int) -> np.ndarray:
    """float32 (n, size * size * c)."""
    some = torch.from_numpy(np.ascontiguousarray(pictures)).split(AT_ONCE)
    return torch.cat([images.resized(images.to_unit(one), size).flatten(1) for one in some]).numpy()


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

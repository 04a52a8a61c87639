"""The finder at work: every face of a picture, with the places of its eyes."""

from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import torch
from torch import Tensor

from engine.core.errors import Trouble
from engine.language.words import _
from engine.lessons.helpers.finder import losses
from engine.lessons.helpers.finder.network import NETWORKS, REACH, STRIDE
from engine.nn import images
from engine.weights import checkpoint, shelf

SMALLER = 2**-0.5
"""From one size of the picture to the next."""

LARGEST, LEAST = 800, 32
"""Pixels of the longer side at which it begins to look, and of the shorter one at which it stops."""

SURE = 0.8

SAME = 0.7
"""Two finds are of one face where their middles are nearer than so many times the distance between the eyes."""

MOST = 12
"""Faces of one picture."""


class Face(NamedTuple):
    """One face: both eyes as (across, down) in pixels of the picture, left and right as one looks at it, and how sure it is."""

    left: tuple[float, float]
    right: tuple[float, float]
    sure: float

    @property
    def apart(self) -> float:
        return float(np.hypot(self.right[0] - self.left[0], self.right[1] - self.left[1]))


def find(picture: np.ndarray) -> list[Face]:
    """The faces of a picture uint8 (h, w, 3), the largest first."""
    return load(shelf.find("finder")).find(picture)


@cache
def load(path: Path) -> "FaceFinder":
    return FaceFinder(path)


class FaceFinder:
    def __init__(self, path: Path):
        otherwise = Trouble(
            _("{file} holds no finder of faces.", file=path.name), "Choose one that was trained as one."
        )
        networks, self.card, _beside = checkpoint.opened(path, {"finder": NETWORKS}, otherwise)
        self.network: Any = networks["finder"]

    @torch.inference_mode()
    def find(self, picture: np.ndarray) -> list[Face]:
        x = images.to_unit(torch.from_numpy(np.ascontiguousarray(picture))[None])
        scale = min(1.0, LARGEST / max(x.shape[-2:]))
        found: list[Tensor] = []
        while min(x.shape[-2:]) * scale >= LEAST:
            size = [max(STRIDE, round(length * scale / STRIDE) * STRIDE) for length in x.shape[-2:]]
            found.append(self._at(torch.nn.functional.interpolate(x, size, mode="bilinear", antialias=True), x.shape))
            scale *= SMALLER
        return one_each(torch.cat(found)) if found else []

    @torch.inference_mode()
    def said(self, picture: np.ndarray) -> np.ndarray:
        """What the network says of a picture as large as it is, (5, h / 4, w / 4)."""
        return self.network(images.to_unit(torch.from_numpy(np.ascontiguousarray(picture))[None]))[0].numpy()

    def _at(self, small: Tensor, whole: torch.Size) -> Tensor:
        """What it is sure of at one size, (k, 5) in pixels of the whole picture: sure, then both eyes."""
        said = self.network(small.clamp(0, 1))
        share = said[0, 0].sigmoid()
        rows, columns = (share > SURE).nonzero(as_tuple=True)
        at = losses.places(said)[rows, columns]
        eyes = at[:, None] + said[0, 1:, rows, columns].T.unflatten(1, (2, 2)) * REACH
        grown = torch.tensor([whole[-1] / small.shape[-1], whole[-2] / small.shape[-2]])
        return torch.cat([share[rows, columns, None], (eyes * grown).flatten(1)], 1)


def one_each(finds: Tensor) -> list[Face]:
    """Of all finds (k, 5) of one face the mean, each as heavy as it is sure."""
    rest = finds[finds[:, 0].argsort(descending=True)]
    faces = []
    while len(rest) and len(faces) < MOST:
        eyes = rest[:, 1:].unflatten(1, (2, 2))
        apart = (eyes[0, 1] - eyes[0, 0]).norm()
        near = (eyes.mean(1) - eyes[0].mean(0)).norm(dim=1) < SAME * apart
        alike = near & ((eyes[:, 1] - eyes[:, 0]).norm(dim=1) / apart).log().abs().lt(0.5)
        weight = rest[alike, 0].square()
        left, right = ((eyes[alike] * weight[:, None, None]).sum(0) / weight.sum()).tolist()
        faces.append(Face((left[0], left[1]), (right[0], right[1]), float(rest[0, 0])))
        # What lies within a face that was found is no other face, however large it takes itself to be.
        rest = rest[~near]
    return sorted(faces, key=lambda face: -face.apart)

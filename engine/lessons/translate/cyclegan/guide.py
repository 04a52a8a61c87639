"""A guide for sides with few pictures: each picture meets one of those on the other side that are most like it. What is made of it
shall have the strokes of that one and still show the same scene (Gatys et al. 2016; for a generator: Johnson et al. 2016).

A critic needs many steps to find out what a stroke is. The compact eye knows it from the start.
"""

from collections.abc import Mapping

import torch
import torch.nn.functional as F
from torch import Tensor

from engine.lessons import gram_losses
from engine.lessons.helpers.eye import model as eye_model
from engine.lessons.helpers.eye.network import LAYERS
from engine.nn import device, images

LOOKED_AT = 128
"""Pixels of a side at which pictures are compared."""

PLACES = 4
"""Colours are compared in so many rows and columns: a bright sky belongs above."""

DEEP = LAYERS[3]
"""The layer that says what a picture shows: water, trees, houses."""

SCENE = LAYERS[2]
"""The layer in which a scene has to stay: finer ones see strokes, which shall change."""


class Guide:
    """`a` and `b`: all pictures of both sides, uint8 (n, h, w, 3). `near`: how many others each may meet."""

    def __init__(self, a: Tensor, b: Tensor, near: int):
        self.eye = eye_model.load("compact")
        gists = [self.gist(side) for side in (a, b)]
        # Each side on its own scale: the darkest photograph meets the darkest painting, which is brighter.
        gists = [(one - one.mean(0)) / one.std(0).clamp(min=1e-6) for one in gists]
        apart = torch.cdist(*gists)
        self.near_a = apart.topk(min(near, len(b)), 1, largest=False).indices
        self.near_b = apart.T.topk(min(near, len(a)), 1, largest=False).indices

    @torch.no_grad()
    def gist(self, pictures: Tensor) -> Tensor:
        """What a picture shows, and where its colours are, as one row of numbers."""
        found = []
        for part in pictures.split(16):
            x = images.resized(images.to_unit(part), LOOKED_AT).to(device.pick())
            seen = self.eye.see(x, (DEEP,))[DEEP].float().mean((2, 3))
            found.append(torch.cat([seen, F.adaptive_avg_pool2d(x, PLACES).flatten(1)], 1))
        return torch.cat(found).cpu()

    def losses(self, made_b: Tensor, made_a: Tensor, a: Tensor, b: Tensor) -> dict[str, Tensor]:
        """What is lost of both scenes, and how far what became B is from the strokes that it met. The eye looks at each picture once."""
        with torch.no_grad():
            given_a, given_b = self.eye.see(a, (SCENE,)), self.eye.see(b)
        seen_b = self.eye.see(made_b)
        return {
            "scene A": scene(seen_b, given_a),
            "scene B": scene(self.eye.see(made_a, (SCENE,)), given_b),
            "strokes of B": strokes(seen_b, given_b),
        }


def strokes(made: Mapping[str, Tensor], met: Mapping[str, Tensor]) -> Tensor:
    """How far the strokes of what is made are from those of the pictures that were met: 0 is alike, 1 says nothing of them."""
    pairs = zip(*([gram_losses.gram(layer) for layer in seen.values()] for seen in (made, met)), strict=True)
    return torch.stack([gram_losses.style(*pair) for pair in pairs]).mean()


def scene(made: Mapping[str, Tensor], given: Mapping[str, Tensor]) -> Tensor:
    """How much of what a picture showed is lost: 0 is nothing, 1 is all."""
    return gram_losses.content(made[SCENE], given[SCENE])


def met(who: Tensor, near: Tensor) -> Tensor:
    """For each of these, one of those near it, by chance."""
    rows = near[who]
    return rows.gather(1, torch.randint(rows.shape[1], (len(rows), 1)))[:, 0]

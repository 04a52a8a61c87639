"""Contact sheets of shipped translators: only pictures that Atelier draws, that scikit-learn brings, or that models make."""

import numpy as np
import torch

from engine import guarding, images
from engine.data import gallery, kinds, pairs
from engine.data.domains import Domains
from engine.data.pairs import Pairs
from engine.data.pictures import Pictures
from engine.translating import Translator

SIDE = 192

GIVEN = ("photo:china", "photo:flower", "scene:lake", "scene:village")

CORNERS = (0.0, 1.0)
"""Squares of a photograph are cut from its left and from its right."""


def cyclegan(both: tuple[Translator, Translator], data: Domains) -> tuple[np.ndarray, str]:
    to_b, to_a = both
    given = []
    for name in GIVEN:
        picture = gallery.picture(name, 3 * SIDE // 2 if name.startswith("photo:") else SIDE)
        spare = [length - SIDE for length in picture.shape[:2]]
        for corner in CORNERS if max(spare) > 0 else (0.0,):
            top, left = (max(0, round(corner * one)) for one in spare)
            given.append(picture[top : top + SIDE, left : left + SIDE])
    made = [to_b.translate(one) for one in given]
    back = [to_a.translate(one) for one in made]
    words = f"Above photographs and drawn scenes, below them what they become as {data.names[1]}, and what comes back"
    return images.sheet([np.stack(row) for row in (given, made, back)]), words


SHOWN = 10


def pix2pix(model: Translator, data: Pairs) -> tuple[np.ndarray, str]:
    given = maps(data.name)
    made = [model.translate(one, seed=0) for one in given]
    return images.sheet([given, np.stack(made)]), "Above maps that were not learnt from, below what is made of them"


def maps(name: str) -> np.ndarray:
    """Label maps that Atelier draws."""
    if name == "facades":
        from engine.data import facade_maps

        return pairs.coloured(np.stack([facade_maps.layout(seed) for seed in range(SHOWN)]), pairs.FACADE_LABELS)
    return pairs.load(name).given_held_out[:SHOWN]


def guard(model: guarding.Guard, data: Pictures) -> tuple[np.ndarray, str]:
    """Drawn pictures that are neither, in the order of how sure the guard is of that."""
    shown = np.stack(kinds.neither(range(900, 904)))
    order = np.argsort([-model.look(one).other for one in shown])
    small = images.to_pixels(images.resized(images.to_unit(torch.from_numpy(shown[order])), SIDE // 4))
    words = (
        "Drawn pictures, neither photograph nor painting; the guard is surest of the first and least sure of the last"
    )
    return images.grid(small, across=8), words


SHEETS = {"cyclegan": cyclegan, "pix2pix": pix2pix, "guard": guard}

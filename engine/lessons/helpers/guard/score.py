"""How often the guard is right about held-out pictures, and its contact sheet."""

import numpy as np
import torch

from engine.data import photo_or_painting, sheets
from engine.data.photo_or_painting import KINDS
from engine.data.pictures import Pictures
from engine.data.unpaired import MONET_HELD_OUT
from engine.lessons.helpers.guard.config import GuardConfig
from engine.lessons.helpers.guard.model import Guard
from engine.lessons.score import Score, mean_score
from engine.nn import images

SMALL = 48
"""Pixels of the sides of shown pictures."""


def measure(model: Guard, data: Pictures, config: GuardConfig) -> list[Score]:
    said = np.array([np.argmax(model.look(one)) for one in data.held_out])
    right = said == data.held_out_labels
    words = "the likeliest of three kinds is the true one"
    parts = {kind: right[data.held_out_labels == number] for number, kind in enumerate(KINDS)}
    monets = MONET_HELD_OUT[0]
    parts |= {"paintings by Monet": parts["painting"][:monets], "paintings by others": parts.pop("painting")[monets:]}
    return [mean_score(f"right, {name}", values, "", words) for name, values in {"all": right, **parts}.items()]


def sheet(model: Guard, data: Pictures) -> tuple[np.ndarray, str]:
    """Drawn pictures that are neither, in the order of how sure the guard is of that."""
    shown = np.stack(photo_or_painting.neither(range(900, 904)))
    order = np.argsort([-model.look(one).other for one in shown])
    small = images.to_pixels(images.resized(images.to_unit(torch.from_numpy(shown[order])), SMALL))
    words = (
        "Drawn pictures, neither photograph nor painting; the guard is surest of the first and least sure of the last"
    )
    return sheets.grid(small, across=8), words

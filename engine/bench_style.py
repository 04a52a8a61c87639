"""How fast this machine paints by optimisation: the compact eye and VGG-19, beside textbook code with VGG-19."""

import time
from collections.abc import Iterator
from typing import Any

import numpy as np
import torch

from engine import eyes, painting_cost, textbook
from engine.configs_paint import StyleConfig
from engine.models.vgg import DEVIATION, MEAN, VGG19

SIZES = (256, 512, 1024)
CONVOLUTIONS = 13
"""Of VGG-19, up to conv5_1. Its weights are drawn by chance: they cost as much as any others."""

PATIENCE = 12.0
"""Seconds after which a pace is known well enough, if there were three steps."""


def painting(sizes: tuple[int, ...] = SIZES) -> list[dict[str, Any]]:
    """For each size and way: seconds of an iteration, of a whole picture, and how many times the textbook's pace that is."""
    torch.manual_seed(0)
    vgg = VGG19(CONVOLUTIONS, list(MEAN), list(DEVIATION)).eval().requires_grad_(False)
    steps, rows = StyleConfig().steps, []
    for size in sizes:
        seconds = {
            "textbook": pace(textbook.style_transfer(vgg, *torch.rand(2, 1, 3, size, size))),
            "vgg19": painting_cost.seconds_of_step(eyes.Eye("vgg19", vgg), size),
            "compact": painting_cost.seconds_of_step(eyes.load("compact"), size),
        }
        rows += [
            {
                "way": way,
                "size": size,
                "seconds per iteration": each,
                "seconds per picture": steps * each,
                "steps": steps,
                "times the textbook": seconds["textbook"] / each,
            }
            for way, each in seconds.items()
        ]
    return rows


def pace(steps: Iterator[object]) -> float:
    """The middle one of some steps' seconds, the first one left out."""
    times = [time.perf_counter()]
    while len(times) < 3 or (len(times) < 8 and times[-1] - times[0] < PATIENCE):
        next(steps)
        times.append(time.perf_counter())
    return float(np.median(np.diff(times)[1:]))

"""How much of what this machine multiplies at most the two heaviest works use.

The peak is what one large product of two matrices reaches, in the precision in which the works run. A work's share of it is
counted, not guessed: torch counts the multiplications and additions of a step, forth and back, and a clock the seconds.
"""

from collections.abc import Iterator
from typing import Any

import torch
from torch.utils._python_dispatch import TorchDispatchMode
from torch.utils.flop_counter import flop_registry

from engine.bench import ratios
from engine.language.words import N_
from engine.nn import device

TURNS = 4
"""Steps of which the quickest counts."""

SIZES = {"cuda": (8192, 1024, 256)}
"""Sides of the matrices, of the painting and of CycleGAN's pictures, in numbers and pixels."""

SMALLER = 2048, 512, 128
"""The same where there is no such GPU."""


def measure() -> list[dict[str, Any]]:
    """A row for each work."""
    matrix, painting, translating = SIZES.get(device.pick().type, SMALLER)
    most = peak(matrix)
    works = {
        N_("style transfer, VGG-19, {px} px").format(px=painting): ratios.our_painting("vgg19", painting),
        N_("CycleGAN, {px} px").format(px=translating): ratios.cyclegans(translating)[1],
    }
    return [{"work": what, "peak": most, **used(side, most)} for what, side in works.items()]


def peak(side: int) -> float:
    """Multiplications and additions per second of a product of two square matrices."""
    here = device.pick()
    kind = torch.bfloat16 if device.half_pays(here.type) else torch.float32
    one, other = (torch.ones(side, side, device=here, dtype=kind) for _ in range(2))
    return 2 * side**3 / device.quickest(lambda: one @ other)


def used(side: Iterator[object], most: float) -> dict[str, float]:
    """Of one step. The first prepares everything and is not counted."""
    next(side)
    with Counter() as counter:
        next(side)
    rate = counter.total / device.quickest(lambda: next(side), TURNS)
    return {"rate": rate, "share": rate / most}


class Counter(TorchDispatchMode):
    """Multiplications and additions of all matrix products and convolutions inside."""

    def __init__(self) -> None:
        super().__init__()
        self.total = 0

    def __torch_dispatch__(self, func, types, args=(), kwargs=None):
        found = func(*args, **(kwargs or {}))
        if count := flop_registry.get(func._overloadpacket):
            self.total += count(*args, **(kwargs or {}), out_val=found)
        return found

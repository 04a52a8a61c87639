"""Counting what a step multiplies, and textbook code that runs where our own loops run."""

import numpy as np
import pytest
import torch
from torch import nn

from engine.bench import peak, textbook_loops, textbook_painting
from engine.bench import ratios as bench_ratios
from engine.nn import device


def test_products_are_counted_forth_and_back():
    x, weight = torch.ones(3, 4, requires_grad=True), torch.ones(4, 5, requires_grad=True)
    with peak.Counter() as counter:
        y = (x @ weight).relu().sum()
    assert counter.total == 2 * 3 * 4 * 5
    with peak.Counter() as counter:
        torch.autograd.grad(y, (x, weight))
    assert counter.total == 2 * (2 * 3 * 4 * 5), "one product for each gradient"
    layer = nn.Conv2d(2, 6, 3, padding=1)
    with peak.Counter() as counter:
        layer(torch.ones(1, 2, 8, 8))
    assert counter.total == 2 * (8 * 8) * (3 * 3) * 2 * 6


def test_both_works_have_their_share_of_the_peak(monkeypatch):
    monkeypatch.setattr(peak, "SMALLER", (256, 64, 64))
    monkeypatch.setattr(peak, "SIZES", {})
    rows = peak.measure()
    assert [row["work"] for row in rows] == ["style transfer, VGG-19, 64 px", "CycleGAN, 64 px"]
    for row in rows:
        assert row["peak"] > 0 and 0 < row["share"] == row["rate"] / row["peak"]


FACES, GLYPHS = np.zeros((8, 64, 64, 3), np.uint8), np.zeros((8, 28, 28, 1), np.uint8)
TEXTBOOKS = {
    "vae": lambda: textbook_loops.vae(GLYPHS, 4, 16, 2),
    "dcgan": lambda: textbook_loops.dcgan(FACES, 4, 4, 8),
    "cyclegan": lambda: textbook_loops.cyclegan(FACES, FACES, 1, 4, 1),
    "brush": lambda: textbook_loops.answers(textbook_loops.brush(4), torch.rand(1, 3, 32, 32)),
    "painting": lambda: textbook_painting.style_transfer(bench_ratios.vgg(), *torch.rand(2, 1, 3, 32, 32)),
}


class Places(peak.Counter):
    """Where products are worked out."""

    def __init__(self):
        super().__init__()
        self.found = set()

    def __torch_dispatch__(self, act, types, args=(), kwargs=None):
        before = self.total
        made = super().__torch_dispatch__(act, types, args, kwargs)
        if self.total > before:
            self.found.add(next(one for one in (made if isinstance(made, tuple) else [made]) if one is not None).device)
        return made


@pytest.mark.parametrize("name", TEXTBOOKS)
def test_textbooks_run_where_our_loops_run(monkeypatch, name):
    """On a device that only pretends to compute, so that no GPU is needed. Whoever asks it for a number gets this one."""
    for ask, number in {"item": 1.0, "__float__": 1.0, "__bool__": False}.items():
        real = getattr(torch.Tensor, ask)
        monkeypatch.setattr(
            torch.Tensor, ask, lambda self, real=real, number=number: number if self.is_meta else real(self)
        )
    monkeypatch.setattr(device, "pick", lambda: torch.device("meta"))
    side = TEXTBOOKS[name]()
    with Places() as places:
        next(side), next(side)
    assert places.found == {torch.device("meta")}

"""How a loop looks at its networks while they learn. Looking changes nothing: not the weights, not the mode, not chance."""

import contextlib
from collections.abc import Generator

import torch
from torch import nn

HELD_OUT = 1_000
"""Held-out pictures that each look uses."""


@contextlib.contextmanager
def at_rest(*networks: nn.Module) -> Generator[None]:
    """Evaluation mode and no gradients. Important: never yield an event in here, or the mode leaks to whoever drains the loop."""
    with torch.no_grad():
        for network in networks:
            network.eval()
        try:
            yield
        finally:
            for network in networks:
                network.train()

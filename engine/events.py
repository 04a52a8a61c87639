"""What a training loop says while it works: plain data, yielded one event after another.

A loop is a generator, `train(config, data, state=None)`. The worker writes its events into the run's folder,
the command line draws a bar from them, a test asserts on them, a notebook plots them. To stop it, stop asking.
"""

from collections.abc import Callable, Generator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np


@dataclass(frozen=True)
class Step:
    """One optimiser step is done. `metrics` may hold tensors of one number: whoever needs the number reads it."""

    step: int
    steps: int
    metrics: Mapping[str, Any]


@dataclass(frozen=True)
class Preview:
    """A picture worth looking at: uint8 (h, w, 3) or (h, w), with the caption that says what it is."""

    step: int
    name: str
    picture: np.ndarray
    caption: str


@dataclass(frozen=True)
class Snapshot:
    """An offer to save, made after each step. It costs nothing until somebody copies from it.

    networks  what a finished model needs: name -> torch module with an `arguments` dict that rebuilds it
    parts     what the loop also needs to go on bit for bit: name -> object with state_dict() and load_state_dict()
    beside    makes further tensors worth keeping with the weights, such as the codes of held-out pictures

    The loop takes an answer to it: the config to go on with, its live knobs moved. `config = (yield Snapshot(...)) or config`
    """

    step: int
    networks: Mapping[str, Any]
    parts: Mapping[str, Any]
    beside: Callable[[], Mapping[str, Any]] = dict


Event = Step | Preview | Snapshot

Events = Generator[Event, Any, None]
"""What a loop gives: its events, one by one. It takes a config as an answer."""

"""What ties a lesson's files together for the worker, the command line and shipping."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from engine.core.pace import EVEN, Stretch
from engine.data import library
from engine.data.provenance import Provenance, of_library
from engine.events import Events
from engine.lessons.score import Score
from engine.weights.checkpoint import Networks

Answers = list[tuple[str, Callable[[], object], int]]
"""What a model is asked, how, and how often, to learn how fast it answers."""

OFTEN, RARELY = 30, 8
"""How often quick and slow answers are asked for."""


def from_library(config: Any) -> Any:
    """The picture set that a config names."""
    return library.load(config.data, config.pictures)


@dataclass(frozen=True)
class Shipping:
    """How a trained model of the lesson is opened, measured and shown in pretrained/."""

    load: Callable[[Path], Any]
    measure: Callable[[Any, Any, Any], list[Score]]
    """The model, what it learnt from, and its config -> scores on held-out pictures."""
    sheet: Callable[[Any, Any], tuple[np.ndarray, str]]
    """The model and what it learnt from -> a contact sheet and its caption. It shows pictures of models only."""
    answers: Callable[[Path], Answers]
    report: Callable[[Any], str] | None = None
    """Tables for its section of pretrained/README.md, beside the scores."""
    beside: Callable[[Any, Any], Mapping[str, np.ndarray]] = lambda model, data: {}
    """The model and what it learnt from -> tables that travel beside its weights."""
    provenance: Callable[[str], Provenance] = of_library
    """Where the pictures of this name come from."""


@dataclass(frozen=True)
class Recipe:
    """One lesson."""

    train: Callable[..., Events]
    """The loop: `train(config, data, state=None)` yields events (see engine.events)."""
    networks: Networks
    supply: Callable[[Any], Any] = from_library
    """Brings what the loop learns from or works on."""
    stretches: Callable[[Any, Any], Sequence[Stretch]] = lambda config, data: EVEN
    """A config and what it works on -> what the steps cost, where they are not all alike."""
    shipping: Shipping | None = None
    """None where nothing of the lesson is shipped."""

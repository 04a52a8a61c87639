"""How fast this machine is: steps per second of each lesson, milliseconds of each model's answer."""

import json
import time
from collections.abc import Callable
from typing import Any

import numpy as np
import torch

from engine import catalog, recipes
from engine.bench import peak, ratios
from engine.core import config as configs
from engine.events import Step
from engine.language.words import N_
from engine.nn import device
from engine.weights import shelf

WARM_UP = 10
SECONDS = 4.0

LIMIT = 300.0
"""Seconds after which nobody waits for a GAN any longer."""


def measure() -> dict[str, Any]:
    """All figures, as plain data."""
    device.hold_memory()  # as every worker does
    return {
        "device": device.describe(),
        "torch": torch.__version__,
        "training": [training(name) for name, card in catalog.CARDS.items() if not card.helper],
        "first sight": [first_sight(*one) for one in SIGHTS],
        "beside textbooks": ratios.measure(),
        "share of the peak": peak.measure(),
        "answers": [row for name in shelf.shipped() for row in answers(name)],
    }


def training(lesson: str) -> dict[str, Any]:
    """Steps per second of a lesson's loop with its default settings, previews left out."""
    cls = catalog.card(lesson).config
    config = cls(preview_every=10_000, steps=int(configs.knobs(cls)["steps"].high or 0))
    data = recipes.of(lesson).supply(config)
    steps = (event for event in recipes.of(lesson).train(config, data) if isinstance(event, Step))
    for _ in range(WARM_UP):
        next(steps)
    began, done = time.perf_counter(), 0
    while time.perf_counter() - began < SECONDS:
        next(steps)
        done += 1
    rate = done / (time.perf_counter() - began)
    return {"lesson": lesson, "steps per second": rate, "pictures per second": rate * getattr(config, "batch", 1)}


SIGHTS = (
    (N_("glyphs"), "gan", {}, 0.1),
    (N_("cartoon faces, 32 px"), "gan", {"data": "faces", "size": "32"}, 0.5),
)
"""What a GAN learns to draw, and the coverage at which it can be recognised: seen on contact sheets."""


def first_sight(what: str, lesson: str, settings: dict[str, Any], coverage: float) -> dict[str, Any]:
    """Seconds of training until made pictures can be recognised, looks included; None if they cannot within the limit."""
    config = catalog.card(lesson).config(**settings, preview_every=50, steps=200_000)
    data = recipes.of(lesson).supply(config)
    began = time.perf_counter()
    for event in recipes.of(lesson).train(config, data):
        seconds = time.perf_counter() - began
        if isinstance(event, Step) and event.metrics.get("coverage", 0.0) >= coverage:
            return {"what": what, "step": event.step, "seconds": seconds}
        if seconds > LIMIT:
            break
    return {"what": what, "step": None, "seconds": None}


def answers(name: str) -> list[dict[str, Any]]:
    """Milliseconds of each thing that a shipped model answers, the median of many tries."""
    path = shelf.find(name)
    tried = recipes.shipping_of(shelf.card(path)["lesson"]).answers(path)
    return [{"model": name, "answer": words, "ms": median_ms(call, tries)} for words, call, tries in tried]


def median_ms(call: Callable[[], object], tries: int) -> float:
    call()
    times = []
    for _ in range(tries):
        began = time.perf_counter()
        call()
        times.append(time.perf_counter() - began)
    return float(np.median(times) * 1000)


def as_json(found: dict[str, Any]) -> str:
    return json.dumps(found, indent=1)

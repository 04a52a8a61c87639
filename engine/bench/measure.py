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
    ("glyphs", "gan", {}, 0.1),
    ("cartoon faces, 32 px", "gan", {"data": "faces", "size": "32"}, 0.5),
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


def as_table(found: dict[str, Any]) -> str:
    lines = [f"{found['device']}, torch {found['torch']}", "", f"{'lesson':32} {'steps/s':>10} {'pictures/s':>12}"]
    lines += [
        f"{row['lesson']:32} {row['steps per second']:10.1f} {row['pictures per second']:12,.0f}"
        for row in found["training"]
    ]
    lines += ["", f"{'first recognised':32} {'step':>10} {'seconds':>12}"]
    lines += [
        f"{row['what']:32} {row['step'] or '-':>10} {row['seconds'] or float('nan'):12.0f}"
        for row in found["first sight"]
    ]
    lines += ["", f"{'beside textbook code':50} {'textbook ms':>12} {'ms':>9} {'times':>7} {'to reach':>9}"]
    lines += [
        f"{row['work']:50} {row['textbook ms']:12.1f} {row['ms']:9.1f} {row['ratio']:7.1f} {row['reach']:9.1f}"
        for row in found["beside textbooks"]
    ]
    lines += ["", f"{'of what the machine multiplies at most':50} {'GFLOP/s':>12} {'peak':>9} {'share':>7}"]
    lines += [
        f"{row['work']:50} {row['rate'] / 1e9:12,.0f} {row['peak'] / 1e9:9,.0f} {row['share']:7.0%}"
        for row in found["share of the peak"]
    ]
    lines += ["", f"{'model':32} {'answer':24} {'ms':>8}"]
    lines += [f"{row['model']:32} {row['answer']:24} {row['ms']:8.2f}" for row in found["answers"]]
    return "\n".join(lines)

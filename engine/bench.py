"""How fast this machine is: steps per second of each lesson, milliseconds of each model's answer."""

import json
import time
from collections.abc import Callable
from typing import Any

import numpy as np
import torch

from engine import (
    bench_style,
    catalog,
    configs,
    device,
    easel,
    eyes,
    growing,
    guarding,
    inference,
    instant,
    inventing,
    judging,
    shelf,
    translating,
)
from engine.errors import Trouble
from engine.events import Step
from engine.training import LOOPS, supply

WARM_UP = 10
SECONDS = 4.0
MIDDLE, LARGE = 256, 512
"""Pixels of each side of the pictures that are translated, and of those that are painted."""

LIMIT = 300.0
"""Seconds after which nobody waits for a GAN any longer."""


def measure() -> dict[str, Any]:
    """All figures, as plain data."""
    device.hold_memory()  # as every worker does
    return {
        "device": device.describe(),
        "torch": torch.__version__,
        "training": [row for name in catalog.CARDS if (row := training(name))],
        "first sight": [first_sight(*one) for one in SIGHTS],
        "painting": bench_style.painting(),
        "answers": [row for name in shelf.shipped() for row in answers(name)],
    }


def training(lesson: str) -> dict[str, Any] | None:
    """Steps per second of a lesson's loop with its default settings, previews left out. None where its pictures are not here."""
    cls = catalog.card(lesson).config
    config = cls(preview_every=10_000, steps=int(configs.knobs(cls)["steps"].high))
    try:
        data = supply(lesson, config)
    except Trouble:
        return None
    steps = (event for event in LOOPS[lesson](config, data) if isinstance(event, Step))
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
    data = supply(lesson, config)
    began = time.perf_counter()
    for event in LOOPS[lesson](config, data):
        seconds = time.perf_counter() - began
        if isinstance(event, Step) and event.metrics.get("coverage", 0.0) >= coverage:
            return {"what": what, "step": event.step, "seconds": seconds}
        if seconds > LIMIT:
            break
    return {"what": what, "step": None, "seconds": None}


def answers(name: str) -> list[dict[str, Any]]:
    """Milliseconds to encode and to decode one picture, or to judge one, the median of many tries."""
    path = shelf.find(name)
    if shelf.card(path)["lesson"] == "judge":
        judge = judging.load(path)
        picture = np.zeros((1, judge.size, judge.size, judge.network.arguments["channels"]), np.uint8)
        return [{"model": name, "answer": "judge one picture", "ms": median_ms(lambda: judge.probabilities(picture))}]
    if shelf.card(path)["lesson"] == "eye":
        eye, canvas = eyes.opened(path), torch.zeros(1, 3, LARGE, LARGE)
        return [{"model": name, "answer": f"look, {LARGE} px", "ms": median_ms(lambda: eye.see(canvas), tries=8)}]
    if shelf.card(path)["lesson"] == "instant":
        painter, canvas = instant.Instant(name), np.zeros((LARGE, LARGE, 3), np.uint8)
        styles = [easel.style("painting:waves")]
        return [
            {
                "model": name,
                "answer": f"paint, {LARGE} px",
                "ms": median_ms(lambda: painter.paint(canvas, styles), tries=8),
            }
        ]
    if shelf.card(path)["lesson"] in ("cyclegan", "pix2pix"):
        translator, canvas = translating.opened(path), np.zeros((MIDDLE, MIDDLE, 3), np.uint8)
        ms = median_ms(lambda: translator.translate(canvas), tries=8)
        return [{"model": name, "answer": f"translate, {MIDDLE} px", "ms": ms}]
    if shelf.card(path)["lesson"] == "guard":
        guard, canvas = guarding.Guard(name), np.zeros((MIDDLE, MIDDLE, 3), np.uint8)
        return [{"model": name, "answer": f"look, {MIDDLE} px", "ms": median_ms(lambda: guard.look(canvas), tries=8)}]
    if shelf.card(path)["lesson"] == "progan":
        grower = growing.load(path)
        z = grower.noise(1)
        fade = {"model": name, "answer": "both branches", "ms": median_ms(lambda: grower.branches(z, grower.sides[-1]))}
        return [{"model": name, "answer": "invent one picture", "ms": median_ms(lambda: grower.sample(1))}, fade]
    if shelf.card(path)["lesson"] in ("gan", "cgan"):
        inventor = inventing.load(path)
        wish = np.eye(1, inventor.labels, dtype=np.float32) if inventor.labels else None
        made = inventor.sample(1, wishes=wish)
        return [
            {"model": name, "answer": "invent one picture", "ms": median_ms(lambda: inventor.sample(1, wishes=wish))},
            {"model": name, "answer": "say how real", "ms": median_ms(lambda: inventor.realness(made, wish))},
        ]
    codec = inference.load(path)
    picture = np.zeros((1, codec.size, codec.size, codec.channels), np.uint8)
    code = codec.encode(picture)
    return [
        {"model": name, "answer": "encode one picture", "ms": median_ms(lambda: codec.encode(picture))},
        {"model": name, "answer": "decode one picture", "ms": median_ms(lambda: codec.decode(code))},
    ]


def median_ms(call: Callable[[], object], tries: int = 30) -> float:
    call()
    times = []
    for _ in range(tries):
        began = time.perf_counter()
        call()
        times.append(time.perf_counter() - began)
    return float(np.median(times) * 1000)


def as_json() -> str:
    return json.dumps(measure(), indent=1)


def as_table() -> str:
    found = measure()
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
    lines += ["", f"{'painting by optimisation':32} {'s/iteration':>12} {'s/picture':>10} {'x textbook':>11}"]
    lines += [
        f"{row['way'] + ', ' + str(row['size']) + ' px':32} {row['seconds per iteration']:12.3f} {row['seconds per picture']:10.0f}"
        f" {row['times the textbook']:11.1f}"
        for row in found["painting"]
    ]
    lines += ["", f"{'model':32} {'answer':24} {'ms':>8}"]
    lines += [f"{row['model']:32} {row['answer']:24} {row['ms']:8.2f}" for row in found["answers"]]
    return "\n".join(lines)

"""How fast this machine is: steps per second of each lesson, milliseconds of each model's answer."""

import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import torch

from engine import (
    bench_peak,
    bench_ratios,
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
    matching,
    shelf,
    telling,
    translating,
)
from engine.data import worlds
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
        "training": [training(name) for name, card in catalog.CARDS.items() if not card.helper],
        "first sight": [first_sight(*one) for one in SIGHTS],
        "beside textbooks": bench_ratios.measure(),
        "share of the peak": bench_peak.measure(),
        "answers": [row for name in shelf.shipped() for row in answers(name)],
    }


def training(lesson: str) -> dict[str, Any]:
    """Steps per second of a lesson's loop with its default settings, previews left out."""
    cls = catalog.card(lesson).config
    config = cls(preview_every=10_000, steps=int(configs.knobs(cls)["steps"].high or 0))
    data = supply(lesson, config)
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
    """Milliseconds of each thing that a shipped model answers, the median of many tries."""
    path = shelf.find(name)
    tried = ANSWERS.get(shelf.card(path)["lesson"], of_codec)(path)
    return [{"model": name, "answer": words, "ms": median_ms(call, tries)} for words, call, tries in tried]


Tried = list[tuple[str, Callable[[], object], int]]
"""What is asked, how, and how often."""

OFTEN, RARELY = 30, 8


def of_judge(path: Path) -> Tried:
    judge = judging.load(path)
    picture = np.zeros((1, judge.size, judge.size, judge.network.arguments["channels"]), np.uint8)
    return [("judge one picture", lambda: judge.probabilities(picture), OFTEN)]


def of_eye(path: Path) -> Tried:
    eye, canvas = eyes.opened(path), torch.zeros(1, 3, LARGE, LARGE)
    return [(f"look, {LARGE} px", lambda: eye.see(canvas), RARELY)]


def of_painter(path: Path) -> Tried:
    painter, canvas = instant.Instant(path.stem), np.zeros((LARGE, LARGE, 3), np.uint8)
    styles = [easel.style("painting:waves")]
    return [(f"paint, {LARGE} px", lambda: painter.paint(canvas, styles), RARELY)]


def of_translator(path: Path) -> Tried:
    translator, canvas = translating.opened(path), np.zeros((MIDDLE, MIDDLE, 3), np.uint8)
    return [(f"translate, {MIDDLE} px", lambda: translator.translate(canvas), RARELY)]


def of_guard(path: Path) -> Tried:
    guard, canvas = guarding.Guard(path.stem), np.zeros((MIDDLE, MIDDLE, 3), np.uint8)
    return [(f"look, {MIDDLE} px", lambda: guard.look(canvas), RARELY)]


def of_inventor(path: Path) -> Tried:
    inventor = inventing.load(path)
    wish = np.eye(1, inventor.labels, dtype=np.float32) if inventor.labels else None
    made = inventor.sample(1, wishes=wish)
    return [
        ("invent one picture", lambda: inventor.sample(1, wishes=wish), OFTEN),
        ("say how real", lambda: inventor.realness(made, wish), OFTEN),
    ]


def of_grower(path: Path) -> Tried:
    grower = growing.load(path)
    z = grower.noise(1)
    return [
        ("invent one picture", lambda: grower.sample(1), OFTEN),
        ("both branches", lambda: grower.branches(z, grower.sides[-1]), OFTEN),
    ]


def of_reader(path: Path) -> Tried:
    pair, world = matching.load(path), worlds.of(shelf.card(path)["config"]["data"])
    words, picture = worlds.words_of(world.EXAMPLES[0]), np.zeros((1, 64, 64, 3), np.uint8)
    return [("does a sentence fit?", lambda: matching.fits(pair, picture, [words]), OFTEN)]


def of_illustrator(path: Path) -> Tried:
    model = telling.load(path)
    words = model.read(model.world.EXAMPLES[0])
    return [
        ("draw one sentence", lambda: model.illustrate([words]), OFTEN),
        ("draw it from 8 noises", lambda: model.illustrate([words] * 8), RARELY),
    ]


def of_codec(path: Path) -> Tried:
    codec = inference.load(path)
    picture = np.zeros((1, codec.size, codec.size, codec.channels), np.uint8)
    code = codec.encode(picture)
    return [
        ("encode one picture", lambda: codec.encode(picture), OFTEN),
        ("decode one picture", lambda: codec.decode(code), OFTEN),
    ]


ANSWERS = {
    "judge": of_judge,
    "eye": of_eye,
    "instant": of_painter,
    **dict.fromkeys(("cyclegan", "pix2pix"), of_translator),
    "guard": of_guard,
    **dict.fromkeys(("gan", "cgan"), of_inventor),
    "progan": of_grower,
    "reader": of_reader,
    "stackgan": of_illustrator,
}
"""Lesson -> what its shipped models are asked; all others hold an encoder and a decoder."""


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

"""How long a painting takes on this machine, and how much memory: the loop itself is timed, once, on two small canvases."""

import time
from dataclasses import asdict, dataclass, fields
from typing import Any

import numpy as np
import torch

from engine.core import files, settings
from engine.data import gallery as data_gallery
from engine.events import Snapshot
from engine.lessons.helpers.eye import model as eye_model
from engine.lessons.helpers.eye.model import Eye
from engine.lessons.paint.inputs import PaintingInputs, Style
from engine.lessons.paint.style import canvas, train
from engine.lessons.paint.style.config import StyleConfig
from engine.lessons.paint.style.objective import PARTS, Objective
from engine.nn import device

SIDES = (96, 224)
"""Pixels of the canvases that are timed."""

STEPS = 5
START = 4.0
"""Seconds that a process needs before its first stroke."""

BASE = 600_000_000
"""Bytes that a process needs before its first stroke."""

REMEMBERED = 850
"""Bytes per pixel for what L-BFGS remembers, in float32, and for the copies that are made of it when the run is saved."""


@dataclass(frozen=True)
class Estimate:
    seconds: float
    bytes: int


@dataclass(frozen=True)
class Pace:
    """Seconds of a step, whatever its size, and for each pixel; bytes for each pixel."""

    fixed: float
    each: float
    bytes: float


def estimate(config: StyleConfig) -> Estimate:
    """Seconds and bytes for a whole run with these settings."""
    pace = known_pace(config.eye)
    shape = data_gallery.picture(config.content, config.size).shape
    seconds, pixels = START, 0
    for level in canvas.levels(shape, config):
        pixels = level.height * level.width
        seconds += (level.last - level.first + 1) * (pace.fixed + pace.each * pixels)
    return Estimate(seconds, round(BASE + (pace.bytes + REMEMBERED) * pixels))


def known_pace(eye: str) -> Pace:
    """As measured here before, or now."""
    path = settings.home() / "cache" / "painting-pace.json"
    known = files.read_object(path)
    name = f"{eye} on {device.describe()}"
    if not _sound(known.get(name)):
        known[name] = asdict(measured(eye))
        path.parent.mkdir(parents=True, exist_ok=True)
        files.put_json(path, known)
    return Pace(**known[name])


def _sound(pace: Any) -> bool:
    wanted = {field.name for field in fields(Pace)}
    return isinstance(pace, dict) and pace.keys() == wanted and all(type(number) is float for number in pace.values())


def measured(eye: str) -> Pace:
    """The pace of the loop on two small canvases, and what one look keeps for the way back."""
    small, large = (seconds_of_step(eye_model.load(eye), side) for side in SIDES)
    each = max(0.0, large - small) / (SIDES[1] ** 2 - SIDES[0] ** 2)
    return Pace(max(0.0, small - each * SIDES[0] ** 2), each, bytes_kept(eye, SIDES[1]) / SIDES[1] ** 2)


def seconds_of_step(eye: Eye, side: int) -> float:
    """The middle one of a few steps; the first ones, which prepare everything, left out."""
    times = []
    for event in train.train(plain(eye.name, side), two_noises(side), eye=eye):
        if isinstance(event, Snapshot):
            times.append(time.perf_counter())
    return float(np.median(np.diff(times[1:])))


def bytes_kept(eye: str, side: int) -> int:
    sizes: dict[int, int] = {}

    def note(tensor: torch.Tensor) -> torch.Tensor:
        sizes[tensor.untyped_storage().data_ptr()] = tensor.untyped_storage().nbytes()
        return tensor

    config, data = plain(eye, side), two_noises(side)
    objective = Objective(eye_model.load(eye), config, data, side, side)
    with torch.autograd.graph.saved_tensors_hooks(note, lambda tensor: tensor):
        objective.look(canvas.noise(side, side, 0), config, dict.fromkeys(PARTS, 1.0))
    return sum(sizes.values())


def plain(eye: str, side: int, steps: int = STEPS) -> StyleConfig:
    return StyleConfig(eye=eye, size=side, coarse=False, steps=steps, preview_every=10_000)


def two_noises(side: int) -> PaintingInputs:
    """Noise costs as much as any picture."""
    chance = np.random.default_rng(0)
    content, painting = chance.integers(0, 255, (2, side, side, 3), dtype=np.uint8)
    return PaintingInputs(content, (Style("", 1.0, painting, None),), None)

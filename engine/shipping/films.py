"""Making the film of an exhibit: its broken run and its cure, trained anew, frame by frame."""

import dataclasses
import time
from collections.abc import Mapping
from typing import Any

import numpy as np

from engine import catalog, recipes
from engine.core import config as configs
from engine.core.preset import Preset
from engine.events import Preview, Step
from engine.lessons.compete import films
from engine.nn import device
from engine.runs.race import ACROSS

EVERY = 30
"""Steps between two frames, and between two looks at the crowd."""

ROWS, COLUMNS = 2, 5
"""Pictures of each side on a frame, out of a loop's first kind of preview."""


def ship(exhibit: Preset, steps: int, made: dict[Any, tuple[films.Side, np.ndarray]]) -> int:
    """Train what the exhibit shows for so many steps and write its film. Returns its bytes.

    `made` holds the sides that are done, by their config: many exhibits are mended in the same way.
    """
    sides = []
    for config in catalog.configs_of(exhibit):
        config = dataclasses.replace(config, steps=steps, preview_every=EVERY)
        if config not in made:
            made[config] = side_of(exhibit.lesson, config)
        sides.append(made[config])
    about = {
        "device": device.describe(),
        "steps": frames_of(steps),
        "sides": [
            {"command": side.command, "seconds": side.seconds, "lines": films.packed(side.lines)}
            for side, _frames in sides
        ],
    }
    return films.put(films.name_of(exhibit), about, np.stack([frames for _side, frames in sides]))


def frames_of(steps: int) -> list[int]:
    return sorted({*(step for step in films.EARLY if step <= steps), *range(EVERY, steps + 1, EVERY)})


def side_of(lesson: str, config: Any) -> tuple[films.Side, np.ndarray]:
    """One run: its curves, and its frames uint8 (n, h, w, 3)."""
    recipe = recipes.of(lesson)
    began = time.perf_counter()
    lines: dict[str, tuple[list[int], list[float]]] = {}
    kept: dict[int, np.ndarray] = {}
    wanted = set(frames_of(config.steps))
    for event in recipe.train(config, recipe.supply(config)):
        match event:
            case Step():
                _note(lines, event.step, event.metrics)
            case Preview() if event.step in wanted and event.step not in kept:
                kept[event.step] = corner(event.picture)
    side = films.Side(configs.command(lesson, config), lines, round(time.perf_counter() - began, 1))
    return side, np.stack([kept[step] for step in sorted(kept)])


def _note(lines: dict[str, tuple[list[int], list[float]]], step: int, metrics: Mapping[str, Any]) -> None:
    for name, value in metrics.items():
        steps, values = lines.setdefault(name, ([], []))
        steps.append(step)
        values.append(float(value))


def corner(sheet: np.ndarray) -> np.ndarray:
    """The first pictures of a sheet of rows of eight, the line after the last one left out."""
    cell = (sheet.shape[1] + 1) // ACROSS
    return sheet[: ROWS * cell - 1, : COLUMNS * cell - 1]

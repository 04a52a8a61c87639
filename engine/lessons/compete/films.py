"""Films of exhibits: what two networks drew on their way, the broken one beside its cure, with every number of their curves."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

from engine.core import files
from engine.core.errors import Trouble
from engine.core.finding import Lines
from engine.core.preset import Preset
from engine.language.words import _
from engine.weights import shelf

FOLDER = shelf.FOLDER / "films"

LARGEST = 150_000
"""Bytes of a film with its curves: a page asks for it before anything is seen."""

QUALITIES = (88, 80, 70, 60, 50, 40, 30, 20)
"""Of its pictures: the first at which the film is small enough."""

DIGITS = 3
"""Of a curve's numbers that are kept."""

EARLY = frozenset({1, 2, 5, 10, 20})
"""Steps that a film shows besides the evenly spaced ones."""


@dataclass(frozen=True)
class Side:
    """One of the two runs of a film."""

    command: str
    lines: Lines
    seconds: float


@dataclass(frozen=True)
class Film:
    steps: tuple[int, ...]
    """The step of each frame."""
    sides: tuple[Side, ...]
    """The broken one and its cure; one alone where nothing is broken."""
    side: tuple[int, int]
    """Height and width of one side of a frame, in pixels of the sheet."""
    device: str
    sheet: Path
    """The frames of the first side in the left column, those of the second in the right one, from above: WebP."""

    def until(self, side: int, step: int) -> Lines:
        """A side's curves as they were at this step."""
        found = {}
        for name, (steps, values) in self.sides[side].lines.items():
            count = int(np.searchsorted(steps, step, side="right"))
            if count:
                found[name] = (steps[:count], values[:count])
        return found


def put(name: str, about: Mapping[str, Any], frames: np.ndarray) -> int:
    """Write a film: frames uint8 (sides, n, h, w, 3). Returns its bytes."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    sides, count, height, width = frames.shape[:4]
    told = {**about, "side": [height, width]}
    content = json.dumps(told, separators=(",", ":")).encode()
    sheet = Image.fromarray(frames.transpose(1, 2, 0, 3, 4).reshape(count * height, sides * width, 3))
    for quality in QUALITIES:
        sheet.save(FOLDER / f"{name}.webp", quality=quality, method=6)
        size = (FOLDER / f"{name}.webp").stat().st_size + len(content)
        if size <= LARGEST:
            break
    files.put(FOLDER / f"{name}.json", content)
    return size


def short(value: float) -> float:
    """A number with as many digits as are kept."""
    return float(f"{value:.{DIGITS}g}")


def name_of(exhibit: Preset) -> str:
    """What an exhibit's film is called."""
    return f"{exhibit.lesson}-{exhibit.name}"


def names() -> list[str]:
    """The shipped films."""
    return sorted(file.stem for file in FOLDER.glob("*.json"))


def of(name: str) -> Film:
    path = FOLDER / f"{name}.json"
    if not path.is_file():
        raise Trouble(
            _("There is no film called '{name}' here.", name=name[:80]),
            "Put the folder pretrained/films/ back as it was.",
        )
    told = json.loads(path.read_text(encoding="utf-8"))
    sides = tuple(Side(one["command"], _unpacked(one["lines"]), one["seconds"]) for one in told["sides"])
    height, width = told["side"]
    return Film(tuple(told["steps"]), sides, (height, width), told["device"], path.with_suffix(".webp"))


def packed(lines: Lines) -> dict[str, Any]:
    """Curves that have a number for each step, or each look, keep their steps as first, stride and last only."""
    return {
        name: {"steps": _ladder(list(steps)), "values": [short(value) for value in values]}
        for name, (steps, values) in lines.items()
    }


def _ladder(steps: list[int]) -> list[int] | dict[str, int]:
    strides = set(np.diff(steps).tolist()) or {1}
    if len(strides) == 1:
        return {"first": steps[0], "stride": strides.pop()}
    return steps


def _unpacked(lines: Mapping[str, Any]) -> Lines:
    found = {}
    for name, line in lines.items():
        steps, values = line["steps"], line["values"]
        if isinstance(steps, dict):
            steps = [steps["first"] + number * steps["stride"] for number in range(len(values))]
        found[name] = (steps, values)
    return found

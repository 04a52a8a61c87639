"""A run's curves, read as they grow."""

import contextlib
import json
import os
from pathlib import Path
from typing import Any, BinaryIO

from engine.core import forms


class Curves:
    """The numbers of a run, read as they grow: `refresh` parses only what is new. A last line without an end is left."""

    def __init__(self, path: Path):
        self.path = path
        self._start_over()

    def _start_over(self) -> None:
        self.lines: dict[str, tuple[list[int], list[float]]] = {}
        """Curve's name -> its steps and values."""
        self.seconds: list[float] = []
        self.steps: list[int] = []
        self.turns: list[tuple[int, dict[str, Any]]] = []
        """(step, knobs) for each time somebody moved a live knob."""
        self.offset = 0
        """Bytes read so far."""
        self._file: int | None = None

    def refresh(self) -> "Curves":
        with contextlib.suppress(OSError), open(self.path, "rb") as file:
            self._read(file)
        return self

    def turned_until(self, step: int) -> dict[str, Any]:
        """The live knobs that had been moved when the loop came to this step, as they were last."""
        return {name: value for at, values in self.turns if at <= step for name, value in values.items()}

    def _read(self, file: BinaryIO) -> None:
        stat = os.fstat(file.fileno())
        if stat.st_size < self.offset or (self._file is not None and stat.st_ino != self._file):
            self._start_over()
        self._file = stat.st_ino
        file.seek(self.offset)
        fresh = file.read()
        whole = fresh[: fresh.rfind(b"\n") + 1]
        self.offset += len(whole)
        for event in _events(whole.splitlines()):
            self._take(event)

    def _take(self, event: dict[str, Any]) -> None:
        if "knobs" in event:
            self.turns.append((event["step"], event["knobs"]))
            return
        self.steps.append(event["step"])
        self.seconds.append(event["seconds"])
        for name, value in event["metrics"].items():
            steps, values = self.lines.setdefault(name, ([], []))
            steps.append(event["step"])
            values.append(value)


def _events(lines: list[bytes]) -> list[dict[str, Any]]:
    try:  # in one go: half the time of a call for each line
        return [one for one in json.loads(b"[" + b",".join(lines) + b"]") if _sound(one)]
    except (ValueError, RecursionError):
        return [one for one in map(event, lines) if one]


def event(line: bytes) -> dict[str, Any] | None:
    """What a line says; None where it is damaged, as after a power cut."""
    try:
        found = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return found if _sound(found) else None


def _sound(event: Any) -> bool:
    if not isinstance(event, dict) or not forms.is_count(event.get("step")):
        return False
    if "knobs" in event:
        return isinstance(event["knobs"], dict)
    return forms.is_number(event.get("seconds")) and forms.is_numbers(event.get("metrics"))

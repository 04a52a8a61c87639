"""The numbers of runs as their pages show them: each file is read once for all visitors, and then only where it has grown."""

import threading
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import streamlit as st

from engine.runs.curves import Curves
from engine.runs.run import Run


@dataclass(frozen=True)
class Grown:
    """All numbers of a run up to now. It stays as it is while the run grows on, so that many may look at it at once."""

    lines: dict[str, tuple[tuple[int, ...], tuple[float, ...]]]
    """Curve's name -> its steps and values."""
    turns: tuple[tuple[int, dict[str, Any]], ...]
    """(step, knobs) for each time somebody moved a live knob."""


class Record:
    """One run's numbers, shared by all who watch it."""

    def __init__(self, path: Path):
        self._curves = Curves(path)
        self._reading = threading.Lock()
        self._size = -1
        self._grown = Grown({}, ())

    def look(self) -> Grown:
        with self._reading:
            size = self._curves.refresh().offset
            if size != self._size:
                self._size = size
                lines = {name: (tuple(xs), tuple(ys)) for name, (xs, ys) in self._curves.lines.items()}
                self._grown = Grown(lines, tuple(self._curves.turns))
            return self._grown


@st.cache_resource(max_entries=100, show_spinner=False)
def _record(path: str) -> Record:
    return Record(Path(path))


def read(run: Run) -> Grown:
    return _record(str(run.curves().path)).look()

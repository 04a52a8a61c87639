"""One thing seen in a run's curves, and how to read curves for it. Plain arithmetic, no torch."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

Lines = Mapping[str, tuple[Sequence[int], Sequence[float]]]
"""Curve's name -> its steps and values, as `engine.runs.Curves` reads them."""


@dataclass(frozen=True)
class Finding:
    """One thing seen in the curves. `said` holds the number that says so."""

    good: bool
    said: str
    cause: str = ""
    cure: str = ""


def values(lines: Lines, name: str) -> Sequence[float]:
    return lines[name][1] if name in lines else []


def recent(lines: Lines, name: str) -> float:
    """The mean over the last tenth of a noisy curve."""
    last = values(lines, name)
    last = last[-max(1, len(last) // 10) :]
    return sum(last) / len(last)

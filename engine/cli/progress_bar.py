"""A line of progress that fits the terminal: as many of a step's numbers as there is room for, the first ones first."""

import time
from collections.abc import Mapping
from typing import Any, Self

from tqdm import tqdm

from engine.language.retold import retold
from engine.language.words import _
from engine.runs.run import Run

UNKNOWN = 80
"""Letters of a line where there is no terminal to ask, such as in a file."""

OFTEN = 0.5
"""Seconds between two looks at the numbers."""


FORM = "{l_bar}{bar}| {n_fmt}/{total_fmt} [{elapsed}<{left}, {rate_fmt}{postfix}]"


class Meter(tqdm):
    """Says what the run's own estimate says is left: steps are not all alike."""

    left = 0.0

    @property
    def format_dict(self) -> dict[str, Any]:
        return super().format_dict | {"left": self.format_interval(self.left) if self.left else "?"}


class Bar:
    """How far a run is, at which rate, and what its last step said."""

    def __init__(self, run: Run):
        self.run = run
        self.bar = Meter(
            total=run.config.steps, initial=run.status().step, unit=_(" steps"), dynamic_ncols=True, bar_format=FORM
        )
        self.shown = 0.0

    def step(self, step: int, steps: int, metrics: Mapping[str, Any]) -> None:
        self.bar.update(step - self.bar.n)
        if time.monotonic() - self.shown > OFTEN or step == steps:
            self.shown = time.monotonic()
            self.bar.left = self.run.status().left
            self.bar.set_postfix_str(fitting(metrics, self.room()))

    def room(self) -> int:
        """Letters that are left beside the shortest bar."""
        about = self.bar.format_dict
        shortest = tqdm.format_meter(**about | {"ncols": None, "postfix": None})
        return (about["ncols"] or UNKNOWN) - 1 - len(shortest)

    def refresh(self) -> None:
        self.bar.refresh()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_how: object) -> None:
        self.bar.close()


def fitting(metrics: Mapping[str, Any], room: int) -> str:
    """The first numbers, each with its comma, that are no longer than `room` together."""
    said = ""
    for name, value in metrics.items():
        more = f"{said}, {retold(name)} {float(value):.4g}"
        if len(more) > room:
            break
        said = more
    return said.removeprefix(", ")

"""Writes what happens into a run's folder, a few times per second."""

import dataclasses
import io
import json
import math
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from PIL import Image

from engine.core import config as configs
from engine.core import files
from engine.core.pace import Pace
from engine.events import Preview, Snapshot, Step
from engine.runs import curves, failures, retention
from engine.runs.run import Run, Status

REPORT_SECONDS = 0.25
LINES = 4_000
"""Longer runs log averages over several steps, so that the curves of 100,000 steps stay small."""

KEPT_PREVIEWS, LEAST_PREVIEWS, PREVIEWS_BYTES = 240, 8, 16_000_000
"""How many pictures of a kind a run keeps: as many as fit into these bytes, which its kinds share. Which ones: see `retention`."""

MOST_MOMENTS, LEAST_MOMENTS, MOMENTS_BYTES = 12, 2, 24_000_000
"""How many moments of a run are kept to branch from: as many as fit into these bytes."""


class Recorder:
    """Writes what happens into the run's folder, a few times per second."""

    def __init__(self, run: Run):
        self.run = run
        self.pace = Pace()
        self.metrics: dict[str, float] = {}
        self.note = ""
        self._status = run.status()
        self._pending: list[Step] = []
        self._sums: dict[str, tuple[float, int]] = {}
        self._before = self._status.seconds
        self._began = time.monotonic()
        self._flushed = time.monotonic()
        self._recent: list[tuple[float, int]] = []
        self._folder = run.path / "previews"
        self._captions: dict[str, str] = files.read_object(self._folder / "captions.json")
        self._unsettled: set[Path] = set()
        """Pictures that a power cut could still take away."""
        self.leaving = retention.Removals(self._folder)

    def go_on_from(self, step: int, record: Mapping[str, Any] | None = None) -> None:
        """Forget what was logged after the last save: the loop will do those steps again. `record`: see there; states that were
        saved by an older Atelier have none."""
        path = self.run.path / "events.jsonl"
        if path.exists():
            kept = [line for line in path.read_bytes().splitlines(keepends=True) if _step_of(line) <= step]
            files.put(path, b"".join(kept))
        record = record or self._without_record(step)
        self.metrics = dict(record["metrics"])
        self._sums = {name: (total, count) for name, (total, count) in record["sums"].items()}
        self._caption(record["captions"])
        self.leaving.go_back(record["previews"])
        for moment in self.run.moments():
            if moment > step:
                self.run.moment(moment).unlink()
        self._status = dataclasses.replace(self._status, step=step, metrics=dict(self.metrics))
        self._began = time.monotonic()

    def _without_record(self, step: int) -> dict[str, Any]:
        seen = [one.path.name for one in self.run.previews() if one.step <= step]
        metrics, captions = (self._status.metrics, self._captions) if step else ({}, {})
        return {"metrics": metrics, "sums": {}, "captions": captions, "previews": seen}

    def record(self) -> dict[str, Any]:
        """What to keep with a state, so that a run that goes back to it ends with the curves and pictures of one that never did."""
        self.flush()
        return {
            "metrics": dict(self.metrics),
            "sums": {name: list(sum) for name, sum in self._sums.items()},
            "captions": dict(self._captions),
            "previews": [one.path.name for one in self.run.previews()],
        }

    def settle(self) -> None:
        """Let curves and pictures last. A state that outlived a power cut without them would go on from a hole."""
        for file in (self.run.path / "events.jsonl", *self._unsettled):
            if file.exists():
                files.sync(file)
        files.settle(self._folder)
        self._unsettled.clear()

    def seconds(self) -> float:
        return self._before + time.monotonic() - self._began

    def woke(self, slept: float) -> None:
        self._began += slept
        self._recent.clear()

    def step(self, event: Step) -> None:
        self._pending.append(event)
        if time.monotonic() - self._flushed > REPORT_SECONDS or event.step == event.steps:
            self.flush()

    def flush(self) -> None:
        """Read the numbers of the last steps, log them and say how far the run is."""
        if not self._pending:
            return
        lines = []
        for event in self._pending:
            values = numbers(event)
            for name, value in values.items():
                total, count = self._sums.get(name, (0.0, 0))
                self._sums[name] = (total + value, count + 1)
            self.metrics |= values
            every = -(-event.steps // LINES)
            if event.step % every == 0 or event.step == event.steps:
                mean = {name: total / count for name, (total, count) in self._sums.items()}
                lines.append({"step": event.step, "seconds": round(self.seconds(), 3), "metrics": mean})
                self._sums.clear()
        last = self._pending[-1]
        self._pending.clear()
        self._flushed = time.monotonic()
        self._write(lines)
        self.pace.hear(last.step, self.seconds())
        self._recent = [*self._recent[-20:], (self._flushed, last.step)]
        (then, first), (now, latest) = self._recent[0], self._recent[-1]
        self.status(
            state="training",
            step=last.step,
            steps=last.steps,
            metrics=dict(self.metrics),
            rate=(latest - first) / (now - then) if now > then else 0.0,
            left=self.pace.left(last.steps) or 0.0,
        )

    def turned(self, step: int, values: dict[str, Any]) -> None:
        self._write([{"step": step, "knobs": values}])

    def preview(self, event: Preview) -> None:
        self.flush()
        self._caption(self._captions | {event.name: event.caption})
        picture, content = event.picture[:, :, 0] if event.picture.shape[-1] == 1 else event.picture, io.BytesIO()
        Image.fromarray(picture).save(content, "PNG")
        path = self._folder / f"{event.step:08d}-{event.name}.png"
        files.put(path, content.getvalue(), lasting=False)
        self._unsettled.add(path)
        kept = self.run.previews()
        sizes = {one.step: one.path.stat().st_size for one in kept if one.name == event.name}
        room = PREVIEWS_BYTES // len({one.name for one in kept})
        surplus = retention.surplus(sizes, KEPT_PREVIEWS, room, LEAST_PREVIEWS)
        self.leaving.let_go(f"{step:08d}-{event.name}.png" for step in surplus)

    def _caption(self, captions: dict[str, str]) -> None:
        if captions != self._captions:
            self._captions = captions
            files.put_json(self._folder / "captions.json", captions)

    def moment(self, snapshot: Snapshot) -> None:
        """Keep all that it takes to go on from here: a run can be branched at any kept moment."""
        from engine.weights import checkpoint

        self.keep_moment(snapshot.step, checkpoint.state(snapshot))

    def keep_moment(self, step: int, state: Mapping[str, Any]) -> None:
        from engine.weights import checkpoint

        checkpoint.save_state(self.run.moment(step), {**state, "record": self.record()})
        sizes = {step: self.run.moment(step).stat().st_size for step in self.run.moments()}
        for step in retention.surplus(sizes, MOST_MOMENTS, MOMENTS_BYTES, LEAST_MOMENTS):
            self.run.moment(step).unlink(missing_ok=True)

    def save(self, snapshot: Snapshot, config: Any, data: Any) -> None:
        from engine.weights import checkpoint

        self.flush()
        card = card_of(self.run.lesson, config, data, snapshot.step, self.metrics, self.seconds())
        weights = checkpoint.weights_bytes(snapshot.networks, card, beside=snapshot.beside())
        self.keep(weights, checkpoint.state(snapshot))

    def keep(self, weights: bytes, state: Mapping[str, Any]) -> None:
        """The state last: whoever goes on from it has all that came before, also at the end, where no further step makes it good."""
        from engine.weights import checkpoint

        record = self.record()
        files.put(self.run.weights, weights)
        self.settle()
        checkpoint.save_state(self.run.path / "resume.pt", {**state, "record": record})
        self.leaving.saved()

    def now(self) -> Status:
        return dataclasses.replace(self._status, seconds=round(self.seconds(), 3))

    def status(self, **changes: Any) -> None:
        self._status = dataclasses.replace(self._status, **changes)
        if self.note:
            self._status = dataclasses.replace(self._status, message=self.note)
        self.run.write_status(self.now())

    def _write(self, lines: list[dict[str, Any]]) -> None:
        with open(self.run.path / "events.jsonl", "ab") as file:
            file.write(b"".join(json.dumps(line).encode() + b"\n" for line in lines))


def numbers(event: Step) -> dict[str, float]:
    """What a step measured. With a number that is not finite, its run ends."""
    values = {name: float(value) for name, value in event.metrics.items()}
    for name, value in values.items():
        if not math.isfinite(value):
            raise failures.Diverged(name, event.step)
    return values


def card_of(
    lesson: str, config: Any, data: Any, step: int, metrics: Mapping[str, float], seconds: float
) -> dict[str, Any]:
    """What a weights file says of itself."""
    from engine.nn import device

    return {
        "lesson": lesson,
        "config": configs.to_dict(config),
        "step": step,
        "metrics": dict(metrics),
        "seconds": round(seconds, 1),
        "device": device.describe(),
        "classes": list(getattr(data, "classes", ())),
    }


def _step_of(line: bytes) -> float:
    found = curves.event(line)
    return found["step"] if found else math.inf

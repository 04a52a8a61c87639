"""`python -m engine.worker RUN`: drains a training loop into its folder, and grants the wishes left there."""

import contextlib
import dataclasses
import json
import math
import os
import sys
import time
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PIL import Image

from engine import alive, catalog, configs, files, jobs, leaving, mishaps, priority, retention, runs
from engine.events import Event, Preview, Snapshot, Step
from engine.runs import Run

SAVE_SECONDS = 10.0
"""Time between two saves, so that a crash costs little. A save that takes long comes less often: see SAVE_SHARE."""

SAVE_SHARE = 0.05
"""At most this share of the time goes into saving."""

REPORT_SECONDS = 0.25
LINES = 4_000
"""Longer runs log averages over several steps, so that the curves of 100,000 steps stay small."""

KEPT_PREVIEWS, LEAST_PREVIEWS, PREVIEWS_BYTES = 240, 8, 16_000_000
"""How many pictures of a kind a run keeps: as many as fit into these bytes, which its kinds share. Which ones: see `retention`."""

MOST_MOMENTS, LEAST_MOMENTS, MOMENTS_BYTES = 12, 2, 24_000_000
"""How many moments of a run are kept to branch from: as many as fit into these bytes."""

PATIENCE = 600.0
"""Seconds that a paused worker keeps its place, if nobody else waits for it."""

RESERVE = 64 * 1024
"""Bytes set aside, so that a full disk leaves room to say so."""


def work(run: Run, watch: Callable[[Event], None] = lambda event: None) -> runs.Status:
    """Train until the end, a stop or a failure. `watch` sees each event, for a terminal to draw."""
    with alive.held(run.path):
        diary = None
        try:
            (run.path / "reserve").write_bytes(bytes(RESERVE))
            diary = Diary(run)
            diary.status(state="starting", message="", advice="")
            drain(run, diary, watch)
        except KeyboardInterrupt:
            raise
        except BaseException as error:
            (run.path / "reserve").unlink(missing_ok=True)
            report(run, diary, error)
        finally:
            if diary:
                diary.leaving.finish()
    return run.status()


def drain(run: Run, diary: "Diary", watch: Callable[[Event], None]) -> None:
    """Ask the loop for event after event."""
    from engine import checkpoints, device, uncompiled
    from engine.training import LOOPS, supply

    uncompiled.spare()
    device.hold_memory()
    begun = run.config
    config = configs.live_only(begun, run.turned())
    data = supply(run.lesson, config)
    state = checkpoints.load_state(run.path / "resume.pt")
    diary.go_on_from(state["step"] if state else 0)
    loop = LOOPS[run.lesson](config, data, state)
    diary.status(state="training", steps=config.steps, device=device.describe())

    def save(snapshot: Snapshot) -> None:
        """Weights first: if the disk fills up between the two, the older state still goes with the curves."""
        diary.flush()
        checkpoints.save_state(run.path / "resume.pt", snapshot)
        card = {
            "lesson": run.lesson,
            "config": configs.to_dict(config),
            "step": snapshot.step,
            "metrics": dict(diary.metrics),
            "seconds": round(diary.seconds(), 1),
            "device": device.describe(),
            "classes": list(getattr(data, "classes", ())),
        }
        checkpoints.save_weights(run.weights, snapshot.networks, card, beside=snapshot.beside())

    rewinds = catalog.card(run.lesson).rewinds
    looked = False
    closely = False
    """Whether the loop was asked to look at its next step, because the run rests after it."""
    due = time.monotonic() + SAVE_SECONDS
    snapshot = None
    answer = None
    try:
        while True:
            event = loop.send(answer)
            answer = None
            watch(event)
            match event:
                case Step():
                    diary.step(event)
                case Preview():
                    diary.preview(event)
                    looked = True
                case Snapshot():
                    snapshot = event
                    if looked and rewinds:
                        diary.moment(event)
                    if run.wishes("stop"):
                        break
                    # A run that rests shows how it stands, not how it stood when it was last looked at.
                    ready = looked or closely
                    looked = False
                    if ready and run.wishes("pause") and not rest(run, diary, lambda at=event: save(at)):
                        break
                    if time.monotonic() > due:
                        began = time.monotonic()
                        save(snapshot)
                        took = time.monotonic() - began
                        due = time.monotonic() + max(SAVE_SECONDS, took / SAVE_SHARE)
                    wanted = configs.live_only(begun, run.turned() | run.take_once())
                    if wanted != config:
                        diary.turned(event.step, configs.differences(config, wanted))
                        answer = config = wanted
                    if closely != run.wishes("pause"):
                        closely = not closely
                        answer = config
                    if closely:
                        answer = dataclasses.replace(config, preview_every=1)
    except StopIteration:
        pass
    except KeyboardInterrupt:
        if snapshot is not None:
            save(snapshot)
        diary.status(state="stopped", rate=0.0)
        raise
    if snapshot is not None:
        save(snapshot)
    done = snapshot is not None and snapshot.step >= config.steps
    diary.status(state="finished" if done else "stopped", rate=0.0)


def rest(run: Run, diary: "Diary", save: Callable[[], None]) -> bool:
    """Wait while the run is paused. False: give the place to somebody else, or stop; the state is saved."""
    save()
    diary.status(state="paused", rate=0.0)
    began = time.monotonic()
    while run.wishes("pause") and not run.wishes("once"):
        if run.wishes("stop"):
            return False
        if jobs.others_wait() or time.monotonic() - began > PATIENCE:
            diary.note = "Paused for long or while others wait, so its place was given on."
            run.wish("pause", False)
            return False
        time.sleep(0.1)
    diary.woke(time.monotonic() - began)
    diary.status(state="training")
    return True


def report(run: Run, diary: "Diary | None", error: BaseException) -> None:
    """One sentence and the traceback into the folder; if even that cannot be written, into the log."""
    trouble = mishaps.explain(error)
    details = "".join(traceback.format_exception(error))
    sys.stderr.write(details)
    with contextlib.suppress(OSError):
        files.put(run.path / "error.txt", details.encode())
    with contextlib.suppress(OSError):
        status = diary.now() if diary else run.status()
        run.write_status(
            dataclasses.replace(status, state="failed", rate=0.0, message=trouble.what, advice=trouble.advice)
        )


class Diary:
    """Writes what happens into the run's folder, a few times per second."""

    def __init__(self, run: Run):
        self.run = run
        self.metrics: dict[str, float] = {}
        self.note = ""
        self._status = run.status()
        self._pending: list[Step] = []
        self._sums: dict[str, tuple[float, int]] = {}
        self._before = self._status.seconds
        self._began = time.monotonic()
        self._flushed = time.monotonic()
        self._recent: list[tuple[float, int]] = []
        self._captions = files.read_json(run.path / "previews" / "captions.json", {})
        self.leaving = leaving.Leaving(run.path / "previews")

    def go_on_from(self, step: int) -> None:
        """Forget what was logged after the last save: the loop will do those steps again."""
        path = self.run.path / "events.jsonl"
        if path.exists():
            kept = [line for line in path.read_bytes().splitlines(keepends=True) if _step_of(line) <= step]
            files.put(path, b"".join(kept))
        for preview in self.run.previews():
            if preview.step > step:
                preview.path.unlink()
        for moment in self.run.moments():
            if moment > step:
                self.run.moment(moment).unlink()
        self._status = dataclasses.replace(self._status, step=step)
        self._began = time.monotonic()

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
            values = {name: float(value) for name, value in event.metrics.items()}
            for name, value in values.items():
                if not math.isfinite(value):
                    raise mishaps.Diverged(name, event.step)
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
        self._recent = [*self._recent[-20:], (self._flushed, last.step)]
        (then, first), (now, latest) = self._recent[0], self._recent[-1]
        self.status(
            state="training",
            step=last.step,
            steps=last.steps,
            metrics=dict(self.metrics),
            rate=(latest - first) / (now - then) if now > then else 0.0,
        )

    def turned(self, step: int, values: dict[str, Any]) -> None:
        self._write([{"step": step, "knobs": values}])

    def preview(self, event: Preview) -> None:
        self.flush()
        folder = self.run.path / "previews"
        if self._captions.get(event.name) != event.caption:
            self._captions[event.name] = event.caption
            files.put_json(folder / "captions.json", self._captions)
        picture = event.picture[:, :, 0] if event.picture.shape[-1] == 1 else event.picture
        aside = folder / "newest.aside"
        Image.fromarray(picture).save(aside, "PNG")
        os.replace(aside, folder / f"{event.step:08d}-{event.name}.png")
        kept = self.run.previews()
        sizes = {one.step: one.path.stat().st_size for one in kept if one.name == event.name}
        room = PREVIEWS_BYTES // len({one.name for one in kept})
        surplus = retention.surplus(sizes, KEPT_PREVIEWS, room, LEAST_PREVIEWS)
        self.leaving.let_go(f"{step:08d}-{event.name}.png" for step in surplus)

    def moment(self, snapshot: Snapshot) -> None:
        """Keep all that it takes to go on from here: a run can be branched at any kept moment."""
        from engine import checkpoints

        checkpoints.save_state(self.run.moment(snapshot.step), snapshot)
        sizes = {step: self.run.moment(step).stat().st_size for step in self.run.moments()}
        for step in retention.surplus(sizes, MOST_MOMENTS, MOMENTS_BYTES, LEAST_MOMENTS):
            self.run.moment(step).unlink(missing_ok=True)

    def now(self) -> runs.Status:
        return dataclasses.replace(self._status, seconds=round(self.seconds(), 3))

    def status(self, **changes: Any) -> None:
        self._status = dataclasses.replace(self._status, **changes)
        if self.note:
            self._status = dataclasses.replace(self._status, message=self.note)
        self.run.write_status(self.now())

    def _write(self, lines: list[dict[str, Any]]) -> None:
        with open(self.run.path / "events.jsonl", "ab") as file:
            file.write(b"".join(json.dumps(line).encode() + b"\n" for line in lines))


def _step_of(line: bytes) -> float:
    try:
        return json.loads(line)["step"]
    except (json.JSONDecodeError, KeyError):
        return math.inf


def main() -> int:
    priority.step_back()
    run = Run(Path(sys.argv[1]))
    status = work(run)
    jobs.unmark(run)
    jobs.advance()
    return 1 if status.state == "failed" else 0


if __name__ == "__main__":
    sys.exit(main())

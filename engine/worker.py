"""`python -m engine.worker RUN`: drains a training loop into its folder, and grants the wishes left there. RUN may be told later."""

import contextlib
import dataclasses
import importlib
import os
import sys
import threading
import time
import traceback
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Protocol

from engine import catalog
from engine.core import config as configs
from engine.core import files, stages
from engine.core.errors import Trouble
from engine.core.pace import Pace, Stretch
from engine.events import Event, Events, Preview, Snapshot, Step
from engine.language.words import N_
from engine.runs import failures, jobs, liveness, priority, spare
from engine.runs.recorder import Recorder
from engine.runs.run import Run, Status

SAVE_SECONDS = 10.0
"""Time between two saves, so that a crash costs little. A save that takes long comes less often: see SAVE_SHARE."""

SAVE_SHARE = 0.05
"""At most this share of the time goes into saving."""

PATIENCE = 600.0
"""Seconds that a paused worker keeps its place, if nobody else waits for it."""

PREPARING = threading.Lock()

PAGES_WRITE = ("config.json", "knobs.json", "once")
"""What others may write into the folder of a run at work."""

RESERVE = 64 * 1024
"""Bytes set aside, so that a full disk leaves room to say so."""


def work(run: Run, watch: Callable[[Event], None] = lambda event: None, *, called: bool = False) -> Status:
    """Train until the end, a stop or a failure. `watch` sees each event, for a terminal to draw. `called`: by the queue.

    A worker that wakes up late, or a second one, finds a run that another has brought to its end, and leaves it as it is.
    """
    with liveness.held(run.path):
        status = run.status()
        if (called and status.state != "starting") or (status.state == "finished" and status.step >= run.config.steps):
            return status
        recorder = None
        try:
            recorder = begin(run)
            drain(run, recorder, watch)
        except KeyboardInterrupt:
            raise
        except BaseException as error:
            report(run, recorder, error)
        finally:
            end(run, recorder)
    return run.status()


def begin(run: Run) -> Recorder:
    """Have its folder ready for a sitting, and whoever writes there."""
    files.sweep(run.path, (*PAGES_WRITE, liveness.COMING))
    (run.path / "error.txt").unlink(missing_ok=True)  # of a sitting that is made good now
    (run.path / "reserve").write_bytes(bytes(RESERVE))
    recorder = Recorder(run)
    recorder.status(state="starting", message="", advice="", node="")
    return recorder


def end(run: Run, recorder: Recorder | None) -> None:
    """Leave nothing half done in its folder."""
    if recorder:
        recorder.leaving.finish()
    files.sweep(run.path, PAGES_WRITE)


def drain(run: Run, recorder: Recorder, watch: Callable[[Event], None]) -> None:
    """Ask the loop for event after event."""
    prepare()
    from engine import recipes
    from engine.nn import device
    from engine.weights import checkpoint

    config = configs.live_only(run.config, run.turned())
    recipe = recipes.of(run.lesson)
    data = recipe.supply(config)
    state = checkpoint.load_state(run.path / "resume.pt")
    go_on(run, recorder, config, state, recipe.stretches(config, data))
    loop = recipe.train(config, data, state)
    recorder.status(state="training", steps=config.steps, device=device.describe())
    follow(Sitting(run, recorder, config, data, state["step"] if state else 0), loop, watch)


def go_on(
    run: Run, recorder: Recorder, config: Any, state: dict[str, Any] | None, stretches: Sequence[Stretch]
) -> None:
    """Let the folder say what it said at the last save."""
    done = state["step"] if state else 0
    recorder.go_on_from(done, state.get("record") if state else None)
    told = configs.live_only(run.config, run.curves().refresh().turned_until(done)) if run.turned() else config
    if told != config:  # a knob was moved while nobody trained, or in the steps that were forgotten
        recorder.turned(done, configs.differences(told, config))
    stages.note(run.path, stretches)
    recorder.pace = Pace(stretches)


def follow(sitting: "Sitting", loop: Events, watch: Callable[[Event], None] = lambda event: None) -> None:
    """Ask the loop for event after event, until the sitting is over."""
    recorder, answer = sitting.recorder, None
    try:
        while not sitting.over:
            event = loop.send(answer)
            answer = None
            watch(event)
            match event:
                case Step():
                    recorder.step(event)
                case Preview():
                    recorder.preview(event)
                    sitting.looked = True
                case Snapshot():
                    answer = sitting.answer(event)
    except StopIteration:
        pass
    except KeyboardInterrupt:
        sitting.save()
        recorder.status(state="stopped", rate=0.0)
        raise
    sitting.save()
    recorder.status(state="finished" if sitting.done >= sitting.config.steps else "stopped", rate=0.0)


def prepare() -> None:
    """All that any run needs before its first step and that takes time: the imports, and what torch does at its first convolution.
    Whoever comes while another thread is at it waits."""
    with PREPARING:
        from engine.nn import device, uncompiled

        uncompiled.spare()
        device.hold_memory()
        device.warm()
        importlib.import_module("engine.recipes")
        importlib.import_module("engine.weights.checkpoint")


class Wishes(Protocol):
    """What its people wish of a run: its folder, or on a node of a cluster what was told of it."""

    @property
    def lesson(self) -> str: ...
    @property
    def config(self) -> Any: ...
    def wishes(self, name: str) -> bool: ...
    def wish(self, name: str, wanted: bool = True) -> None: ...
    def turned(self) -> dict[str, Any]: ...
    def take_once(self) -> dict[str, Any]: ...


class Diary(Protocol):
    """Where it is told how a run goes: the recorder of its folder, or on a node what is sent to it."""

    note: str

    def step(self, event: Step) -> None: ...
    def preview(self, event: Preview) -> None: ...
    def turned(self, step: int, values: dict[str, Any]) -> None: ...
    def moment(self, snapshot: Snapshot) -> None: ...
    def save(self, snapshot: Snapshot, config: Any, data: Any) -> None: ...
    def woke(self, slept: float) -> None: ...
    def status(self, **changes: Any) -> None: ...


class Sitting:
    """One sitting of a loop: what it was last offered to save, and what its people wish for."""

    def __init__(
        self,
        run: Wishes,
        recorder: Diary,
        config: Any,
        data: Any,
        done: int,
        every: float = SAVE_SECONDS,
        others_wait: Callable[[], bool] = jobs.others_wait,
    ):
        self.others_wait = others_wait
        self.run, self.recorder, self.config, self.data, self.done = run, recorder, config, data, done
        self.begun = run.config
        self.rewinds = catalog.card(run.lesson).rewinds
        self.snapshot: Snapshot | None = None
        self.looked = False
        self.closely = False
        """Whether the loop was asked to look at its next step, because the run rests after it."""
        self.over = False
        self.every = every
        self.due = time.monotonic() + every

    def answer(self, snapshot: Snapshot) -> Any:
        """Save if it is time, rest or stop if that is wished for. The config to go on with, if it is another."""
        self.snapshot, self.done = snapshot, snapshot.step
        if self.looked and self.rewinds:
            from engine.nn import loop

            if self.closely or loop.marks(snapshot.step, self.config):
                self.recorder.moment(snapshot)
        # A run that rests shows how it stands, not how it stood when it was last looked at.
        ready = self.looked or self.closely
        self.looked = False
        if self.run.wishes("stop") or (ready and self.run.wishes("pause") and not self.rest()):
            self.over = True
            return None
        self.save_in_time()
        wanted = configs.live_only(self.begun, self.run.turned() | self.run.take_once())
        answer = None
        if wanted != self.config:
            self.recorder.turned(snapshot.step, configs.differences(self.config, wanted))
            answer = self.config = wanted
        if self.closely != self.run.wishes("pause"):
            self.closely = not self.closely
            answer = self.config
        return dataclasses.replace(self.config, preview_every=1) if self.closely else answer

    def save_in_time(self) -> None:
        if time.monotonic() > self.due:
            began = time.monotonic()
            self.save()
            took = time.monotonic() - began
            self.due = time.monotonic() + max(self.every, took / SAVE_SHARE)

    def save(self) -> None:
        if self.snapshot is not None:
            self.recorder.save(self.snapshot, self.config, self.data)

    def rest(self) -> bool:
        """Wait while the run is paused. False: give the place to somebody else, or stop; the state is saved."""
        self.save()
        self.recorder.status(state="paused", rate=0.0)
        began = time.monotonic()
        while self.run.wishes("pause") and not self.run.wishes("once"):
            if self.run.wishes("stop"):
                return False
            if self.others_wait() or time.monotonic() - began > PATIENCE:
                self.recorder.note = N_("Paused for long or while others wait, so its place was given on.")
                self.run.wish("pause", False)
                return False
            time.sleep(0.1)
        self.recorder.woke(time.monotonic() - began)
        self.recorder.status(state="training")
        return True


def report(run: Run, recorder: Recorder | None, error: BaseException) -> None:
    """One sentence and the traceback into the folder; if even that cannot be written, into the log."""
    trouble = failures.explain(error)
    details = "".join(traceback.format_exception(error))
    sys.stderr.write(details)
    with contextlib.suppress(OSError):
        files.put(run.path / "error.txt", details.encode())
    with contextlib.suppress(OSError):
        status = recorder.now() if recorder else run.status()
        run.write_status(
            dataclasses.replace(status, state="failed", rate=0.0, message=trouble.what, advice=trouble.advice)
        )


def draw_ahead(lesson: str) -> None:
    """The drawn pictures of a lesson's own settings: in a home that never had them, the first run would wait for them."""
    prepare()
    from engine.data import library

    config = catalog.card(lesson).config()
    if not {"data", "pictures"} <= configs.kinds(type(config)).keys():
        return
    with contextlib.suppress(Trouble, OSError):  # they are pairs, or have to be fetched first
        if library.card(config.data).built_in:
            library.pictures_of(config.data, config.pictures)


def main() -> int:
    priority.step_back()
    if sys.argv[1] == spare.CALLED:
        # In a thread, for its run may be told before all is there, and has then to know at once that its worker lives.
        threading.Thread(target=draw_ahead, args=(sys.argv[2],), name="prepare", daemon=True).start()
        folder = spare.called()
        if folder is None:
            os._exit(0)  # whatever is still being imported
    else:
        folder = Path(sys.argv[1])
    run = Run(folder)
    status = work(run, called=True)
    jobs.advance()
    return 1 if status.state == "failed" else 0


if __name__ == "__main__":
    sys.exit(main())

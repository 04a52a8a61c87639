"""`python -m engine.worker RUN`: drains a training loop into its folder, and grants the wishes left there."""

import contextlib
import dataclasses
import sys
import time
import traceback
from collections.abc import Callable
from pathlib import Path

from engine import catalog
from engine.core import config as configs
from engine.core import files
from engine.events import Event, Preview, Snapshot, Step
from engine.runs import failures, jobs, liveness, priority, store
from engine.runs.recorder import Diary
from engine.runs.store import Run

SAVE_SECONDS = 10.0
"""Time between two saves, so that a crash costs little. A save that takes long comes less often: see SAVE_SHARE."""

SAVE_SHARE = 0.05
"""At most this share of the time goes into saving."""

PATIENCE = 600.0
"""Seconds that a paused worker keeps its place, if nobody else waits for it."""

RESERVE = 64 * 1024
"""Bytes set aside, so that a full disk leaves room to say so."""


def work(run: Run, watch: Callable[[Event], None] = lambda event: None) -> store.Status:
    """Train until the end, a stop or a failure. `watch` sees each event, for a terminal to draw."""
    with liveness.held(run.path):
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
    from engine import recipes
    from engine.nn import device, uncompiled
    from engine.weights import checkpoint

    uncompiled.spare()
    device.hold_memory()
    begun = run.config
    config = configs.live_only(begun, run.turned())
    recipe = recipes.of(run.lesson)
    data = recipe.supply(config)
    state = checkpoint.load_state(run.path / "resume.pt")
    diary.go_on_from(state["step"] if state else 0)
    loop = recipe.train(config, data, state)
    diary.status(state="training", steps=config.steps, device=device.describe())

    def save(snapshot: Snapshot) -> None:
        """Weights first: if the disk fills up between the two, the older state still goes with the curves."""
        diary.flush()
        checkpoint.save_state(run.path / "resume.pt", snapshot)
        card = {
            "lesson": run.lesson,
            "config": configs.to_dict(config),
            "step": snapshot.step,
            "metrics": dict(diary.metrics),
            "seconds": round(diary.seconds(), 1),
            "device": device.describe(),
            "classes": list(getattr(data, "classes", ())),
        }
        checkpoint.save_weights(run.weights, snapshot.networks, card, beside=snapshot.beside())

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
    trouble = failures.explain(error)
    details = "".join(traceback.format_exception(error))
    sys.stderr.write(details)
    with contextlib.suppress(OSError):
        files.put(run.path / "error.txt", details.encode())
    with contextlib.suppress(OSError):
        status = diary.now() if diary else run.status()
        run.write_status(
            dataclasses.replace(status, state="failed", rate=0.0, message=trouble.what, advice=trouble.advice)
        )


def main() -> int:
    priority.step_back()
    run = Run(Path(sys.argv[1]))
    status = work(run)
    jobs.unmark(run)
    jobs.advance()
    return 1 if status.state == "failed" else 0


if __name__ == "__main__":
    sys.exit(main())

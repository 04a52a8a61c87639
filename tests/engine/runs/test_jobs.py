"""Runs in real processes: queue, stop, pause, SIGKILL, restart, resume, and a sentence for each thing that goes wrong."""

import contextlib
import dataclasses
import errno
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from engine import worker
from engine.core import files, locks, settings
from engine.core.errors import Trouble
from engine.lessons.encode.autoencoder.config import AutoencoderConfig
from engine.runs import exports, failures, jobs, liveness, priority, recorder, retention, store
from engine.runs.run import ENDED, Run, Status
from engine.weights import checkpoint

SMALL = AutoencoderConfig(pictures=64, batch=8, width=4, bottleneck=2, steps=6, preview_every=3)
ENDLESS = dataclasses.replace(SMALL, steps=200_000, preview_every=10_000)

PATIENCE = 300.0
"""Seconds after which a test gives up. Nothing is told from them: a busy machine may take long."""


def until(reached: Callable[[], object]) -> None:
    give_up = time.monotonic() + PATIENCE
    while not reached():
        assert time.monotonic() < give_up, "nothing came of it"
        time.sleep(0.05)


def wait(run: Run, *states: str, step: int = 0) -> Status:
    """Look at the run's folder until it has reached a state and a step."""
    seen = []

    def reached() -> bool:
        seen[:] = [run.status()]
        return (seen[0].state in states and seen[0].step >= step) or seen[0].state == "failed"

    until(reached)
    log = (run.path / "log.txt").read_text() if (run.path / "log.txt").exists() else ""
    assert seen[0].state in states and seen[0].step >= step, f"waited for {states}, but the run is {seen[0]}\n{log}"
    return seen[0]


def process_of(run: Run) -> int:
    """The process id of the run's worker: which one holds its sign of life. The command of a spare names no run."""
    workers = subprocess.run(["pgrep", "-f", "engine.worker"], capture_output=True, text=True).stdout.split()
    return next(int(worker) for worker in workers if run.path / liveness.NAME in opened(Path("/proc") / worker / "fd"))


def opened(descriptors: Path) -> set[Path]:
    found = set()
    with contextlib.suppress(FileNotFoundError):  # it has just ended
        for one in descriptors.iterdir():
            with contextlib.suppress(FileNotFoundError):
                found.add(one.readlink())
    return found


def weights(run: Run):
    return checkpoint.load_weights(run.weights)[0]


def same(one, other) -> bool:
    return all((one[name][key] == other[name][key]).all() for name in one for key in one[name])


@pytest.fixture(autouse=True)
def nobody_left(home):
    """Whatever a test started ends with it."""
    yield
    for run in store.every():
        run.wish("stop")
    for run in store.every():
        if run.status().active:
            wait(run, *ENDED)


def test_stop_resume_and_the_run_that_never_stopped_are_the_same_to_the_bit(monkeypatch):
    stopped, whole = (store.create("autoencoder", dataclasses.replace(SMALL, steps=60)) for _ in range(2))
    monkeypatch.setattr(recorder, "LINES", 7)  # a line for each nine steps: the stop falls among them
    real = recorder.Recorder.step

    def stop_at_twenty(self, event):
        real(self, event)
        if event.step == 20:
            self.run.wish("stop")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(recorder.Recorder, "step", stop_at_twenty)
        assert worker.work(stopped).state == "stopped"
    assert stopped.status().step == 20
    jobs.prepare(stopped)
    assert worker.work(stopped).state == "finished"
    assert worker.work(whole).state == "finished"
    assert same(weights(stopped), weights(whole))
    assert stopped.curves().refresh().lines == whole.curves().refresh().lines
    assert stopped.status().metrics == whole.status().metrics
    assert exports.pictures_zip(stopped) == exports.pictures_zip(whole)
    assert exports.notebook(stopped) == exports.notebook(whole)


def test_a_finished_run_goes_on_to_more_steps():
    run, longer = store.create("autoencoder", SMALL), store.create("autoencoder", dataclasses.replace(SMALL, steps=12))
    worker.work(run)
    jobs.prepare(run)
    assert run.config.steps == 12
    worker.work(run)
    worker.work(longer)
    assert run.status().step == 12
    assert same(weights(run), weights(longer))


def test_a_killed_worker_is_shown_as_interrupted_and_resumes_from_its_last_snapshot():
    run = store.create("autoencoder", ENDLESS)
    jobs.launch(run)
    wait(run, "training", step=20)
    jobs.pause(run)  # a pause saves
    wait(run, "paused")
    saved = checkpoint.load_state(run.path / "resume.pt")["step"]
    jobs.go_on(run)
    wait(run, "training", step=saved + 10)
    os.kill(process_of(run), signal.SIGKILL)
    status = wait(run, "interrupted")
    assert status.advice == "Resume goes on from the last saved step."
    jobs.resume(run)
    logged = -(-ENDLESS.steps // recorder.LINES)  # so long a run logs only every so many steps
    wait(run, "training", step=saved + 3 * logged)
    jobs.stop(run)
    wait(run, "stopped")
    steps = run.curves().refresh().lines["training loss"][0]
    assert len(steps) >= 3 and steps == sorted(set(steps)), "no step may be logged twice"


def test_a_page_that_looks_never_waits_for_whoever_is_at_the_queue(monkeypatch):
    started = []
    monkeypatch.setattr(jobs, "_start", started.append)
    run = store.create("autoencoder", SMALL)
    run.write_status(Status(state="waiting", queued=1.0))
    jobs.mark(run)
    with locks.queue(), ThreadPoolExecutor(1) as page:  # the lock is one thread's alone
        page.submit(jobs.glance).result(timeout=10)
        assert started == []
    jobs.glance()
    assert started == [run]


def test_a_starved_worker_keeps_its_place_and_a_killed_one_loses_it_at_once(monkeypatch):
    monkeypatch.setenv("ATELIER_WORKERS", "1")
    first, second = (store.create("autoencoder", ENDLESS) for _ in range(2))
    jobs.launch(first)
    jobs.launch(second)
    wait(first, "training", step=1)
    starved = process_of(first)
    os.kill(starved, signal.SIGSTOP)
    later = time.time() + 3600
    with monkeypatch.context() as patch:
        patch.setattr(time, "time", lambda: later)
        jobs.advance()
        assert first.status().state == "training"
        assert second.status().state == "waiting" and jobs.place(second) == 1 and jobs.place(first) is None
    os.kill(starved, signal.SIGKILL)
    wait(first, "interrupted")
    jobs.advance()
    wait(second, "training", step=1)


def test_the_last_word_of_a_worker_counts_though_it_lets_go_in_between(monkeypatch):
    run = store.create("autoencoder", SMALL)
    run.write_status(Status(state="training", step=3, steps=6))

    def ends_here(folder):
        run.write_status(Status(state="finished", step=6, steps=6))
        return False

    monkeypatch.setattr(liveness, "is_held", ends_here)
    assert run.status().state == "finished"


def test_two_workers_never_train_one_run(monkeypatch):
    run = store.create("autoencoder", SMALL)
    monkeypatch.setattr(liveness, "PATIENCE", 0.1)
    with (
        liveness.held(run.path),
        pytest.raises(Trouble, match="Another process trains this run already. Watch that one"),
    ):
        worker.work(run)
    assert run.status().state == "new"
    assert worker.work(run).state == "finished"


@pytest.fixture(scope="module")
def endless(home_of_all):
    """A run that goes on and on, whose launcher has ended."""
    run = store.create("autoencoder", dataclasses.replace(ENDLESS, noise="gaussian"))
    launcher = f"from engine.runs import jobs, store; jobs.launch(store.get({run.id!r}))"
    subprocess.run([sys.executable, "-c", launcher], cwd=settings.ROOT, check=True, env=os.environ)
    yield run
    run.wish("stop")
    wait(run, "stopped")


def test_a_run_outlives_the_process_that_launched_it(endless):
    """The server may be restarted at any time."""
    step = wait(endless, "training", step=1).step
    wait(endless, "training", step=step + 5)


@pytest.mark.skipif(os.name == "nt", reason="Windows gives a process its priority when it is made")
def test_a_worker_steps_back_for_the_pages_and_a_command_does_not(endless):
    before = os.getpriority(os.PRIO_PROCESS, 0)
    until(lambda: liveness.is_held(endless.path))
    process = process_of(endless)
    assert os.getpriority(os.PRIO_PROCESS, process) == min(19, before + priority.NICE)
    group = priority.AUTOGROUP.parent.parent / str(process) / "autogroup"
    if group.exists():
        assert group.read_text().split()[-1] == str(priority.NICE)
        assert priority.AUTOGROUP.read_text() != group.read_text(), "the server's own session stays as it is"
    here = store.create("autoencoder", SMALL)
    assert worker.work(here).state == "finished"
    assert os.getpriority(os.PRIO_PROCESS, 0) == before


def test_a_live_knob_reaches_the_loop_and_the_record(endless, home_of_all, monkeypatch):
    monkeypatch.setenv("ATELIER_HOME", str(home_of_all))
    wait(endless, "training", step=1)
    endless.turn(noise_level=0.9)
    until(lambda: endless.curves().refresh().turns)
    (step, values), *_ = endless.curves().refresh().turns
    assert values == {"noise_level": 0.9} and step >= 1


def test_runs_train_to_the_end_in_processes_of_their_own_and_the_queue_moves_on_by_itself(monkeypatch):
    monkeypatch.setenv("ATELIER_WORKERS", "1")
    queue = [store.create("autoencoder", SMALL) for _ in range(3)]
    for run in queue:
        jobs.launch(run)
    assert [jobs.place(run) for run in queue] == [None, 1, 2]
    for run in queue:
        status = wait(run, "finished")
        assert status.step == status.steps == 6
        assert set(status.metrics) == {"training loss", "held-out loss", "PSNR (dB)"}
        assert run.curves().refresh().steps == [1, 2, 3, 4, 5, 6]
        assert [(p.step, p.name) for p in run.previews()] == [
            (step, name) for step in (1, 2, 3, 5, 6) for name in ("map", "reconstructions")
        ]
        assert all(p.caption.endswith(".") for p in run.previews())
        assert run.weights.exists()
    ends = [(run.path / "weights.safetensors").stat().st_mtime for run in queue]
    assert ends == sorted(ends)
    jobs.advance()
    assert not any((settings.home() / "queue" / run.id).exists() for run in queue)


def test_a_waiting_run_leaves_the_queue_at_once(monkeypatch):
    monkeypatch.setenv("ATELIER_WORKERS", "1")
    first, second = (store.create("autoencoder", ENDLESS) for _ in range(2))
    first.write_status(Status(state="training"))
    jobs.mark(first)
    with liveness.held(first.path):
        jobs.launch(second)
        assert second.status().state == "waiting" and jobs.place(second) == 1
        jobs.stop(second)
        assert second.status().state == "stopped" and jobs.place(second) is None


def test_stop_takes_effect_within_one_step():
    run = store.create("autoencoder", ENDLESS)
    run.wish("stop")  # left before the first step is done
    worker.work(run)
    assert run.status().step == 1 and run.status().state == "stopped"


def test_a_paused_run_gives_its_place_to_one_that_waits(monkeypatch):
    monkeypatch.setenv("ATELIER_WORKERS", "1")
    first, second = (store.create("autoencoder", ENDLESS) for _ in range(2))
    jobs.launch(first)
    wait(first, "training", step=1)
    jobs.pause(first)
    wait(first, "paused")
    jobs.launch(second)
    assert "given on" in wait(first, "stopped").message
    wait(second, "training", step=1)


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), "The disk is full"),
        (PermissionError(errno.EACCES, "Permission denied"), "may not write into the run's folder"),
        (MemoryError(), "The computer's memory is full"),
        (
            RuntimeError("DefaultCPUAllocator: can't allocate memory: you tried to allocate 9 bytes"),
            "computer's memory",
        ),
        (type("OutOfMemoryError", (RuntimeError,), {})("CUDA out of memory."), "graphics card's memory is full"),
        (ValueError("boom"), "an error that it does not know: ValueError"),
        (Trouble("The cat sat on it.", "Move the cat."), "The cat sat on it."),
    ],
)
def test_whatever_goes_wrong_gets_its_sentence(error, sentence, monkeypatch):
    run = store.create("autoencoder", dataclasses.replace(SMALL, steps=30))

    def break_at_ten(self, event, real=recorder.Recorder.step):
        real(self, event)
        if event.step == 10:
            raise error

    monkeypatch.setattr(recorder.Recorder, "step", break_at_ten)
    status = worker.work(run)
    assert status.state == "failed" and sentence in status.message and status.advice
    assert "break_at_ten" in run.error


def test_a_loss_that_is_no_number_ends_the_run_and_keeps_the_last_good_weights():
    config = dataclasses.replace(SMALL, steps=40, preview_every=40)
    run = store.create("autoencoder", config)
    worker.work(run)
    good = weights(run)
    jobs.prepare(run, 80)
    run.turn(learning_rate=1.0)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            "engine.lessons.encode.autoencoder.train.RECONSTRUCTION",
            {"bce": lambda logits, target: (logits * float("nan")).mean()},
        )
        status = worker.work(run)
    assert status.state == "failed"
    assert status.message.startswith("The training loss stopped being a number at step 41")
    assert same(good, weights(run))
    assert checkpoint.load_state(run.path / "resume.pt")["step"] == 40


@pytest.mark.skipif(
    shutil.which("mount") is None or not hasattr(os, "geteuid") or os.geteuid() != 0,
    reason="only an administrator can make a small disk to fill",
)
def test_a_disk_that_is_really_full(tmp_path, monkeypatch):
    disk = tmp_path / "disk"
    disk.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=700k", "tmpfs", str(disk)], capture_output=True).returncode:
        pytest.skip("this machine does not let a test make a small disk")
    try:
        run = store.create("autoencoder", dataclasses.replace(SMALL, width=32))
        shutil.move(run.path, disk / run.id)
        status = worker.work(Run(disk / run.id))
        assert status.state == "failed" and status.message.startswith("The disk is full")
    finally:
        subprocess.run(["umount", str(disk)], check=True)


def test_files_are_put_in_place_whole_or_not_at_all(tmp_path, monkeypatch):
    files.put_json(tmp_path / "a.json", {"a": 1})
    monkeypatch.setattr(os, "replace", lambda *_: (_ for _ in ()).throw(OSError(errno.ENOSPC, "full")))
    with pytest.raises(OSError):
        files.put_json(tmp_path / "a.json", {"a": 2})
    assert json.loads((tmp_path / "a.json").read_text()) == {"a": 1}
    assert [file.name for file in tmp_path.iterdir() if "aside" in file.name] == []


def test_half_a_last_line_is_left_until_it_is_whole(home):
    run = store.create("autoencoder", SMALL)
    log = run.path / "events.jsonl"
    log.write_text('{"step": 1, "seconds": 0.1, "metrics": {"a": 1.0}}\n{"step": 2, "sec')
    curves = run.curves().refresh()
    assert curves.steps == [1]
    log.write_text(log.read_text() + 'onds": 0.2, "metrics": {"a": 2.0}}\n')
    assert curves.refresh().lines == {"a": ([1, 2], [1.0, 2.0])}


def test_ids_from_outside_cannot_leave_the_folder_of_runs(home):
    (home / "secret").mkdir()
    (home / "secret" / "config.json").write_text("{}")
    for wrong in ("../secret", "", ".", "..", "/etc", "a/../../secret"):
        with pytest.raises(Trouble, match="There is no run called"):
            store.get(wrong)


def test_a_run_at_work_cannot_be_deleted():
    run = store.create("autoencoder", SMALL)
    run.write_status(dataclasses.replace(run.status(), state="training"))
    with liveness.held(run.path), pytest.raises(Trouble, match="still at work. Stop it first"):
        store.delete(run)
    run.write_status(dataclasses.replace(run.status(), state="stopped"))
    store.delete(run)
    assert store.every() == [] and not run.path.exists()


def test_a_home_that_cannot_be_written_to_gets_a_sentence(tmp_path, monkeypatch):
    def refuse(*_, **__):
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr("pathlib.Path.mkdir", refuse)
    with pytest.raises(Trouble, match="may not write to .* ATELIER_HOME"):
        store.create("autoencoder", SMALL)


def test_long_runs_keep_short_records():
    """100,000 steps of events stay a few thousand lines, each the mean over the steps it stands for."""
    from engine.events import Step

    run = store.create("autoencoder", SMALL)
    diary = recorder.Recorder(run)
    for step in range(1, 100_001):
        diary.step(Step(step, 100_000, {"a": float(step % 2)}))
    diary.flush()
    curves = run.curves().refresh()
    assert len(curves.steps) <= recorder.LINES + 1 and curves.steps[-1] == 100_000
    assert set(curves.lines["a"][1][1:-1]) <= {0.48, 0.5, 0.52}


@pytest.mark.parametrize("limit, most", [("KEPT_PREVIEWS", 10), ("PREVIEWS_BYTES", 800)])
def test_old_previews_are_thinned(monkeypatch, limit, most):
    run, _, show = pictured(monkeypatch, **{limit: most}, LEAST_PREVIEWS=5)
    for step in range(1, 101):
        show(step)
    kept = [preview.step for preview in run.previews()]
    assert 3 <= len(kept) <= 10 and kept[0] == 1 and kept[-1] == 100


def pictured(monkeypatch, **limits: int):
    """A run that keeps few pictures, and how its worker, the first or another, shows the picture of a step."""
    import numpy as np

    from engine.events import Preview

    for name, value in limits.items():
        monkeypatch.setattr(recorder, name, value)
    run = store.create("autoencoder", SMALL)
    diary = recorder.Recorder(run)

    def show(step: int, by: recorder.Recorder = diary) -> None:
        by.preview(Preview(step, "rows", np.zeros((2, 2, 1), np.uint8), "A caption."))

    return run, diary, show


def test_a_picture_that_makes_room_can_be_read_by_whoever_has_just_listed_it(monkeypatch):
    run, diary, show = pictured(monkeypatch, KEPT_PREVIEWS=10)
    for step in range(1, 60):
        listed = run.previews()
        show(step)
        assert all(one.path.exists() for one in listed), "a page that reads them now would fail"
    assert len(run.previews()) <= 10 < len(list((run.path / "previews").glob("*.png"))), "out of sight, still there"
    monkeypatch.setattr(retention, "GRACE", 0.0)
    show(60)
    assert len(list((run.path / "previews").glob("*.png"))) == 60, (
        "a run that was killed now would go back to its last save"
    )
    diary.leaving.saved()
    show(61)
    assert len(list((run.path / "previews").glob("*.png"))) <= 11, "removed a moment later"
    diary.leaving.saved()
    diary.leaving.finish()
    assert {one.path for one in run.previews()} == set((run.path / "previews").glob("*.png"))


def test_a_killed_workers_successor_removes_what_was_to_leave_and_shows_such_a_step_again(monkeypatch):
    run, _, show = pictured(monkeypatch, KEPT_PREVIEWS=5)
    for step in range(1, 20):
        show(step)
    hidden = retention.hidden(run.path / "previews")
    assert hidden
    successor = recorder.Recorder(run)
    again = int(max(hidden).partition("-")[0])
    successor.go_on_from(again - 1)
    assert not any((run.path / "previews" / name).exists() for name in hidden)
    show(again, by=successor)
    assert run.previews()[-1].step == again


def test_a_run_is_weighed_while_files_go(monkeypatch):
    run = store.create("autoencoder", SMALL)
    (run.path / "going").write_bytes(bytes(1000))
    whole, scandir = run.size(), os.scandir

    def then_gone(folder):
        entries = list(scandir(folder))
        (run.path / "going").unlink(missing_ok=True)
        return contextlib.nullcontext(entries)

    with monkeypatch.context() as patch:
        patch.setattr(os, "scandir", then_gone)
        assert run.size() == whole - 1000


def test_titles_say_what_is_special():
    assert store.default_title("autoencoder", AutoencoderConfig()) == "Autoencoder"
    assert store.default_title("autoencoder", AutoencoderConfig(bottleneck=2, noise="salt", seed=9)) == (
        "Autoencoder, bottleneck 2, Salt and pepper"
    )


def test_explaining_never_fails():
    assert failures.explain(KeyboardInterrupt()).advice

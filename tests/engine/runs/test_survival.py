"""What a run survives: a second worker, a late one, two who press at once, a clock that is set, a kill at its very end."""

import dataclasses
import json
import os
import subprocess
import sys
import time

import pytest

from engine import worker
from engine.lessons.encode.autoencoder.config import AutoencoderConfig
from engine.runs import jobs, liveness, store
from engine.runs.run import Run, Status
from tests.playground import fabricate

SMALL = AutoencoderConfig(pictures=64, batch=8, width=4, steps=3, preview_every=3)
DAYS = [-3 * 86_400, 3 * 86_400]


@pytest.fixture
def begun(monkeypatch):
    """Runs that the queue lets begin, without a process."""
    found = []
    monkeypatch.setattr(jobs, "_start", found.append)
    return found


def set_clock(monkeypatch, seconds: float) -> None:
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + seconds)


def said(run: Run) -> dict:
    return json.loads((run.path / "status.json").read_text())


def test_a_worker_that_comes_after_the_end_leaves_the_run_finished():
    run = store.create("autoencoder", SMALL)
    assert worker.work(run).state == "finished"
    before = said(run)
    assert worker.work(run).state == "finished" and said(run) == before


@pytest.mark.parametrize("state", ["stopped", "failed", "waiting"])
def test_a_worker_that_the_queue_no_longer_expects_leaves_the_run_as_it_is(state, monkeypatch, begun):
    monkeypatch.setenv("ATELIER_WORKERS", "1")
    busy, run = fabricate.run("training"), fabricate.run(state)
    jobs.mark(run)
    before = said(run)
    monkeypatch.setattr(sys, "argv", ["worker", str(run.path)])
    monkeypatch.setattr(worker.priority, "step_back", lambda: None)
    worker.main()
    assert said(run) == before and begun == []
    assert jobs.place(run) == (1 if state == "waiting" else None) and busy.status().state == "training"


def test_of_two_who_press_resume_at_the_same_time_one_starts_the_run_and_the_other_changes_nothing(monkeypatch):
    monkeypatch.setattr(jobs, "_start", lambda run: run.write_status(Status(state="starting")))
    run = store.create("autoencoder", SMALL)
    jobs.prepare(run)
    jobs.prepare(run)
    jobs.launch(run)
    before = said(run)
    jobs.launch(run)
    assert said(run) == before


@pytest.mark.parametrize("days", DAYS)
def test_a_worker_that_is_coming_counts_whatever_the_clock_says(days, monkeypatch):
    run = fabricate.run("new")
    run.write_status(Status(state="starting"))
    liveness.announce(run.path, os.getpid())
    set_clock(monkeypatch, days)
    assert run.status().state == "starting"
    note = json.loads((run.path / liveness.COMING).read_text())
    (run.path / liveness.COMING).write_text(json.dumps(note | {"born": "another boot 1"}))
    assert run.status().state == "interrupted", "another process has its number now"


def test_a_worker_killed_before_it_is_at_work_gives_its_place_at_once(monkeypatch, begun):
    monkeypatch.setenv("ATELIER_WORKERS", "1")
    first, second = store.create("autoencoder", SMALL), store.create("autoencoder", SMALL)
    process = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    first.write_status(Status(state="starting"))
    jobs.mark(first)
    liveness.announce(first.path, process.pid)
    jobs.launch(second)
    assert begun == []
    process.kill()
    os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOWAIT)  # dead, and nobody has asked for its last word
    jobs.glance()
    assert begun == [second] and first.status().state == "interrupted"
    process.wait()


def test_where_the_system_does_not_tell_who_lives_a_worker_has_some_seconds(monkeypatch, tmp_path):
    monkeypatch.setattr(liveness, "BOOT", tmp_path / "none")
    liveness.announce(tmp_path, os.getpid())
    assert liveness.is_coming(tmp_path)
    now = time.monotonic()
    for later in (liveness.START, -1e6):  # the second: the computer was started anew
        monkeypatch.setattr(time, "monotonic", lambda later=later: now + later + 1)
        assert not liveness.is_coming(tmp_path)


@pytest.mark.parametrize("days", DAYS)
def test_who_came_first_begins_first_and_the_newest_is_the_newest_whatever_the_clock_says(days, monkeypatch, begun):
    monkeypatch.setenv("ATELIER_WORKERS", "1")
    busy = fabricate.run("training")
    first = store.create("autoencoder", SMALL)
    jobs.launch(first)
    set_clock(monkeypatch, days)
    second = store.create("autoencoder", SMALL)
    jobs.launch(second)
    assert jobs.line() == [first, second]
    assert store.every() == [second, first, busy], "a full desk lets its oldest go first"


def test_a_run_killed_after_its_last_step_and_before_its_last_word_only_says_it():
    run = store.create("autoencoder", SMALL)
    worker.work(run)
    run.write_status(dataclasses.replace(run.status(), state="training"))
    assert run.status().state == "interrupted"
    jobs.prepare(run)
    status = worker.work(run)
    assert status.state == "finished" and status.step == status.steps == run.config.steps == 3

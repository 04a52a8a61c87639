"""A spare worker: it gets the next run, however it ends another takes its place, and it goes when nobody wants it."""

import dataclasses
import io
import sys
from types import SimpleNamespace

import pytest

from engine.lessons.encode.autoencoder.config import AutoencoderConfig
from engine.runs import jobs, priority, spare, store
from tests.engine.runs.test_jobs import until

SMALL = AutoencoderConfig(pictures=64, batch=8, width=4, bottleneck=2, steps=3, preview_every=3)
WAITS = (sys.executable, "-c", "import sys; sys.stdin.read()")


@pytest.fixture
def waits(monkeypatch):
    """In place of a worker something that only waits."""
    monkeypatch.setattr(spare, "COMMAND", WAITS)
    yield
    spare.dismiss()


def start():
    spare.start("autoencoder", {})
    return spare._waiting


def test_a_run_is_trained_by_the_spare_in_its_own_folder_and_home(home):
    jobs.stand_by("autoencoder")
    process = spare._waiting
    run = store.create("autoencoder", SMALL)
    jobs.launch(run)
    assert spare._waiting is None, "nobody else gets this one"
    until(lambda: process.poll() is not None)
    assert process.returncode == 0 and run.status().state == "finished" and run.status().step == 3
    assert (run.path / "log.txt").exists() and jobs.line() == []


def test_one_waits_at_most_and_a_dead_one_is_replaced(waits, tmp_path):
    process = start()
    assert start() is process
    process.kill()
    process.wait()
    other = start()
    assert other is not process and other.poll() is None
    assert spare.hand_over(tmp_path, {}) and not spare.hand_over(tmp_path, {})
    assert other.wait() == 0, "what it waited for has come"


def test_a_dead_spare_gets_no_run(waits, tmp_path):
    process = start()
    process.kill()
    process.wait()
    assert not spare.hand_over(tmp_path, {})


def test_it_goes_when_nobody_has_wanted_it_for_long(waits, monkeypatch):
    monkeypatch.setattr(spare, "IDLE", 0.01)
    process = start()
    assert process.wait() == 0
    until(lambda: spare._waiting is None)


def test_none_waits_where_the_next_run_would_have_to(waits, home, monkeypatch):
    monkeypatch.setenv("ATELIER_WORKERS", "1")
    monkeypatch.setattr(
        jobs, "_start", lambda run: run.write_status(dataclasses.replace(run.status(), state="training"))
    )
    monkeypatch.setattr("engine.runs.liveness.is_held", lambda folder: True)
    jobs.launch(store.create("autoencoder", SMALL))
    jobs.stand_by("autoencoder")
    assert spare._waiting is None


def test_none_waits_where_nobody_wants_one(waits, home, monkeypatch):
    monkeypatch.setenv("ATELIER_SPARE", "0")
    jobs.stand_by("autoencoder")
    assert spare._waiting is None


def test_the_spare_ends_with_whoever_started_it(monkeypatch):
    from engine import worker

    monkeypatch.setattr(priority, "step_back", lambda: None)
    monkeypatch.setattr(worker, "draw_ahead", lambda lesson: None)
    monkeypatch.setattr(sys, "argv", ["worker", spare.CALLED, "autoencoder"])
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(b"")))
    monkeypatch.setattr(worker.os, "_exit", lambda code: (_ for _ in ()).throw(SystemExit(code)))
    with pytest.raises(SystemExit) as ended:
        worker.main()
    assert ended.value.code == 0


def test_it_draws_the_pictures_that_its_lessons_own_settings_want_and_no_others(monkeypatch):
    from engine import worker
    from engine.data import library

    drawn = []
    monkeypatch.setattr(worker, "prepare", lambda: None)
    monkeypatch.setattr(library, "pictures_of", lambda *asked: drawn.append(asked))
    for lesson in ("vae", "cyclegan", "dream"):
        worker.draw_ahead(lesson)
    assert drawn == [("glyphs", 10_000)]

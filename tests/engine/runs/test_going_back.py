"""A run that was killed however often ends with the curves, pictures and exports of its undisturbed twin, to the bit. No training:
the recorder is told of steps and pictures as a loop would tell it, and forgets what came after a save as a killed worker's does."""

import csv
import json
import os
import random

import numpy as np
import pytest

from engine.core import files
from engine.events import Preview, Step
from engine.lessons.encode.autoencoder.config import AutoencoderConfig
from engine.runs import exports, recorder, retention, store
from engine.runs.run import Run

STEPS, EVERY = 30_000, 250


def made(steps: int = STEPS) -> Run:
    return store.create("autoencoder", AutoencoderConfig(steps=steps, bottleneck=2, preview_every=EVERY), title="twin")


class Sitting:
    """One worker's life, from a save (step, record) on."""

    def __init__(self, run: Run, saved: tuple[int, dict | None]):
        self.diary, self.saved = recorder.Recorder(run), saved
        self.diary.go_on_from(*saved)

    def live(self, until: int, save_at: int = 0) -> None:
        steps = self.diary.run.config.steps
        for step in range(self.saved[0] + 1, until + 1):
            looking = step % EVERY == 0 or step in (1, steps)
            chance = random.Random(step)
            metrics = {"training loss": chance.random()} | ({"held-out loss": chance.random()} if looking else {})
            self.diary.step(Step(step, steps, metrics))
            if looking:
                picture = np.random.default_rng(step).integers(0, 256, (8, 8 + step % 7, 3), np.uint8)
                for name in ("map", "reconstructions"):
                    self.diary.preview(Preview(step, name, picture, f"As of step {step // 5_000}."))
            if step == save_at:
                self.save(step)

    def save(self, step: int) -> None:
        record = self.diary.record()
        self.diary.settle()
        self.saved = step, json.loads(json.dumps(record))
        self.diary.leaving.saved()


def finish(sitting: Sitting) -> None:
    steps = sitting.diary.run.config.steps
    sitting.live(steps)
    sitting.save(steps)
    sitting.diary.status(state="finished", rate=0.0)
    sitting.diary.leaving.finish()


def left(run: Run) -> dict:
    """All that people see of a run, but for its seconds, which no two runs share."""
    table = list(csv.reader(exports.curves_csv(run).decode().splitlines()))
    return {
        "curves": [[cell for name, cell in zip(table[0], row, strict=True) if name != "seconds"] for row in table],
        "pictures": {file.name: file.read_bytes() for file in (run.path / "previews").iterdir()},
        "metrics": dict(run.status().metrics),
        "film": exports.animation(run, "map"),
        "archive": exports.pictures_zip(run),
        "notebook": exports.notebook(run),
        "files": sorted(file.name for file in run.path.iterdir()),
    }


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    """As a run of many hours: pictures make room often, and go from the disk as soon as they may."""
    monkeypatch.setattr(recorder, "KEPT_PREVIEWS", 14)
    monkeypatch.setattr(recorder, "PREVIEWS_BYTES", 12_000)
    monkeypatch.setattr(recorder, "LEAST_PREVIEWS", 4)
    monkeypatch.setattr(retention, "GRACE", 0.0)
    monkeypatch.setattr(os, "fsync", lambda handle: None)
    monkeypatch.setattr(exports, "LONGEST", 8)


def test_curves_pictures_and_exports_of_a_run_that_was_killed_again_and_again_are_its_twins_to_the_bit():
    twin, run, dice = made(), made(), random.Random(4)
    finish(Sitting(twin, (0, None)))
    saved, kills = (0, None), 0
    while saved[0] < STEPS - 5_000:
        sitting = Sitting(run, saved)
        save_at = saved[0] + dice.randrange(1, 2_000)
        sitting.live(save_at + dice.randrange(4_000), save_at)
        saved, kills = sitting.saved, kills + 1
    finish(Sitting(run, saved))
    assert kills > 15
    ends = left(run)
    for name, whole in left(twin).items():
        assert ends[name] == whole, name


def test_a_picture_that_a_save_has_counted_on_stays_until_the_next_save():
    run = made()
    sitting = Sitting(run, (0, None))
    sitting.live(9_000, save_at=4_000)
    counted = sitting.saved[1]["previews"]
    assert set(counted) - {one.path.name for one in run.previews()}, "some have left since"
    Sitting(run, sitting.saved)
    assert [one.path.name for one in run.previews()] == counted


def test_curves_and_pictures_are_on_the_disk_before_the_state_that_counts_on_them(monkeypatch, home):
    from engine import worker
    from engine.weights import checkpoint

    order = []
    monkeypatch.setattr(files, "sync", lambda path: order.append(path.name))
    real = checkpoint.save_state
    monkeypatch.setattr(checkpoint, "save_state", lambda path, *more: (order.append(path.name), real(path, *more)))
    run = store.create("autoencoder", AutoencoderConfig(pictures=64, batch=8, width=4, steps=2, preview_every=2))
    worker.work(run)
    assert sorted(order[:-1]) == sorted(["events.jsonl", *(one.path.name for one in run.previews())])
    assert order[-1] == "resume.pt"

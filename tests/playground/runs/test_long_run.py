"""A run of 100,000 steps: nothing told is lost, its pages read only what is new, and its folder stays small."""

import json
import random

import numpy as np
import pytest

from engine.core import config as configs
from engine.core import files
from engine.events import Preview, Step
from engine.lessons.encode.autoencoder.config import AutoencoderConfig
from engine.runs import recorder, store
from engine.runs.run import Run
from playground.components.curves.curves import POINTS, thin
from playground.runs import records
from tests.playground import fabricate

STEPS = 100_000


def lived(steps: int = STEPS, every: int = 50, side: int = 40) -> Run:
    """A run whose worker has written all its numbers and pictures; pictures of noise are as large as pictures get."""
    made = store.create("autoencoder", AutoencoderConfig(steps=steps))
    diary, chance = recorder.Recorder(made), np.random.default_rng(0)
    for step in range(1, steps + 1):
        diary.step(Step(step, steps, {"training loss": 1 / step, "held-out loss": 2 / step}))
        if step % every == 0:
            diary.preview(Preview(step, "map", chance.integers(0, 256, (side, side, 3), np.uint8), "Noise."))
    diary.flush()
    return made


def counted(monkeypatch) -> list[int]:
    """The bytes of each read of a run's numbers from now on."""
    read = []
    plain = json.loads
    monkeypatch.setattr(json, "loads", lambda text: read.append(len(text)) or plain(text))
    return read


def test_its_folder_stays_small_and_its_time_line_whole(monkeypatch):
    monkeypatch.setattr(recorder, "PREVIEWS_BYTES", 400_000)
    run = lived(steps=20_000)
    recorder.Recorder(run).go_on_from(20_000)  # the next worker removes what the last one had hidden
    kept = [one.step for one in run.previews()]
    assert (kept[0], kept[1], kept[-1]) == (50, 100, 20_000)
    assert max(after - before for before, after in zip(kept, kept[1:], strict=False)) <= 20_000 / 15
    assert run.size() < 400_000 + 300 * recorder.LINES
    assert (run.path / "events.jsonl").read_bytes().count(b"\n") <= recorder.LINES + 1


def test_a_tick_reads_only_what_is_new(monkeypatch):
    run = fabricate.run("training", step=5_000, steps=STEPS, previews=())
    log = run.path / "events.jsonl"
    whole = log.stat().st_size
    read = counted(monkeypatch)
    first = records.read(run)
    assert sum(read) == pytest.approx(whole, abs=2)
    read.clear()
    assert records.read(run) is first and sum(read) <= 2, "nothing new, nothing read"
    line = json.dumps({"step": 5_001, "seconds": 9.0, "metrics": {"training loss": 0.5}}) + "\n"
    with open(log, "a") as file:
        file.write(line)
    read.clear()
    assert records.read(run).lines["training loss"][0][-1] == 5_001
    assert sum(read) <= len(line) + 2, "the second visitor and the second tick pay for one line"


def test_what_one_visitor_looks_at_does_not_grow_under_their_eyes():
    run = fabricate.run("training", step=10, steps=STEPS, previews=())
    before = records.read(run)
    with open(run.path / "events.jsonl", "a") as file:
        file.write(json.dumps({"step": 11, "seconds": 9.0, "metrics": {"training loss": 0.5}}) + "\n")
    after = records.read(run)
    assert before.lines["training loss"][0] == tuple(range(1, 11))
    assert after.lines["training loss"][0] == tuple(range(1, 12))


def test_a_resumed_run_that_forgot_steps_is_read_anew():
    run = fabricate.run("stopped", step=100, steps=STEPS, previews=())
    records.read(run)
    recorder.Recorder(run).go_on_from(40)
    assert records.read(run).lines["training loss"][0] == tuple(range(1, 41))


def test_a_thinned_curve_of_all_steps_keeps_its_ends_and_extremes():
    chance = random.Random(0)
    ys = [chance.gauss(0, 1) for _ in range(STEPS)]
    ys[31_337], ys[77_777] = 50.0, -50.0
    xs, kept = thin(range(1, STEPS + 1), ys)
    assert len(xs) <= POINTS and (xs[0], xs[-1]) == (1, STEPS)
    assert (min(kept), max(kept)) == (-50.0, 50.0)


@pytest.mark.parametrize("asked", [None, "autoencoder", "gan"])
def test_the_list_of_runs_is_made_again_only_when_a_run_comes_or_goes(monkeypatch, asked):
    """Otherwise every move of a slider would cost a look into each of a class's runs."""
    monkeypatch.setattr(store, "SETTLED", -1.0)
    several = [fabricate.run("finished", title=str(number), steps=2, previews=()) for number in range(20)]
    before = store.every(asked)
    looked = []
    with monkeypatch.context() as patch:
        patch.setattr(files, "read_json", lambda path, missing=None: looked.append(path))
        assert store.every(asked) == before and not looked
    store.delete(several[3])
    assert len(store.every("autoencoder")) == 19 and several[3] not in store.every()


def test_a_run_that_was_not_whole_when_the_list_was_made_is_found_later(monkeypatch):
    monkeypatch.setattr(store, "SETTLED", -1.0)
    late = fabricate.run("finished", steps=2, previews=())
    about = (late.path / "config.json").read_bytes()
    (late.path / "config.json").unlink()
    assert store.every() == []
    (late.path / "config.json").write_bytes(about)
    assert store.every() == [late]


def test_settings_that_were_changed_since_are_still_read_anew():
    run = fabricate.run("finished", title="old")
    assert [one.title for one in store.every()] == ["old"]
    run.rename("new")
    assert [one.title for one in store.every()] == ["new"]
    assert configs.to_dict(run.config)["steps"] == 200

"""Rewinding a run to a kept moment and branching from there, and single steps of one player while a run is paused."""

import dataclasses
import time
from types import SimpleNamespace

import pytest
import torch

from engine import worker
from engine.core.errors import Trouble
from engine.lessons.compete.gan.config import GANConfig
from engine.runs import branch as runs_branch
from engine.runs import overview, recorder, store
from engine.runs.run import Run
from engine.weights import checkpoint
from tests.engine.runs.test_jobs import same, weights

SMALL = GANConfig(pictures=64, batch=8, width=4, steps=12, preview_every=4)


@pytest.fixture
def done(home):
    run = store.create("gan", SMALL)
    assert worker.work(run).state == "finished"
    return run


def test_a_run_keeps_the_moments_at_which_it_was_looked_at(done):
    assert done.moments() == [1, 4, 8, 12]


def test_what_is_still_being_written_is_on_no_list(done):
    """Its name ends in .aside until it is whole: see `files.put`."""
    listed = done.moments(), done.previews(), overview.newest_picture(done), store.every()
    for path in [path for path in done.path.rglob("*") if path.is_file()]:
        path.with_name(f"{path.name}.0af3.aside").write_bytes(b"half")
    (done.path / "moments" / "00001300.pt.0af3.aside").touch()
    (done.path / "previews" / "00001300-fixed.png.0af3.aside").touch()
    assert (done.moments(), done.previews(), overview.newest_picture(done), store.every()) == listed


def test_a_moment_that_makes_room_while_somebody_branches_from_it_is_a_sentence(done, monkeypatch):
    moments = done.moments()
    done.moment(4).unlink()
    monkeypatch.setattr(Run, "moments", lambda run: moments)
    with pytest.raises(Trouble, match="Nothing is kept of step 4"):
        runs_branch.branch(done, 4)
    assert store.every() == [done]


def test_a_branch_without_a_change_repeats_the_run_to_the_bit(done):
    branch = runs_branch.branch(done, 8)
    assert branch.parent == done.id and branch.branched == 8 and branch.status().step == 8
    assert [one.step for one in branch.previews() if one.name == "fixed"] == [1, 2, 4, 5, 8]
    worker.work(branch)
    assert branch.status().step == 12 and same(weights(branch), weights(done))
    one, other = branch.curves().refresh(), done.curves().refresh()
    assert one.lines == other.lines


def test_a_branch_from_among_the_steps_of_one_line_repeats_its_mean_to_the_bit(home, monkeypatch):
    monkeypatch.setattr(recorder, "LINES", 4)  # a line for each three steps: 7, 8 and 9 make one
    run = store.create("gan", SMALL)
    worker.work(run)
    branch = runs_branch.branch(run, 8)
    worker.work(branch)
    assert branch.curves().refresh().lines == run.curves().refresh().lines


def test_a_branch_with_a_change_shares_the_past_only(done):
    before = done.curves().refresh().lines["discriminator loss"]
    branch = runs_branch.branch(done, 4, {"objective": "hinge", "momentum": 0.9, "batch": 16})
    worker.work(branch)
    after = branch.curves().refresh().lines["discriminator loss"]
    assert after[0] == before[0] == list(range(1, 13))
    assert after[1][:4] == before[1][:4] and after[1][4:] != before[1][4:]
    assert not same(weights(branch), weights(done))
    assert done.curves().refresh().lines["discriminator loss"] == before, "the run itself stays as it is"


def test_knobs_that_were_turned_before_the_moment_count_in_the_branch(home):
    run = store.create("gan", SMALL)
    with pytest.MonkeyPatch.context() as patch:
        real = recorder.Recorder.step

        def turn_at_two(diary, event):
            real(diary, event)
            if event.step in (2, 9):
                diary.run.turn(k=event.step)

        patch.setattr(recorder.Recorder, "step", turn_at_two)
        worker.work(run)
    assert runs_branch.branch(run, 8).config.k == 2


def test_a_branch_of_the_end_goes_on_for_as_long_again(done):
    assert runs_branch.branch(done, 12).config.steps == 24


def test_what_shapes_the_networks_cannot_change_in_a_branch(done):
    with pytest.raises(Trouble, match="keeps its networks and pictures, so 'width' cannot change"):
        runs_branch.branch(done, 8, {"width": 8})
    with pytest.raises(Trouble, match="Nothing is kept of step 5"):
        runs_branch.branch(done, 5)


def test_a_long_run_keeps_few_moments_and_always_the_first_and_the_last(home, monkeypatch):
    monkeypatch.setattr(recorder, "MOST_MOMENTS", 4)
    run = store.create("gan", dataclasses.replace(SMALL, steps=20, preview_every=2))
    worker.work(run)
    assert len(run.moments()) <= 4 and {run.moments()[0], run.moments()[-1]} == {1, 20}


def test_a_resumed_run_forgets_moments_that_it_will_live_again(done):
    state = done.moment(4).read_bytes()
    (done.path / "resume.pt").write_bytes(state)
    recorder.Recorder(done).go_on_from(4)
    assert done.moments() == [1, 4]


def test_while_paused_one_player_takes_a_single_step_and_the_pictures_show_the_run_as_it_rests(home, monkeypatch):
    run = store.create("gan", dataclasses.replace(SMALL, steps=100_000, preview_every=10_000))
    real, seen = recorder.Recorder.step, []

    def pause_at_three(diary, event):
        real(diary, event)
        if event.step == 3:
            run.wish("pause")

    def look(_seconds):
        """What the run's folder says whenever the worker has nothing to do; then the next wish."""
        assert run.status().state == "paused"
        seen.append((run.status().step, newest(run), checkpoint.load_state(run.path / "resume.pt")))
        if len(seen) == 3:
            run.wish("stop")
        else:
            run.step_once(turn=("discriminator", "generator")[len(seen) - 1])

    monkeypatch.setattr(recorder.Recorder, "step", pause_at_three)
    monkeypatch.setattr(worker, "time", SimpleNamespace(monotonic=time.monotonic, sleep=look))
    assert worker.work(run).state == "stopped"
    assert [(step, pictures) for step, pictures, _ in seen] == [(4, {4}), (5, {5}), (6, {6})]
    start, taught, improved = (state for *_, state in seen)
    assert learnt(start, taught, "discriminator") and not learnt(start, taught, "generator")
    assert learnt(taught, improved, "generator") and not learnt(taught, improved, "discriminator")
    assert [values for _, values in run.curves().refresh().turns] == [
        {"turn": "discriminator"},
        {"turn": "generator"},
    ], "the curves tell of it"


def newest(run) -> set[int]:
    """The step of the newest picture of each kind."""
    return set({one.name: one.step for one in run.previews()}.values())


def learnt(before, after, name: str) -> bool:
    """Whether the weights moved. What batch norm counts moves whenever pictures pass, and is no weight."""
    counted = ("running_mean", "running_var", "num_batches_tracked")
    one, other = before["networks"][name], after["networks"][name]
    return not all(torch.equal(one[key], other[key]) for key in one if not key.endswith(counted))

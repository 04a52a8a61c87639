"""The bridge between folders and a cluster that is a thread of this process: what it takes, tells, writes down and picks up."""

import contextlib
import dataclasses
import time

import pytest

from engine import worker
from engine.cli.main import main
from engine.cluster import bridge, node, told
from engine.cluster.scribe import WentAway
from engine.core import desks
from engine.lessons.encode.autoencoder.config import AutoencoderConfig
from engine.runs import jobs, liveness, store
from engine.runs.places import far
from engine.weights import checkpoint

SMALL = AutoencoderConfig(pictures=64, batch=8, width=4, bottleneck=2, noise="gaussian", steps=12, preview_every=6)


@pytest.fixture(autouse=True)
def school(monkeypatch):
    monkeypatch.setenv("ATELIER_CLUSTER", "school:6379")
    monkeypatch.setattr(far, "wake", lambda: far.files.make_folder(far.folder()))
    monkeypatch.setattr(far, "check_installed", lambda: None)


@contextlib.contextmanager
def bridged(room: int = 1):
    """As long as a bridge lives."""
    far.files.make_folder(far.folder())
    with liveness.held(far.folder()):
        bridge.say(room)
        yield


class Thread:
    """A crew of one node, which dies after so many batches, once."""

    def __init__(self, dies_after=None):
        self.dies_after, self.works, self.heard, self.sent = dies_after, {}, {}, []

    def room(self):
        return 1

    def submit(self, name, order, pictures, digest):
        self.sent.append(digest)
        self.works[name] = node.train(order, pictures, lambda one: self.heard.update({name: one}))

    def events(self, patience):
        for name, says in list(self.works.items()):
            if self.dies_after is not None:
                self.dies_after -= 1
                if self.dies_after < 0:
                    self.dies_after = None
                    says.close()
                    yield name, WentAway("its node died")
                    continue
            yield name, next(says)

    def tell(self, name, wishes):
        self.heard[name].hear(wishes)

    def cancel(self, name, *, force):
        pass

    def forget(self, name):
        self.works.pop(name, None)


def until_over(one: bridge.Bridge, run, act=lambda: None):
    give_up = time.monotonic() + 120
    while one.posts or not run.status().over:
        one.look()
        act()
        assert time.monotonic() < give_up
    return run.status()


def test_a_run_that_is_handed_over_ends_as_one_of_this_computer_though_its_node_dies(monkeypatch):
    here, there = store.create("autoencoder", SMALL), store.create("autoencoder", SMALL)
    worker.work(here)
    with bridged():
        jobs.launch(there)
        assert there.status().state == "starting" and bridge.orders() == [there.id]
        one = bridge.Bridge(Thread(dies_after=4))
        assert until_over(one, there).state == "finished"
        assert len(one.crew.sent) == 2 and len(set(one.crew.sent)) == 1
        assert bridge.orders() == [] and not one.posts and not liveness.is_held(there.path)
    left, right = (checkpoint.load_weights(run.weights)[0] for run in (here, there))
    assert all((left[name][key] == right[name][key]).all() for name in left for key in left[name])
    assert here.curves().refresh().lines == there.curves().refresh().lines
    assert jobs.summary(there.status()) == "finished, step 12 of 12"


def test_knobs_and_stop_reach_a_run_through_its_folder():
    run = store.create("autoencoder", dataclasses.replace(SMALL, steps=100_000))
    with bridged():
        jobs.launch(run)
        one = bridge.Bridge(Thread())

        def act():
            if run.status().step and not run.turned():
                assert jobs.summary(run.status()).endswith(f"on node {run.status().node}")
                run.turn(noise_level=0.9)
            if run.curves().refresh().turns:
                jobs.stop(run)

        assert until_over(one, run, act).state == "stopped"
    assert run.curves().refresh().turns[0][1] == {"noise_level": 0.9}
    assert checkpoint.load_state(run.path / "resume.pt")["step"] == run.status().step


def test_a_run_whose_bridge_died_waits_again_and_one_that_trained_here_does_not(monkeypatch):
    run = store.create("autoencoder", SMALL)
    with bridged():
        jobs.launch(run)
        assert run.status().state == "starting"
    assert run.status().state == "interrupted"
    jobs.advance()
    assert run.status().state == "waiting" and jobs.line() == [run]
    with bridged():
        jobs.advance()
        assert run.status().state == "starting"
    liveness.announce(run.path, 2**22)  # a process of this computer that has died
    jobs.advance()
    assert run.status().state == "interrupted" and jobs.line() == []


def test_a_desk_has_so_many_runs_at_work_and_the_next_desk_comes_first(monkeypatch):
    monkeypatch.setenv("ATELIER_CLASS", "1")
    monkeypatch.setenv("ATELIER_DESK_RUNNING", "2")
    made = []
    with bridged(room=3):
        for key in (desks.new_key(), desks.new_key()):
            with desks.at(desks.of_key(key)):
                made.append([store.create("autoencoder", SMALL) for _run in range(3)])
        for desk in made:
            with desks.at(desks.of(desk[0].path)):
                for run in desk:
                    jobs.launch(run)
        assert [[run.status().state for run in desk] for desk in made] == [
            ["starting", "starting", "waiting"],
            ["starting", "waiting", "waiting"],
        ]
        bridge.say(6)
        jobs.advance()
        assert [[run.status().state for run in desk] for desk in made] == [["starting", "starting", "waiting"]] * 2


def test_the_command_line_follows_a_run_that_trains_elsewhere(monkeypatch, capsys):
    monkeypatch.setenv("ATELIER_CLUSTER", "local")
    monkeypatch.setattr(jobs, "launch", lambda run: worker.work(run))
    small = ["--pictures", "64", "--batch", "8", "--width", "4", "--steps", "6", "--preview-every", "3"]
    assert main(["train", "autoencoder", "--cluster", "school:6379", *small]) == 0
    assert far.settings.cluster() == "school:6379"
    assert "Finished at step 6:" in capsys.readouterr().out
    (run,) = store.every()
    run.write_status(dataclasses.replace(run.status(), state="waiting"))
    jobs.mark(run)
    with bridged(room=0):
        bridge.say(0, bridge.NOBODY)
        assert main(["runs"]) == 0
    said = capsys.readouterr().out
    assert "(1 in line)" in said and "The cluster does not answer, so no run begins." in said


def test_a_cluster_that_does_not_answer_is_told_of(home):
    with bridged():
        bridge.say(0, bridge.NOBODY)
        run = store.create("autoencoder", SMALL)
        jobs.launch(run)
        assert run.status().state == "waiting"
        trouble = far.Far().trouble()
        assert trouble and trouble.what == "The cluster does not answer, so no run begins."
    assert told.NOTHING["stop"] is False

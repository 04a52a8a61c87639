"""Runs on a real Ray cluster of this computer, beside runs on this computer: one contract for both places."""

import contextlib
import dataclasses
import importlib.util
import os
import signal
import sys
import time
from pathlib import Path

import pytest

from engine.core import settings
from engine.lessons.compete.gan.config import GANConfig
from engine.lessons.encode.autoencoder.config import AutoencoderConfig
from engine.lessons.encode.vae.config import VAEConfig
from engine.lessons.write.letters.config import LettersConfig
from engine.runs import jobs, liveness, store
from engine.runs.places import choice, far
from engine.runs.run import ENDED
from engine.weights import checkpoint

needs_ray = pytest.mark.skipif(
    importlib.util.find_spec("ray") is None,
    reason="Ray is not installed: pip install -r playground/requirements-cluster.txt",
)

SMALL = AutoencoderConfig(pictures=64, batch=8, width=4, bottleneck=2, noise="gaussian", steps=12, preview_every=6)
ENDLESS = dataclasses.replace(SMALL, steps=200_000, preview_every=10_000)

FOUR = {
    "autoencoder": dataclasses.replace(SMALL, steps=300),
    "gan": GANConfig(pictures=64, batch=8, width=4, latent=2, steps=60, preview_every=30),
    "vae": VAEConfig(pictures=64, batch=8, steps=100, preview_every=50),
    "letters": LettersConfig(weights=10_000, length=16, steps=60, preview_every=30),
}

PATIENCE = 300.0


def until(reached) -> None:
    give_up = time.monotonic() + PATIENCE
    while not reached():
        assert time.monotonic() < give_up, "nothing came of it"
        time.sleep(0.05)


def wait(run, *states, step=0):
    def reached():
        jobs.glance()
        status = run.status()
        return (status.state in states and status.step >= step) or status.state == "failed"

    until(reached)
    status = run.status()
    assert status.state in states, f"{status}\n{run.error}\n{log(far.folder())}"
    return status


def log(folder: Path) -> str:
    file = folder / "log.txt"
    return file.read_text() if file.exists() else ""


def process_on_node(run) -> int:
    """The process that trains a run, as its log says."""
    return int(log(run.path).split("process ")[-1].split(",")[0])


def same(one, other) -> bool:
    left, right = (checkpoint.load_weights(run.weights)[0] for run in (one, other))
    return all((left[name][key] == right[name][key]).all() for name in left for key in left[name])


@contextlib.contextmanager
def cluster(nodes, home, monkeypatch, share):
    """Nodes of this computer, with this many cores each, and all that was started for them ended again."""
    from ray.cluster_utils import Cluster

    monkeypatch.setenv("PYTHONPATH", str(settings.ROOT))
    monkeypatch.setenv("ATELIER_RUN_CPUS", share)
    monkeypatch.setenv("RAY_DISABLE_IMPORT_WARNING", "1")
    how = {"object_store_memory": 100_000_000, "include_dashboard": False}
    made = Cluster(initialize_head=True, head_node_args={"num_cpus": nodes[0], **how})
    try:
        others = [made.add_node(num_cpus=cpus, object_store_memory=100_000_000) for cpus in nodes[1:]]
        monkeypatch.setenv("ATELIER_CLUSTER", made.address)
        yield made, others
    finally:
        for run in store.every():
            if run.status().state not in ENDED:
                jobs.stop(run)
        note = far.files.read_object(far.folder() / liveness.COMING)
        if liveness.is_held(far.folder()):
            os.kill(note["process"], signal.SIGTERM)
        until(lambda: not liveness.is_held(far.folder()))
        made.shutdown()


def contract(run_of_here, run) -> None:
    """What holds wherever a run trains."""
    jobs.launch(run)
    wait(run, "finished")
    assert [event["step"] for event in choice.events(run) if "metrics" in event] == list(range(1, SMALL.steps + 1))
    assert choice.events(run, 5)[0]["step"] == 6 and choice.events(run, 10_000) == []
    assert same(run, run_of_here)
    endless = store.create("autoencoder", ENDLESS)
    jobs.launch(endless)
    step = wait(endless, "training", step=5).step
    endless.turn(noise_level=0.9)
    until(lambda: endless.curves().refresh().turns)
    jobs.pause(endless)
    wait(endless, "paused")
    jobs.go_on(endless)
    wait(endless, "training", step=step + 5)
    jobs.stop(endless)
    assert wait(endless, "stopped").step < ENDLESS.steps and (endless.path / "resume.pt").exists()
    assert jobs.line() == []


def trained_here(lesson, config):
    from engine import worker

    run = store.create(lesson, config)
    assert worker.work(run).state == "finished"
    return run


@pytest.mark.slow
@pytest.mark.parametrize("place", [settings.LOCAL, pytest.param("ray", marks=needs_ray)])
def test_a_run_is_the_same_wherever_it_trains(place, home, monkeypatch):
    here = trained_here("autoencoder", SMALL)
    with cluster([1], home, monkeypatch, "1") if place == "ray" else contextlib.nullcontext():
        contract(here, store.create("autoencoder", SMALL))


@pytest.mark.slow
@needs_ray
def test_a_class_on_three_nodes_of_which_one_dies(home, monkeypatch):
    """Twelve runs of four lessons at once; a node is killed, a worker is killed, the bridge is killed, two runs are stopped."""
    here = {lesson: trained_here(lesson, config) for lesson, config in FOUR.items()}
    with cluster([0.5, 0.5, 0.5], home, monkeypatch, "0.5") as (made, others):
        runs = [store.create(lesson, config) for _time in range(3) for lesson, config in FOUR.items()]
        for run in runs:
            jobs.launch(run)
        for run in runs[-2:]:
            jobs.stop(run)
        first = runs[0]
        wait(first, "training", "finished", step=1)
        made.remove_node(others[0], allow_graceful=False)
        until(lambda: any(run.status().state in ("training", "starting") for run in runs))
        os.kill(far.files.read_object(far.folder() / liveness.COMING)["process"], signal.SIGKILL)
        for run in runs[:-2]:
            wait(run, "finished")
            assert same(run, here[run.lesson])
            assert run.curves().refresh().lines == here[run.lesson].curves().refresh().lines
        assert {run.status().state for run in runs[-2:]} <= {"stopped", "finished"}


@pytest.mark.slow
@needs_ray
def test_a_run_whose_process_is_killed_goes_on_without_a_hand(home, monkeypatch):
    here = trained_here("autoencoder", dataclasses.replace(SMALL, steps=2_000, preview_every=500))
    with cluster([1], home, monkeypatch, "1"):
        run = store.create("autoencoder", here.config)
        jobs.launch(run)
        wait(run, "training", step=100)
        jobs.pause(run)  # a pause saves
        wait(run, "paused")
        saved = checkpoint.load_state(run.path / "resume.pt")["step"]
        jobs.go_on(run)
        os.kill(process_on_node(run), signal.SIGKILL)
        wait(run, "finished")
        assert saved and same(run, here) and run.curves().refresh().lines == here.curves().refresh().lines


def test_without_ray_a_sentence_says_what_to_install(home, monkeypatch):
    monkeypatch.setenv("ATELIER_CLUSTER", "school:6379")
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    run = store.create("autoencoder", SMALL)
    with pytest.raises(settings.Trouble, match="Ray is not installed. Install it: pip install -r"):
        jobs.launch(run)
    assert run.status().state == "new"


def test_an_address_that_is_none_gets_a_sentence(monkeypatch):
    monkeypatch.setenv("ATELIER_CLUSTER", "the school")
    with pytest.raises(settings.Trouble, match="must be local, auto or an address. Write an address as HOST:PORT"):
        choice.chosen()


def test_where_runs_train_here_nothing_of_a_cluster_is_loaded():
    import subprocess

    look = "import sys; from engine.runs import jobs; jobs.glance(); print([m for m in sys.modules if 'ray' == m or 'engine.cluster' in m or 'places.far' in m])"
    said = subprocess.run([sys.executable, "-c", look], cwd=settings.ROOT, capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "[]"

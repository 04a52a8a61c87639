"""What a cluster costs a run beside the same run on this computer: per step, until it begins, until a knob arrives.

python -m tests.benchmarks.cluster        # needs Ray: playground/requirements-cluster.txt
"""

import contextlib
import dataclasses
import os
import platform
import signal
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from engine import recipes, worker
from engine.cluster import node
from engine.cluster.post import Post
from engine.core import files, settings
from engine.events import Step
from engine.lessons.encode.autoencoder.config import AutoencoderConfig
from engine.runs import jobs, liveness, store
from engine.runs.places import far
from engine.runs.run import Run

HEAVY = AutoencoderConfig(pictures=256, batch=64, width=16, noise="gaussian", steps=150, preview_every=1000)
"""A step of some 20 ms or more on one core."""

ENDLESS = dataclasses.replace(HEAVY, steps=100_000, preview_every=10_000)
TURNS, KNOBS = 2, 8
PATIENCE = 300.0


def until(reached: Callable[[], object]) -> float:
    """Seconds until it is so."""
    began = time.monotonic()
    while not reached():
        assert time.monotonic() - began < PATIENCE, "nothing came of it"
        time.sleep(0.01)
    return time.monotonic() - began


def work_of_a_step(far_away: bool) -> tuple[float, float]:
    """Milliseconds of processor time: of the loop's thread, and of this whole process, which also writes the run's folder. Other
    programs do not count in it, so a busy machine may measure it."""
    marks: dict[int, tuple[float, float]] = {}
    recipe = recipes.of("autoencoder")

    def watched(config, data, state=None):
        loop, answer = recipe.train(config, data, state), None
        with contextlib.suppress(StopIteration):
            while True:
                event = loop.send(answer)
                if isinstance(event, Step):
                    marks[event.step] = time.thread_time(), time.process_time()
                answer = yield event

    recipes.RECIPES["autoencoder"] = dataclasses.replace(recipe, train=watched)
    try:
        run = store.create("autoencoder", HEAVY)
        if far_away:
            run.write_status(dataclasses.replace(run.status(), state="starting"))
            post = Post(run)
            package = post.prepare()
            post.open(package)
            for messages in node.train(package.order.plain(), package.pictures):
                post.write(messages)
            post.close()
        else:
            worker.work(run)
    finally:
        recipes.RECIPES["autoencoder"] = recipe
    first, last = 20, HEAVY.steps
    loop, whole = (1000 * (b - a) / (last - first) for a, b in zip(marks[first], marks[last], strict=True))
    return loop, whole


def trained(place: str, config: AutoencoderConfig) -> Run:
    os.environ["ATELIER_CLUSTER"] = place
    run = store.create("autoencoder", config)
    jobs.launch(run)
    until(lambda: run.status().over)
    assert run.status().state == "finished", run.error
    return run


def begin(place: str) -> tuple[Run, float]:
    os.environ["ATELIER_CLUSTER"] = place
    run = store.create("autoencoder", ENDLESS)
    jobs.launch(run)
    return run, until(lambda: run.status().step >= 1)


def knobs(run: Run) -> list[float]:
    """Seconds until each move of a knob stands in the run's record."""
    took = []
    for number in range(KNOBS):
        run.turn(noise_level=0.1 + number / 10)
        took.append(until(lambda number=number: len(run.curves().refresh().turns) > number))
    return took


@contextlib.contextmanager
def cluster() -> Iterator[str]:
    from ray.cluster_utils import Cluster

    os.environ["PYTHONPATH"] = str(settings.ROOT)
    how = {"num_cpus": 1, "object_store_memory": 100_000_000, "include_dashboard": False}
    made = Cluster(initialize_head=True, head_node_args=how)
    try:
        yield made.address
    finally:
        if liveness.is_held(far.folder()):
            os.kill(files.read_object(far.folder() / liveness.COMING)["process"], signal.SIGTERM)
        made.shutdown()


def main() -> None:
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    with tempfile.TemporaryDirectory(prefix="atelier-cluster-", ignore_cleanup_errors=True) as home:
        os.environ["ATELIER_HOME"] = str(Path(home))
        measured = [(work_of_a_step(False), work_of_a_step(True)) for _turn in range(TURNS)]
        for place, several in zip(("here", "as on a node"), zip(*measured, strict=True), strict=True):
            loop, whole = (min(column) for column in zip(*several, strict=True))
            print(
                f"a step {place}: {loop:.2f} ms of processor time in its loop, {whole:.2f} ms with what writes the folder"
            )
        with cluster() as address:
            trained(address, dataclasses.replace(HEAVY, steps=5))  # the cluster is warm
            run, began = begin(address)
            took = knobs(run)
            jobs.stop(run)
            stopped = until(lambda: run.status().over)
    print(f"{platform.processor() or platform.machine()}, load {os.getloadavg()[0]:.0f} on {os.cpu_count()} cores")
    print(f"first step on a warm cluster after {began:.2f} s; stopped and saved after {stopped:.2f} s")
    print(f"a knob: {1000 * statistics.median(took):.0f} ms in the middle, {1000 * max(took):.0f} ms at most")


if __name__ == "__main__":
    main()

"""A Ray cluster: what the bridge asks of it. The only file that imports Ray.

The bridge is a driver on the cluster, and its one thread reads all generators: they are not safe among threads, cannot be passed
on, and do not work through Ray Client. What is yielded is plain, so no reference gets lost in it. Ray repeats nothing by itself
(`max_retries=0`): a run goes on from its own last state. To drop a generator does not end its task, so a task is cancelled.
"""

import asyncio
import contextlib
import importlib
import logging
import threading
import time
from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from engine.cluster import node
from engine.cluster.outbox import Message
from engine.cluster.scribe import WentAway
from engine.cluster.told import Told
from engine.core import settings

# Who checks types here need not have it.
ray: Any = importlib.import_module("ray")
exceptions: Any = importlib.import_module("ray.exceptions")
strategies: Any = importlib.import_module("ray.util.scheduling_strategies")

UNREAD = 8
"""What a task may yield before somebody has read it: see PIECE in `outbox` for how large each is."""

LISTEN = 20.0
"""Seconds for which a node waits for the next wish, before it asks again."""

KEPT = 2
"""Picture sets that stay in the cluster's memory though no run at work uses them."""


class Mailboxes:
    """What each run is told, on the cluster. An actor with a box for each run: a process for each of them would take 100 MB."""

    def __init__(self) -> None:
        self.told: dict[str, tuple[int, dict[str, Any]]] = {}
        self.news = asyncio.Condition()

    async def tell(self, name: str, told: dict[str, Any]) -> None:
        async with self.news:
            self.told[name] = self.told.get(name, (0, {}))[0] + 1, told
            self.news.notify_all()

    async def forget(self, name: str) -> None:
        self.told.pop(name, None)

    async def hear(self, name: str, known: int) -> tuple[int, dict[str, Any] | None]:
        """The next thing that this run is told, with its number; nothing after a while, so that nobody waits for the dead."""
        async with self.news:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self.news.wait_for(lambda: self.told.get(name, (0, {}))[0] > known), LISTEN)
            number, told = self.told.get(name, (0, {}))
            return (number, told) if number > known else (known, None)


def train(order: dict[str, Any], pictures: Any, mailboxes: Any, name: str) -> Iterator[list[Message]]:
    """The task of a run."""
    over = threading.Event()

    def listen(told: Told) -> None:
        threading.Thread(target=_listen, args=(told, mailboxes, name, over), name="wishes", daemon=True).start()

    try:
        yield from node.train(order, pictures, listen)
    finally:
        over.set()


def _listen(told: Told, mailboxes: Any, name: str, over: threading.Event) -> None:
    known = 0
    while not over.is_set():
        try:
            known, news = ray.get(mailboxes.hear.remote(name, known))
        except exceptions.RayError:  # the bridge is gone, and this task with it in a moment
            over.wait(1.0)
            continue
        if news is not None and not over.is_set():
            told.hear(news)


def warm() -> None:
    """Have a process of a node ready for its first run."""
    from engine import worker

    worker.prepare()


@dataclass
class Task:
    """A run on the cluster."""

    name: str
    stream: Any
    digest: str


class Crew:
    """The cluster, as long as this process is connected with it."""

    def __init__(self, address: str):
        ray.init(address=address, log_to_driver=False, logging_level=logging.WARNING, namespace="atelier")
        here = strategies.NodeAffinitySchedulingStrategy(ray.get_runtime_context().get_node_id(), soft=False)
        self.mailboxes = ray.remote(Mailboxes).options(num_cpus=0, scheduling_strategy=here, max_restarts=-1).remote()
        self.tasks: dict[str, Task] = {}
        self.pictures: OrderedDict[str, Any] = OrderedDict()
        """Digest -> where the pictures lie."""
        gpus = ray.cluster_resources().get("GPU", 0)
        self.share: dict[str, Any] = {
            "num_cpus": settings.run_cpus(),
            "scheduling_strategy": "SPREAD",
            "max_retries": 0,
        }
        if gpus:
            self.share["num_gpus"] = settings.run_gpus()
        self.train = ray.remote(train).options(_generator_backpressure_num_objects=UNREAD, **self.share)
        self.warming = [ray.remote(warm).options(**self.share).remote() for _place in range(self.room())]

    def room(self) -> int:
        """How many runs find a place at a time."""
        there = ray.cluster_resources()
        room = there.get("CPU", 0) / self.share["num_cpus"] if self.share["num_cpus"] else 0
        if "num_gpus" in self.share:
            room = min(room, there.get("GPU", 0) / self.share["num_gpus"])
        return int(room + 1e-6)

    def submit(self, name: str, order: dict[str, Any], pictures: Any, digest: str) -> None:
        """Hand a run over. Pictures travel once, however many runs learn from them."""
        if digest not in self.pictures:
            self.pictures[digest] = ray.put(pictures)
        self.pictures.move_to_end(digest)
        stream = self.train.remote(order, self.pictures[digest], self.mailboxes, name)
        self.tasks[name] = Task(name, stream, digest)
        self._let_go()

    def _let_go(self) -> None:
        used = {task.digest for task in self.tasks.values()}
        for digest in [one for one in self.pictures if one not in used][:-KEPT]:
            del self.pictures[digest]

    def events(self, patience: float) -> Iterator[tuple[str, list[Message] | Exception]]:
        """What runs have said since; an error in place of it where one ended otherwise."""
        by_stream = {task.stream: task for task in self.tasks.values()}
        if not by_stream:
            time.sleep(patience)
            return
        ready, _others = ray.wait(list(by_stream), num_returns=len(by_stream), timeout=patience)
        for stream in ready:
            task = by_stream[stream]
            try:
                yield task.name, ray.get(next(stream))
            except StopIteration:
                yield task.name, WentAway("its task ended without a word")
            except (exceptions.TaskCancelledError, exceptions.RayTaskError) as error:
                yield task.name, error
            except exceptions.RayError as error:
                yield task.name, WentAway(f"{type(error).__name__}: {str(error).splitlines()[0]}")

    def tell(self, name: str, told: dict[str, Any]) -> None:
        self.mailboxes.tell.remote(name, told)

    def cancel(self, name: str, *, force: bool) -> None:
        with contextlib.suppress(exceptions.RayError, ValueError, TypeError):
            ray.cancel(self.tasks[name].stream, force=force)

    def forget(self, name: str) -> None:
        """It has ended."""
        if self.tasks.pop(name, None):
            self.mailboxes.forget.remote(name)
        self._let_go()

    def leave(self) -> None:
        ray.shutdown()

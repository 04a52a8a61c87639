"""A run that the bridge has taken: prepared, handed over, and written down until its end. It knows no Ray."""

import contextlib
import dataclasses
import math
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from engine import worker
from engine.cluster import parcel, told, version
from engine.cluster.node import Order
from engine.cluster.outbox import Message
from engine.cluster.scribe import Failed, Scribe
from engine.core import config as configs
from engine.core import desks, files, settings
from engine.core.errors import Trouble
from engine.core.pace import Stretch
from engine.language.words import N_
from engine.runs import jobs, liveness
from engine.runs.run import Run

LOST = 3
"""So many nodes may die under a run without that it was saved in between."""


@dataclass(frozen=True)
class Package:
    """All that a node needs of a run. `pictures` are packed; the digest is the same for the same pictures."""

    order: Order
    pictures: Any
    digest: str
    state: dict[str, Any] | None
    stretches: Sequence[Stretch]


class Post:
    """One run at the bridge. Its folder is locked as long as `until` is open."""

    def __init__(self, run: Run):
        self.run, self.until = run, contextlib.ExitStack()
        self.told: dict[str, Any] = dict(told.NOTHING)
        self.stopping: float | None = None
        """Since when its people wish that it stops."""
        self.package: Package | None = None
        self.scribe: Scribe | None = None
        self.lost = 0

    def take(self) -> bool:
        """Become its trainer. False: somebody has stopped it meanwhile, or trains it."""
        with contextlib.suppress(Trouble, OSError), self.at_desk():
            self.until.enter_context(liveness.held(self.run.path))
            if self.run.status().state == "starting":
                return True
        self.until.close()
        return False

    def at_desk(self) -> contextlib.AbstractContextManager[None]:
        return desks.at(desks.of(self.run.path))

    def prepare(self) -> Package:
        """Bring what it learns from, and the state from which it goes on. That may take seconds."""
        worker.prepare()
        from engine import recipes
        from engine.weights import checkpoint

        with self.at_desk():
            run, recipe = self.run, recipes.of(self.run.lesson)
            config = configs.live_only(run.config, run.turned())
            data = recipe.supply(config)
            file = run.path / "resume.pt"
            state = file.read_bytes() if file.exists() else None
            self.told = told.wishes_of(run, self.told, others=False)
            status = run.status()
            order = Order(
                version=version.ours(),
                lesson=run.lesson,
                config=configs.to_dict(run.config),
                told=self.told,
                state=state,
                metrics=dict(status.metrics) if state else {},
                seconds=status.seconds,
                threads=max(1, math.floor(settings.run_cpus())),
            )
            pictures = parcel.pack(data)
            stretches = recipe.stretches(config, data)
            loaded = checkpoint.state_of(state) if state else None
            return Package(order, pictures, parcel.digest(pictures), loaded, stretches)

    def open(self, package: Package) -> None:
        """Have the folder ready for a sitting."""
        with self.at_desk():
            self.package = package
            self.scribe = Scribe(self.run, worker.begin(self.run), self._begin)

    def _begin(self, hello: Message) -> None:
        """The loop is about to begin on its node."""
        assert self.package and self.scribe
        run, recorder = self.run, self.scribe.recorder
        config = configs.live_only(run.config, self.package.order.told["knobs"])
        worker.go_on(run, recorder, config, self.package.state, self.package.stretches)
        before = self.run.status().device
        if self.package.state and before and before != hello["device"]:
            recorder.note = N_("It went on on another kind of processor, so its last digits may differ from then on.")
        recorder.status(state="training", steps=config.steps, device=hello["device"], node=hello["node"])
        self.log(f"node {hello['node']}, process {hello['process']}, torch {hello['torch']}")

    def write(self, messages: Iterable[Message]) -> bool:
        """Take down what a node says. Whether it was the last."""
        assert self.scribe
        with self.at_desk():
            return any(self.scribe.write(one) for one in messages)

    def wishes(self, others: bool) -> dict[str, Any] | None:
        """What its people wish now, if that is another thing than was told last."""
        with self.at_desk():
            now = told.wishes_of(self.run, self.told, others)
        if now["stop"] and self.stopping is None:
            self.stopping = time.monotonic()
        if now == self.told:
            return None
        self.told = now
        return now

    def went_away(self, why: str) -> bool:
        """Its node died. Whether it goes on elsewhere: not for ever, if it never comes so far as to be saved."""
        self.log(why)
        self.lost = 0 if self.scribe and self.scribe.saved else self.lost
        self.lost += 1
        if self.scribe:
            with self.at_desk():
                worker.end(self.run, self.scribe.recorder)
            self.scribe = None
        return self.lost < LOST

    def fail(self, error: BaseException) -> None:
        """Say in the folder what went wrong."""
        recorder = self.scribe.recorder if self.scribe else None
        with self.at_desk():
            if isinstance(error, Failed):
                worker.report(self.run, recorder, error.trouble)
                with contextlib.suppress(OSError):
                    files.put(self.run.path / "error.txt", error.details.encode())
            else:
                worker.report(self.run, recorder, error)

    def stopped(self) -> None:
        """It did not listen, and was ended: what was saved last is kept."""
        with self.at_desk():
            status = self.run.status()
            self.run.write_status(dataclasses.replace(status, state="stopped", rate=0.0))

    def close(self) -> None:
        with self.at_desk(), contextlib.suppress(OSError, Trouble):
            worker.end(self.run, self.scribe.recorder if self.scribe else None)
        self.until.close()
        jobs.glance()

    def log(self, line: str) -> None:
        with contextlib.suppress(OSError), open(self.run.path / "log.txt", "a", encoding="utf-8") as file:
            file.write(line + "\n")

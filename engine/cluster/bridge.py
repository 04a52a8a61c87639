"""`python -m engine.cluster.bridge`: the one process of a home that speaks with its cluster. Pages start it, and read folders.

It takes the runs whose turn it is, hands them over, writes down what comes back, and tells them what their people wish. If a node
dies, the run goes on elsewhere from its last saved state; if this process dies, the next one picks up what it had.
"""

import contextlib
import os
import sys
import time
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

from engine.cluster.outbox import Message
from engine.cluster.post import Package, Post
from engine.cluster.scribe import WentAway
from engine.core import desks, files, settings
from engine.core.errors import Trouble
from engine.language.words import N_
from engine.runs import jobs, liveness, priority
from engine.runs.places import far
from engine.runs.run import Run

LOOK = 0.1
"""Seconds between two looks at the folders: a knob's way takes about as long."""

SELDOM = 2.0
"""Seconds between two looks at the cluster."""

IDLE = 600.0
"""Seconds after which a bridge without runs ends."""

LISTENS = 30.0
"""Seconds in which a run has to stop, before it is cancelled, and once more before its process is ended."""

NOBODY = Trouble(
    N_("The cluster does not answer, so no run begins."),
    N_(
        "See that Ray runs there, that ATELIER_CLUSTER names it, and that both have the same token. It is asked again by itself."
    ),
)


class Bridge:
    """Runs between their folders and a crew: see `ray_crew`."""

    def __init__(self, crew: Any):
        self.crew = crew
        self.posts: dict[str, Post] = {}
        self.preparing: dict[str, Future[Package]] = {}
        self.pool = ThreadPoolExecutor(1, "pictures")
        self.others, self.room = False, -1

    def look(self) -> None:
        """One round: what is new in the folders, and what is new on the cluster."""
        self._take_orders()
        self._hand_over()
        self._tell()
        for name, said in self.crew.events(LOOK):
            post = self.posts[name]
            try:
                self._hear(post, name, said)
            except Exception as error:
                post.fail(error)
                self.crew.cancel(name, force=False)
                self._close(name)

    def look_around(self) -> None:
        """More seldom: how large the cluster is, and who waits."""
        room = self.crew.room()
        if room != self.room:
            self.room = room
            say(room)
        self.others = jobs.others_wait()
        jobs.glance()

    def _take_orders(self) -> None:
        for label in orders():
            path = desks.labelled(label)
            if path and label not in self.posts:
                post = Post(Run(path))
                if post.take():
                    self.posts[label] = post
                    self.preparing[label] = self.pool.submit(post.prepare)
            with contextlib.suppress(OSError):
                (far.folder() / "orders" / label).unlink()

    def _hand_over(self) -> None:
        for name in [name for name, future in self.preparing.items() if future.done()]:
            post = self.posts[name]
            try:
                package = self.preparing.pop(name).result()
                post.open(package)
                self.crew.submit(name, package.order.plain(), package.pictures, package.digest)
            except Exception as error:
                post.fail(error)
                self._close(name)

    def _tell(self) -> None:
        for name, post in list(self.posts.items()):
            if name in self.preparing:
                continue
            wishes = post.wishes(self.others)
            if wishes:
                self.crew.tell(name, wishes)
            if post.stopping is not None:
                waited = time.monotonic() - post.stopping
                if waited > 2 * LISTENS:
                    self.crew.cancel(name, force=True)
                elif waited > LISTENS or not (post.scribe and post.scribe.arrived):
                    self.crew.cancel(name, force=False)

    def _hear(self, post: Post, name: str, said: list[Message] | Exception) -> None:
        if isinstance(said, list):
            if post.write(said):
                self._close(name)
            return
        if post.stopping is not None:  # however it came to its end, nobody wants it to go on
            post.stopped()
            self._close(name)
        elif not isinstance(said, WentAway):
            raise Trouble(
                "A computer of the cluster could not begin this run.",
                "See that it has this version of Atelier and its requirements: the details are below.",
            ) from said
        elif post.went_away(str(said)):
            self.crew.forget(name)
            self.preparing[name] = self.pool.submit(post.prepare)
        else:
            raise Trouble(
                "The computers on which this run trained went away three times before it could be saved.",
                "They may be short of memory: choose a smaller batch, width or picture size, then press Resume.",
            ) from said

    def _close(self, name: str) -> None:
        self.crew.forget(name)
        self.posts.pop(name).close()


def orders() -> list[str]:
    try:
        return sorted(os.listdir(far.folder() / "orders"))
    except OSError:
        return []


def say(room: int, trouble: Trouble | None = None) -> None:
    """For pages: how many runs find room, and why none does."""
    why = {"why": trouble.what, "advice": trouble.advice} if trouble else {}
    files.put_json(far.folder() / "cluster.json", {"room": room, **why}, lasting=False)


def connected(deadline: float) -> Any:
    """The crew, as soon as the cluster answers; None if nobody waits for it any more."""
    from engine.cluster.ray_crew import Crew

    address = settings.cluster()
    while time.monotonic() < deadline or jobs.others_wait():
        try:
            return Crew(address)
        except Exception as error:  # whatever Ray makes of an address at which nobody is
            print(f"{type(error).__name__}: {error}", file=sys.stderr)
            say(0, NOBODY)
            time.sleep(5.0)
    return None


def main() -> int:
    priority.step_back()
    files.make_folder(far.folder())
    if liveness.is_held(far.folder()):
        return 0
    with liveness.held(far.folder()):
        say(0)
        crew = connected(time.monotonic() + IDLE)
        if crew is None:
            return 0
        bridge, looked, wanted = Bridge(crew), 0.0, time.monotonic()
        while time.monotonic() - wanted < IDLE:
            bridge.look()
            if time.monotonic() - looked > SELDOM:
                bridge.look_around()
                looked = time.monotonic()
            if bridge.posts:
                wanted = time.monotonic()
        crew.leave()
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""A class on one server: `python -m tests.benchmarks.app.load_app --visitors 30 --seconds 60` prints how long they wait.

A third of the visitors drags the slider of a small variational autoencoder, which the server answers with pictures decoded by
the network. A third asks a GAN's page for other noise. A third watches runs, as their pages do twice a second: half of them one that
trains all the time, the others one that they have put into the queue themselves, with the page's own button. Every answer is
held against what was asked for: a dragged slider's answer must show that very picture.

With --soak MINUTES the same goes on for long, visitors leave and others come, and what counts is memory.
"""

import argparse
import asyncio
import itertools
import json
import math
import os
import random
import re
import statistics
import sys
import time
from dataclasses import asdict, dataclass, field

from tests.benchmarks import served
from tests.benchmarks.app.visitor import Answer, Lost, Visitor, visiting

PAUSES = 0.5, 1.5
"""Seconds between two interactions of one visitor: anything between these. With equal pauses, visitors who were once answered
together would ask together ever after, which people do not."""

ENDLESS = "view=train&pictures=500&steps=200000&preview_every=100"
SHORT = "view=train&pictures=200&width=4&batch=16&steps=300&preview_every=50"
STAY = 120.0
"""Seconds that a visitor stays in a soak."""

TOLD = 4_000
"""Letters of the server's log that are told where a page failed."""


@dataclass
class Kind:
    """What visitors of one kind met. Times are seconds."""

    name: str
    opened: list[float] = field(default_factory=list)
    waited: list[float] = field(default_factory=list)
    bytes: int = 0
    sent: int = 0
    errors: list[str] = field(default_factory=list)

    def take(self, answer: Answer, wanted: str) -> None:
        self.waited.append(answer.seconds)
        self.bytes += answer.bytes
        self.errors += answer.errors
        if not any(re.search(wanted, said) for said in answer.said):
            self.errors.append(f"asked for /{wanted}/, was shown {answer.said[-5:]}")


@dataclass
class Memory:
    """Of the server, in megabytes, with the seconds at which it was read."""

    seconds: list[float] = field(default_factory=list)
    megabytes: list[float] = field(default_factory=list)

    def slope(self) -> float:
        """Megabytes a minute over the last two thirds: at first, caches fill."""
        late = [(at, size) for at, size in zip(self.seconds, self.megabytes, strict=True) if at > self.seconds[-1] / 3]
        if len(late) < 3:
            return 0.0
        return 60 * statistics.linear_regression(*zip(*late, strict=True)).slope


async def drag(visitor: Visitor, kind: Kind, end: float, number: int) -> None:
    """Held-out pictures under a slider: each is encoded, decoded a dozen times, and priced."""
    await visitor.choose("Your picture", "Pick")
    chance = random.Random(number)
    for turn in itertools.count():
        if not await pause(end, chance):
            return
        picture = 2 + (7 * number + 13 * turn) % 190
        kind.sent += 1
        kind.take(await visitor.slide("Held-out picture", picture), f"^Held-out picture {picture}\\b")


async def sample(visitor: Visitor, kind: Kind, end: float, number: int) -> None:
    chance = random.Random(number)
    for seed in itertools.count(1):
        if not await pause(end, chance):
            return
        kind.sent += 1
        kind.take(await visitor.press("Other noise"), f"^Seed {seed}$")


async def watch(visitor: Visitor, kind: Kind, end: float, number: int) -> None:
    """Tick to the beat of the page's timer, as a browser does, which never waits for an answer to count on. A run that
    has ended rests, and its page with it."""
    chance = random.Random(number)
    due = time.monotonic()
    while time.monotonic() < end:
        if visitor.timer is None:
            if not await pause(end, chance):
                return
            due = time.monotonic()
            continue
        due = max(due + visitor.timer[1], time.monotonic())
        await asyncio.sleep(due - time.monotonic())
        kind.sent += 1
        kind.take(await visitor.tick(), r"^Step [\d,]+ of")


async def pause(end: float, chance: random.Random) -> bool:
    """Until the next interaction. False: the time is over."""
    await asyncio.sleep(chance.uniform(*PAUSES))
    return time.monotonic() < end


PAGES = {"drag": ("vae", "view=encode", drag), "sample": ("gan", "view=invent", sample)}


async def stay(server: served.Served, kind: Kind, end: float, number: int, run: str | None) -> None:
    """One visit, or in a soak one after another, each with a session of its own."""
    page, query, act = PAGES.get(kind.name, ("autoencoder", SHORT, watch))
    if kind.name == "watch" and run:
        query = f"view=train&run={run}"
    first = True
    while time.monotonic() < end:
        try:
            async with visiting(server.url, page, query) as visitor:
                answer = await visitor.open()
                kind.opened.append(answer.seconds)
                kind.errors += answer.errors
                if kind.name == "watch" and not run and first:
                    await visitor.press("Train")
                    query, first = visitor.query, False
                await act(visitor, kind, min(end, time.monotonic() + STAY), number)
        except Lost as lost:
            kind.errors.append(str(lost))
            return


async def remember(server: served.Served, memory: Memory, end: float, every: float) -> None:
    began = time.monotonic()
    while time.monotonic() < end:
        memory.seconds.append(time.monotonic() - began)
        memory.megabytes.append(await asyncio.to_thread(server.memory))
        await asyncio.sleep(every)


async def visit(server: served.Served, visitors: int, seconds: float, longest: str) -> tuple[list[Kind], Memory]:
    kinds = [Kind(name) for name in ("drag", "sample", "watch")]
    memory = Memory()
    end = time.monotonic() + seconds
    people = [
        stay(server, kinds[number % 3], end, number, longest if number % 2 else None) for number in range(visitors)
    ]
    async with asyncio.TaskGroup() as group:
        group.create_task(remember(server, memory, end, max(1.0, seconds / 200)))
        for number, person in enumerate(people):
            group.create_task(person)
            await asyncio.sleep(min(0.1, seconds / 10 / visitors) if number < visitors - 1 else 0)
    return kinds, memory


async def begin(server: served.Served) -> str:
    """Train something that lasts, as a reader would. Returns the run's name."""
    async with visiting(server.url, "autoencoder", ENDLESS) as visitor:
        await visitor.open()
        await visitor.press("Train")
        return re.search("run=([^&]+)", visitor.query)[1]


def started(run) -> float:
    """When its worker took the run up: the first thing that it does is to put a reserve aside."""
    kept = run.path / "reserve"
    return kept.stat().st_mtime if kept.exists() else math.inf


def settle(seconds: float) -> list[str]:
    """Stop the long run, let the queue run empty, and say what was lost or unfair."""
    from engine.runs import jobs, store

    every = sorted(store.every(), key=lambda run: run.created)
    every[0].wish("stop")
    end = time.monotonic() + seconds
    while time.monotonic() < end and not all(run.status().over for run in every):
        jobs.advance()
        time.sleep(0.2)
    wrong = [f"{run.id} is {run.status().state}" for run in every[1:] if run.status().state != "finished"]
    if every[0].status().state != "stopped":
        wrong.append(f"the long run is {every[0].status().state}")
    asked = sorted(every[1:], key=lambda run: run.status().queued)
    began = sorted(every[1:], key=started)
    return wrong + [f"{run.id} was overtaken" for run, other in zip(asked, began, strict=True) if run != other]


def measure(visitors: int, seconds: float) -> dict:
    with served.served(ATELIER_WORKERS="1") as server:
        served.wait_until_ready(server)
        os.environ["ATELIER_HOME"] = str(server.home)
        asyncio.run(warm(server))
        longest = asyncio.run(begin(server))
        kinds, memory = asyncio.run(visit(server, visitors, seconds, longest))
        after = server.memory()
        wrong = settle(60 + 20 * visitors)
        log = server.log.read_text(errors="replace")
    failed = [line for line in log.splitlines() if "Traceback" in line or line.startswith(("ERROR", "A page failed"))]
    return {
        "machine": served.machine(),
        "visitors": visitors,
        "seconds": seconds,
        "kinds": [asdict(kind) | summary(kind) for kind in kinds],
        "memory": {
            "first": memory.megabytes[0],
            "last": after,
            "most": max([*memory.megabytes, after]),
            "a minute": memory.slope(),
        },
        "wrong": wrong + failed,
        "log": log[-TOLD:] if failed else "",
    }


async def warm(server: served.Served) -> None:
    """The first visitor of a page pays for imports and caches: a class comes after its teacher."""
    for page, query, _ in PAGES.values():
        async with visiting(server.url, page, query) as visitor:
            await visitor.open()
            if page == "vae":
                await visitor.choose("Your picture", "Pick")


def summary(kind: Kind) -> dict[str, float]:
    """In milliseconds and kilobytes."""
    waited = sorted(1000 * one for one in kind.waited)
    if not waited:
        return {"median": math.nan, "p95": math.nan, "max": math.nan, "kilobytes": 0.0, "opening": math.nan}
    return {
        "median": statistics.median(waited),
        "p95": waited[min(len(waited) - 1, int(0.95 * len(waited)))],
        "max": waited[-1],
        "kilobytes": kind.bytes / 1000 / len(waited),
        "opening": 1000 * statistics.median(kind.opened),
    }


def as_text(found: dict) -> str:
    words = {"drag": "drag a slider, the server decodes", "sample": "ask for other noise", "watch": "watch a run tick"}
    rows = []
    for kind in found["kinds"]:
        answered, sent, errors = len(kind["waited"]), kind["sent"], len(kind["errors"])
        row = [
            words[kind["name"]],
            f"{answered:,} of {sent:,}",
            *(f"{kind[one]:.0f}" for one in ("median", "p95", "max")),
        ]
        rows.append([*row, f"{kind['kilobytes']:.0f} kB", f"{kind['opening']:.0f}", str(errors)])
    heads = ["visitors who", "answered", "median ms", "p95 ms", "max ms", "an answer", "opening, median ms", "errors"]
    memory = found["memory"]
    lines = [
        f"{found['visitors']} visitors for {found['seconds']:.0f} s while one run trains. {found['machine']}.",
        "",
        served.table(heads, rows),
        "",
        f"Memory of the server: {memory['first']:.0f} MB at first, {memory['last']:.0f} MB at the end, {memory['most']:.0f} MB at "
        f"most; over the last two thirds it grew by {memory['a minute']:+.2f} MB a minute.",
        "",
        "Nothing was lost, every run reached its end, and none was overtaken in the queue."
        if not found["wrong"]
        else "Wrong: " + "; ".join(found["wrong"][:10]),
    ]
    if found["log"]:
        lines += ["", "The end of the server's log:", found["log"]]
    lines += [f"- {kind['name']}: {error[:300]}" for kind in found["kinds"] for error in kind["errors"][:3]]
    return "\n".join(lines)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--visitors", type=int, default=30)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--soak", type=float, metavar="MINUTES", help="go on for so long")
    parser.add_argument("--json", action="store_true", help="print all numbers")
    asked = parser.parse_args()
    found = measure(asked.visitors, 60 * asked.soak if asked.soak else asked.seconds)
    print(json.dumps(found) if asked.json else as_text(found))
    lost = any(kind["sent"] != len(kind["waited"]) or kind["errors"] for kind in found["kinds"])
    return 1 if lost or found["wrong"] else 0


if __name__ == "__main__":
    sys.exit(main())

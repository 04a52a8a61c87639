"""What everyone waits while a class asks for heavy work: `python -m tests.benchmarks.app.heavy_load --visitors 20`.

Visitors come at once. One in four translates a scene of 2,048 pixels, one asks a GAN's page what it remembers, one goes on a walk
of its own, one paints at once. Some of them leave before they are answered. Beside them a bystander asks for other noise, whose
pictures its own browser draws, and opens pages anew. What counts: how long the bystander waits, and how much memory the server takes.
"""

import argparse
import asyncio
import os
import statistics
import sys
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from tests.benchmarks import served
from tests.benchmarks.app import visitor
from tests.benchmarks.app.visitor import Lost, Visitor, visiting

PATIENCE = 900.0
SCENES = ("harbour", "lake", "village", "hill", "cat", "still-life", "skyline", "harbour-night", "lake-autumn")
STYLES = ("vangogh-starry-night", "monet-water-lilies")
PAUSE = 0.3
"""Seconds between two wishes of the bystander."""


@dataclass
class Found:
    """Seconds that were waited, and megabytes of the server."""

    heavy: dict[str, list[float]] = field(default_factory=dict)
    bystander: list[float] = field(default_factory=list)
    megabytes: list[float] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)


async def translate(guest: Visitor, number: int) -> None:
    await guest.select("Pixels of the longer side", "2,048 px")


async def nothing(guest: Visitor, number: int) -> None:
    """To open the page is all."""


async def walk(guest: Visitor, number: int) -> None:
    await guest.slide("Frames from key to key", 20 + number)


KINDS: dict[str, tuple[str, Callable[[int], str], Callable[[Visitor, int], Awaitable[None]]]] = {
    "translate 2,048 px": (
        "cyclegan", lambda n: f"view=translate&model=photo2monet&content=scene:{SCENES[n % len(SCENES)]}", translate
    ),
    "ask what is remembered": ("gan", lambda n: "view=memory", nothing),
    "walk": ("gan", lambda n: "view=walk", walk),
    "paint at once": ("style", lambda n: f"view=once&content=scene:{SCENES[n % len(SCENES)]}", nothing),
}  # fmt: skip


async def heavy(server: served.Served, found: Found, number: int, leaves: bool) -> None:
    kind, (page, query, act) = list(KINDS.items())[number % len(KINDS)]
    began = time.monotonic()
    try:
        async with visiting(server.url, page, query(number // len(KINDS))) as guest:
            async with asyncio.timeout(2.0 if leaves else None):
                await guest.open()
                await act(guest, number)
    except TimeoutError:
        return
    except (Lost, KeyError) as lost:
        found.wrong.append(f"{kind}: {lost!r}")
        return
    found.heavy.setdefault(kind, []).append(time.monotonic() - began)


async def bystand(server: served.Served, found: Found) -> None:
    """Until cancelled."""
    while True:
        async with visiting(server.url, "gan", "view=invent") as guest:
            answers = [await guest.open()]
            for _ in range(5):
                await asyncio.sleep(PAUSE)
                answers.append(await guest.press("Other noise"))
        found.bystander += [one.seconds for one in answers]
        found.wrong += [error for one in answers for error in one.errors]


async def weigh(server: served.Served, found: Found) -> None:
    while True:
        found.megabytes.append(await asyncio.to_thread(server.memory))
        await asyncio.sleep(0.5)


async def measure(server: served.Served, visitors: int, leaving: int, most: float) -> Found:
    found = Found()
    async with visiting(server.url, "gan", "view=invent") as guest:  # imports are paid by whoever comes first
        await guest.open()
    await asyncio.sleep(5)
    beside = [asyncio.create_task(one(server, found)) for one in (weigh, bystand)]
    people = [heavy(server, found, number, leaves=False) for number in range(visitors)]
    people += [heavy(server, found, len(KINDS) * number, leaves=True) for number in range(leaving)]
    _, waiting = await asyncio.wait([asyncio.create_task(one) for one in people], timeout=most)
    if waiting:
        found.wrong.append(f"{len(waiting)} still wait after {most:.0f} seconds")
        beside += waiting
    for one in beside:
        one.cancel()
    await asyncio.gather(*beside, return_exceptions=True)
    return found


def as_text(found: Found, visitors: int, leaving: int) -> str:
    rows = [[kind, *_waits(waited)] for kind, waited in found.heavy.items()]
    rows.append(["a bystander's click", *_waits(found.bystander)])
    return "\n".join(
        [
            f"{visitors} visitors with heavy wishes and {leaving} who left. {served.machine()}; load {os.getloadavg()[0]:.1f}.",
            "",
            served.table(["what", "answered", "median s", "longest s"], rows),
            "",
            f"Memory of the server: {found.megabytes[0]:,.0f} MB at first, {max(found.megabytes):,.0f} MB at most.",
            *(f"Wrong: {one[:300]}" for one in found.wrong[:5]),
        ]
    )


def _waits(waited: list[float]) -> list[str]:
    return [f"{len(waited)}", f"{statistics.median(waited):.2f}", f"{max(waited):.2f}"] if waited else ["0", "", ""]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--visitors", type=int, default=20)
    parser.add_argument(
        "--leaving", type=int, default=0, help="so many more ask for translations and leave after two seconds"
    )
    parser.add_argument("--most", type=float, default=900, help="seconds after which nobody waits any longer")
    asked = parser.parse_args()
    visitor.PATIENCE = PATIENCE
    with served.served(OMP_NUM_THREADS="") as server:
        served.wait_until_ready(server)
        found = asyncio.run(measure(server, asked.visitors, asked.leaving, asked.most))
    print(as_text(found, asked.visitors, asked.leaving))
    return 1 if found.wrong else 0


if __name__ == "__main__":
    sys.exit(main())

"""What is left of visitors who have gone: `python -m tests.benchmarks.app.passers_by --visitors 200` compares the server's memory.

A first crowd fills caches, which stay on purpose. Then the same crowd comes again, and leaves. Streamlit keeps a session for two
minutes, should its visitor come back; after these, memory is read again.
"""

import argparse
import asyncio
import sys
import time

from tests.benchmarks import served
from tests.benchmarks.app import visitor
from tests.benchmarks.app.visitor import visiting

PAGES = (
    *(("vae", f"view={view}") for view in ("explore", "encode", "compare", "walk")),
    *(("gan", f"view={view}") for view in ("invent", "sums", "walk", "eye")),
    *(("", ""), ("runs", ""), ("cgan", "view=draw"), ("concepts", "view=faces"), ("pix2pix", "view=draw")),
)
AT_ONCE = 8
PATIENCE = 600.0
"""Seconds: a busy machine is late, and what is weighed here is memory."""

FORGOTTEN = 150.0
"""Seconds after which Streamlit and the server have let go of a session."""


async def crowd(server: served.Served, visitors: int) -> None:
    room = asyncio.Semaphore(AT_ONCE)

    async def pass_by(number: int) -> None:
        page, query = PAGES[number % len(PAGES)]
        async with room, visiting(server.url, page, query) as guest:
            answer = await guest.open()
            assert not answer.errors, answer.errors

    async with asyncio.TaskGroup() as group:
        for number in range(visitors):
            group.create_task(pass_by(number))


def settled(server: served.Served) -> float:
    time.sleep(FORGOTTEN)
    return server.memory()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--visitors", type=int, default=200)
    parser.add_argument("--crowds", type=int, default=3)
    asked = parser.parse_args()
    visitor.PATIENCE = PATIENCE
    with served.served() as server:
        served.wait_until_ready(server)
        rows = []
        for number in range(1, asked.crowds + 1):
            asyncio.run(crowd(server, asked.visitors))
            here = server.memory()
            rows.append([str(number), f"{here:,.0f} MB", f"{settled(server):,.0f} MB"])
            print(*rows[-1], sep=", ", file=sys.stderr, flush=True)
    print(f"Crowds of {asked.visitors}, one after another. {served.machine()}.\n")
    print(served.table(["crowd", "as the last one leaves", "two minutes later"], rows))
    return 0


if __name__ == "__main__":
    sys.exit(main())

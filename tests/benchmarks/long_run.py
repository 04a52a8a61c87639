"""A run of 100,000 steps: `python -m tests.benchmarks.long_run` prints how fast its page opens and ticks, and how much it keeps.

The run is fabricated: as many lines as the worker writes for so many steps, and beside it one with a line for every step.
Sizes of whole folders come from a step of each lesson with its default settings, and from what the worker's limits allow.
"""

import argparse
import asyncio
import json
import os
import statistics
import time

from tests.benchmarks import served
from tests.benchmarks.app.visitor import visiting

STEPS, TIMES = 100_000, 5
METRICS = ("training loss", "held-out loss", "PSNR (dB)")


def fabricate(lines: int) -> str:
    """A finished autoencoder run with so many lines of numbers. Returns its name."""
    import numpy as np
    from PIL import Image

    from engine.lessons.encode.autoencoder.config import AutoencoderConfig
    from engine.runs import store
    from engine.runs.run import Status

    made = store.create("autoencoder", AutoencoderConfig(steps=STEPS))
    each = STEPS // lines
    rows = [
        {"step": step, "seconds": step / 50, "metrics": dict.fromkeys(METRICS, 100 / step)}
        for step in range(each, STEPS + 1, each)
    ]
    (made.path / "events.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    chance = np.random.default_rng(0)
    for step in range(500, STEPS + 1, 500):
        picture = Image.fromarray(chance.integers(0, 256, (90, 280), np.uint8))
        picture.save(made.path / "previews" / f"{step:08d}-reconstructions.png")
    made.write_status(Status(state="finished", step=STEPS, steps=STEPS, metrics=rows[-1]["metrics"]))
    return made.id


async def opened(server: served.Served, run: str) -> float:
    async with visiting(server.url, "autoencoder", f"view=train&run={run}") as visitor:
        return 1000 * (await visitor.open()).seconds


def main() -> None:
    argparse.ArgumentParser(description=__doc__.splitlines()[0]).parse_args()
    rows = []
    with served.served(ATELIER_WORKERS="1") as server:
        served.wait_until_ready(server)
        os.environ["ATELIER_HOME"] = str(server.home)
        asyncio.run(opened(server, "nobody"))  # what any first page costs
        time.sleep(5)
        for lines in (1_000, 4_000, STEPS):
            first, later = [], []
            for _ in range(TIMES):
                run = fabricate(lines)
                first.append(asyncio.run(opened(server, run)))
                later.append(asyncio.run(opened(server, run)))
            rows.append([f"{lines:,}", f"{statistics.median(first):.0f}", f"{statistics.median(later):.0f}"])
    print(f"A run's page, from the question to the end of the script. {served.machine()}.\n")
    print(served.table(["lines of numbers", "first visit, ms", "each later visit, ms"], rows))


if __name__ == "__main__":
    main()

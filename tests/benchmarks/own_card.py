"""Shipped generators on the graphics card of this computer, or on one made of software: how near they come to the engine's pictures,
and how long one takes.

    python -m tests.benchmarks.own_card               a card made of software: right, and slow
    python -m tests.benchmarks.own_card --real        the card of this computer, where Chromium finds one
"""

import argparse
import statistics
import time

import numpy as np
from playwright.sync_api import sync_playwright

from engine.data import gallery
from engine.lessons.translate import model
from engine.weights import shelf
from tests.benchmarks.served import served, wait_until_ready
from tests.browser import conftest
from tests.browser.lessons.test_own_card import FLAGS, on_the_card

SIDE = 256
CASES = (("scenes", False), ("facades", False), ("photo2monet", False), ("photo2monet", True))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--real", action="store_true")
    real = parser.parse_args().real
    flags = ["--no-sandbox", "--enable-unsafe-webgpu"] if real else list(FLAGS)
    with served() as server, sync_playwright() as driver:
        wait_until_ready(server)
        page = driver.chromium.launch(executable_path=conftest.installed(), args=flags).new_page()
        page.set_default_timeout(600_000)
        print("| generator, 256 pixels | farthest of 255 | the card, ms | the engine, ms |\n| --- | --- | --- | --- |")
        for name, back in CASES:
            path, given = shelf.find(name), square(gallery.picture("scene:lake", SIDE))
            page.goto(f"{server.url}/_stcore/health")
            made, times = on_the_card(page, path, given, back=back, turns=20 if real else 2)
            ready = model.opened(path, back)
            began, turns = time.perf_counter(), 5
            for _turn in range(turns):
                wanted = ready.translate(given)
            took = 1000 * (time.perf_counter() - began) / turns
            far = np.abs(made.astype(int) - wanted).max()
            print(
                f"| {name}{', back' if back else ''} | {far} | {statistics.median(times):.0f} | {took:.0f} |",
                flush=True,
            )


def square(picture: np.ndarray) -> np.ndarray:
    return np.ascontiguousarray(picture[:SIDE, :SIDE])


if __name__ == "__main__":
    main()

"""Shipped generators, a brush and the instant painter on the graphics card of this computer, or on one made of software: how near they come to the engine's pictures,
and how long one takes.

    python -m tests.benchmarks.own_card               a card made of software: right, and slow
    python -m tests.benchmarks.own_card --real        the card of this computer, where Chromium finds one
"""

import argparse
import statistics
import time

import numpy as np
from playwright.sync_api import Page, sync_playwright

from engine.data import gallery
from engine.lessons.paint import inputs as paint_inputs
from engine.lessons.paint.brush import graphics as brush_graphics
from engine.lessons.paint.brush import model as brush_model
from engine.lessons.paint.instant import graphics as instant_graphics
from engine.lessons.paint.instant import model as instant_model
from engine.lessons.translate import model
from engine.weights import shelf
from engine.weights.graphics import as_bytes
from tests.benchmarks.served import served, wait_until_ready
from tests.browser import conftest
from tests.browser.lessons.test_own_card import FLAGS, computed, in_text, on_the_card, picture, with_alpha

SIDE, PAINTED = 256, 56
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
        page.goto(f"{server.url}/_stcore/health")
        brush(page, 20 if real else 2)
        painter(page, SIDE if real else PAINTED)


def brush(page: Page, turns: int) -> None:
    name, given = "brush-starry-night", square(gallery.picture("scene:lake", SIDE))
    ready = brush_model.load(shelf.find(name))
    plan = as_bytes(name, brush_graphics.plan_of(ready.network, *given.shape[:2]))
    asked = [{"rgba": in_text(with_alpha(given)), "wish": {"strength": 1, "inner": 1}}]
    found = computed(page, {"plan": in_text(plan), "asked": asked, "turns": turns})
    tell(name, found, [ready.paint(given)], given)


def painter(page: Page, side: int) -> None:
    """One style after another, so that only the first looks at the picture."""
    given, ready = gallery.picture("scene:lake", side), instant_model.load()
    styles = [[paint_inputs.style(name)] for name in ("vangogh-starry-night", "hokusai-great-wave", "munch-scream")]
    rgba = in_text(with_alpha(given))
    asked = [
        {"rgba": rgba, "wish": {"strength": 1, "style": in_text(instant_graphics.code(style))}} for style in styles
    ]
    told = {
        "plan": in_text(instant_graphics.steps("one", *given.shape[:2])),
        "weights": in_text(instant_graphics.weights()),
        "asked": asked,
        "turns": 1,
    }
    tell("instant painter", computed(page, told), [ready.paint(given, style) for style in styles], given)


def tell(name: str, found: dict, wanted: list[np.ndarray], given: np.ndarray) -> None:
    size = given.shape[:2]
    far = max(
        np.abs(picture(levels, size).astype(int) - one).max()
        for levels, one in zip(found["pictures"], wanted, strict=True)
    )
    times = ", ".join(f"{time:.0f}" for time in found["times"])
    print(f"{name}, {size[1]} x {size[0]} pixels: farthest {far} of 255; one after another {times} ms", flush=True)


def square(picture: np.ndarray) -> np.ndarray:
    return np.ascontiguousarray(picture[:SIDE, :SIDE])


if __name__ == "__main__":
    main()

"""How soon the server's pictures follow a hand: `python -m tests.benchmarks.strokes`, with Chromium.

pix2pix: from the last move of a stroke to the first picture of it while the hand still holds, and from lifting the hand to the sharp picture.
Pictures from sentences: from Enter to the first picture of what was said.
Style transfer: from Paint to the first picture, from Paint on to the next one, and from a click on a style to the picture painted at once."""

import re
import statistics
from collections.abc import Callable

from playwright.sync_api import Page, sync_playwright

from tests.benchmarks.served import served, wait_until_ready
from tests.browser import conftest

TURNS, PAINTINGS = 9, 3

STYLES = (
    "painting:waves",
    "painting:mosaic",
    "painting:quilt",
    "painting:cubism",
    "painting:woodcut",
    "painting:op-art",
)

STEP = """() => Math.max(-1, ...[...document.querySelectorAll("img[alt^='The painting at step']")]
    .filter((image) => image.complete).map((image) => Number(image.alt.replace(/\\D/g, ""))))"""
"""The step of the painting that is seen; -1 where none is."""

PAINTED = """() => [...document.querySelectorAll("img[alt*='in the style of']")].find((image) => image.complete)?.src"""

SENTENCES = (
    "a smiling woman with red hair",
    "a man with glasses",
    "an old man with a beard",
    "a serious woman with black hair and a hat",
    "a girl with glasses",
    "a sad man",
)

DRAWN = """() => {
    const roots = [...document.querySelectorAll("*")].map((one) => one.shadowRoot).filter(Boolean);
    const first = roots.flatMap((root) => [...root.querySelectorAll("canvas")]).find((canvas) => canvas.width > 60);
    return first?.toDataURL();
}"""
"""The first picture of a sentence, as its pixels."""

WATCH = """() => {
    const images = () => [...document.querySelectorAll("img[alt^='The picture that']")];
    window.__painted = [];
    let last = images()[0]?.src;
    new MutationObserver(() => {
        const now = images()[0]?.src;
        if (now && now !== last) { last = now; window.__painted.push(performance.now()); }
    }).observe(document.body, { subtree: true, childList: true, attributes: true, attributeFilter: ["src"] });
}"""


def first_after(page: Page, began: float) -> float:
    page.wait_for_function("began => window.__painted.some((at) => at > began)", arg=began, polling=10)
    return page.evaluate("began => window.__painted.find((at) => at > began)", began) - began


def strokes(page: Page, url: str) -> dict[str, list[float]]:
    page.goto(f"{url}/pix2pix?view=draw&model=scenes&map=scene:lake:6000")
    page.get_by_alt_text("The picture that").wait_for()
    page.get_by_role("radio", name="Brush").first.click()
    conftest.quiet(page)
    page.evaluate(WATCH)
    box = page.locator(".labels canvas").bounding_box()
    held, lifted = [], []
    for turn in range(TURNS):
        x, y = box["x"] + box["width"] * (0.15 + 0.08 * turn), box["y"] + box["height"] * 0.3
        page.mouse.move(x, y)
        page.mouse.down()
        page.mouse.move(x + 20, y + 60, steps=3)
        held.append(first_after(page, page.evaluate("performance.now()")))
        page.wait_for_timeout(400)
        began = page.evaluate("performance.now()")
        page.mouse.up()
        lifted.append(first_after(page, began))
        page.wait_for_timeout(400)
    return {"while it draws": held, "after it lifts": lifted}


def paintings(page: Page, url: str) -> dict[str, list[float]]:
    """Painted with the form as it opens; three times begun, let work for a while, stopped and gone on with."""
    first, moved, on = [], [], []
    for _turn in range(PAINTINGS):
        page.goto(f"{url}/style?view=train")
        page.get_by_text(re.compile(r"About .* of memory")).wait_for()
        conftest.quiet(page)
        page.wait_for_timeout(3_000)  # as long as somebody looks: meanwhile a spare worker has torch ready
        began = clicked(page, "Paint")
        first.append(shows(page, -1) - began)
        moved.append(shows(page, 0) - began)
        page.get_by_role("button", name="Stop", exact=True).last.click()
        page.get_by_role("button", name="Resume", exact=True).wait_for()
        conftest.quiet(page)
        page.wait_for_timeout(3_000)
        step = page.evaluate(STEP)
        began = clicked(page, "Resume")
        on.append(shows(page, step) - began)
        page.get_by_role("button", name="Stop", exact=True).last.click()
        page.get_by_role("button", name="Resume", exact=True).wait_for()
    return {"Paint, first picture": first, "Paint, first strokes": moved, "Resume, next picture": on}


def clicked(page: Page, name: str) -> float:
    began = page.evaluate("performance.now()")
    page.get_by_role("button", name=name, exact=True).last.click()
    return began


def shows(page: Page, step: int) -> float:
    """When a picture of a later step is there."""
    page.wait_for_function(f"step => ({STEP})() > step", arg=step, polling=10)
    return page.evaluate("performance.now()")


def at_once(page: Page, url: str) -> dict[str, list[float]]:
    page.goto(f"{url}/style?view=once&content=photo:china&styles={STYLES[0]}")
    page.get_by_text("painted in one pass").wait_for()
    conftest.quiet(page)
    took = []
    for style in STYLES[1:]:
        page.wait_for_timeout(1_000)
        option = page.locator(f"[data-reference='{style}']")
        option.scroll_into_view_if_needed()
        before = page.evaluate(PAINTED)
        began = page.evaluate("performance.now()")
        option.click()
        page.wait_for_function(f"before => ![before, undefined].includes(({PAINTED})())", arg=before, polling=10)
        took.append(page.evaluate("performance.now()") - began)
    return {"another style, painted at once": took}


def sentences(page: Page, url: str) -> dict[str, list[float]]:
    page.goto(f"{url}/stackgan?model=text-faces")
    field = page.get_by_role("textbox", name="Your sentence")
    field.wait_for()
    conftest.quiet(page)
    took = []
    for sentence in SENTENCES:
        page.wait_for_timeout(1_000)
        field.fill(sentence)
        before = page.evaluate(DRAWN)
        began = page.evaluate("performance.now()")
        field.press("Enter")
        page.wait_for_function(f"before => ({DRAWN})() !== before", arg=before, polling=10)
        took.append(page.evaluate("performance.now()") - began)
    return {"a sentence": took}


def main() -> None:
    parts: tuple[Callable[[Page, str], dict[str, list[float]]], ...] = (strokes, sentences, paintings, at_once)
    with served() as server, sync_playwright() as driver:
        wait_until_ready(server)
        page = driver.chromium.launch(executable_path=conftest.installed(), args=conftest.FLAGS).new_page()
        page.set_default_timeout(60_000)
        for part in parts:
            for what, times in part(page, server.url).items():
                print(f"{what}: median {statistics.median(times):.0f} ms, worst {max(times):.0f} ms of {len(times)}")


if __name__ == "__main__":
    main()

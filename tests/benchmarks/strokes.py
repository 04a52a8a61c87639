"""How soon pix2pix paints what a hand draws, where the server does it: `python -m tests.benchmarks.strokes`, with Chromium.

From the last move of a stroke to the first picture of it while the hand still holds, and from lifting the hand to the sharp picture."""

import statistics

from playwright.sync_api import Page, sync_playwright

from tests.benchmarks.served import served, wait_until_ready
from tests.browser import conftest

TURNS = 9

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


def main() -> None:
    with served() as server, sync_playwright() as driver:
        wait_until_ready(server)
        page = driver.chromium.launch(executable_path=conftest.installed(), args=conftest.FLAGS).new_page()
        page.set_default_timeout(30_000)
        page.goto(f"{server.url}/pix2pix?view=draw&model=scenes&map=scene:lake:6000")
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
        for what, times in (("while it draws", held), ("after it lifts", lifted)):
            print(f"{what}: median {statistics.median(times):.0f} ms, worst {max(times):.0f} ms of {TURNS}")


if __name__ == "__main__":
    main()

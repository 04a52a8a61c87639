"""How long a reader waits at first: `python -m tests.benchmarks.app.cold_start`, with Chromium.

From the command to Home on the screen; from the click on a lesson to its picture, at once and after the warm-up in the background;
from the click on Train to a run's first map, in a home that never drew its letters;
from a first lock of the reader's own to what it changes; and how much memory the server holds at each of these times.
"""

import argparse
import shutil
import time

from playwright.sync_api import Page, sync_playwright

from tests.benchmarks import served

FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking")
NAMES = ("chromium", "chromium-browser", "google-chrome")
WARM = 15.0
"""Seconds after which the warm-up is over."""
MINUTES = 120_000
"""Milliseconds after which to give up."""


def home(page: Page, server: served.Served) -> float:
    """Seconds from the command to Home on the screen."""
    served.wait_until_ready(server)
    page.goto(server.url)
    page.get_by_role("heading", level=1).wait_for()
    return time.monotonic() - server.began


def lesson(page: Page) -> float:
    """Seconds from the click to the map with the decoder's picture."""
    began = time.monotonic()
    page.get_by_role("link", name="Latent explorer", exact=True).first.click()
    page.wait_for_function("() => window.__atelier && Object.values(window.__atelier).some((one) => one.decoded > 0)")
    return time.monotonic() - began


def encoding(page: Page, server: served.Served) -> float:
    """Seconds from a link to pictures that the network on the server has drawn."""
    began = time.monotonic()
    page.goto(f"{server.url}/vae?view=encode")
    page.get_by_text("Pick", exact=True).click()
    page.get_by_text("standard deviations of your picture").wait_for(timeout=120_000)
    return time.monotonic() - began


def training(page: Page, server: served.Served, rest: float) -> float:
    """Seconds from the click on Train to the first map, `rest` seconds after the form was opened."""
    page.goto(f"{server.url}/vae?view=train")
    go = page.get_by_role("button", name="Train", exact=True)
    go.wait_for()
    time.sleep(rest)
    began = time.monotonic()
    go.click()
    page.locator('img[alt^="Map at step"]').first.wait_for(timeout=MINUTES)
    return time.monotonic() - began


def lock(page: Page, server: served.Served) -> float:
    """Seconds from the choice of one lock to what it changes in all lines, for numbers that do not ship."""
    page.goto(f"{server.url}/concepts?view=effects&model=faces-photo")
    locks = page.get_by_role("combobox", name="Lock")
    locks.wait_for(timeout=MINUTES)
    time.sleep(WARM)
    locks.click()
    began = time.monotonic()
    page.get_by_role("option", name="Glasses").click()
    page.get_by_text("the largest change of a locked concept went from").first.wait_for(timeout=MINUTES)
    page.wait_for_selector('[data-testid="stApp"][data-test-script-state="notRunning"]')
    return time.monotonic() - began


def main() -> None:
    argparse.ArgumentParser(description=__doc__.splitlines()[0]).parse_args()
    rows: list[list[str]] = []
    with sync_playwright() as driver:
        found = next(filter(None, map(shutil.which, NAMES)), None)
        chromium = driver.chromium.launch(executable_path=found, args=FLAGS)
        for words, rest in (("at once", 0.0), ("after the warm-up", WARM)):
            page = chromium.new_context(viewport={"width": 1280, "height": 720}).new_page()
            page.set_default_timeout(60_000)
            with served.served(ATELIER_WORKERS="1") as server:
                rows.append(
                    ["from the command to Home", words, f"{home(page, server):.1f} s", f"{server.memory():.0f} MB"]
                )
                time.sleep(rest)
                rows.append(["at rest on Home", words, "", f"{server.memory():.0f} MB"])
                rows.append(
                    [
                        "from the click to a lesson's picture",
                        words,
                        f"{lesson(page):.1f} s",
                        f"{server.memory():.0f} MB",
                    ]
                )
                waited = encoding(page, server)
                rows.append(
                    ["to pictures decoded by the server", words, f"{waited:.1f} s", f"{server.memory():.0f} MB"]
                )
                if rest:
                    locked = lock(page, server)
                    rows.append(["from a first lock to all that it changes", words, f"{locked:.1f} s", ""])
                mapped = training(page, server, rest)
                rows.append(["from Train to the first map", words, f"{mapped:.1f} s", f"{server.memory():.0f} MB"])
            page.close()
        chromium.close()
    print(f"{served.machine()}.\n")
    print(served.table(["what", "when", "waited", "memory of the server"], rows))


if __name__ == "__main__":
    main()

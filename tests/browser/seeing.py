"""What a person finds on a lesson's page that is open: what went wrong, what can be used or looked at, and what is cut off."""

from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page, TimeoutError

PATIENCE = 30_000
"""Milliseconds that a browser may take to paint what has arrived."""

QUIET = """() => document.querySelector("[data-testid=stApp][data-test-script-state=notRunning]")"""

LOOK = Path(__file__).with_suffix(".js").read_text(encoding="utf-8")


@dataclass(frozen=True)
class Seen:
    troubles: list[str]
    """The words of each red box."""
    primary: list[str]
    """The names of the buttons in the lesson's colour."""
    awake: list[str]
    """Those of them that can be used; in a view without any, all controls that can."""
    pictures: int
    fields: int
    """Of forms that lie open."""
    cut: list[str]
    """What lies beyond an edge, with no bar to scroll there."""


def arrived(page: Page, needs: str) -> Seen:
    """What is there once the script has run to its end and `needs`, an expression on `seen`, holds; or after a while, if it never does."""
    # What the server has said reaches the page's elements with the next frame.
    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    # Asked at leisure: to ask at each frame keeps a core busy with nothing but asking.
    page.wait_for_function(QUIET, polling=100)
    look = f"const seen = ({LOOK})();"
    try:
        seen = page.wait_for_function(f"() => {{ {look} return {needs} && seen; }}", polling=200, timeout=PATIENCE)
    except TimeoutError:
        seen = page.evaluate_handle(LOOK)
    return Seen(**seen.json_value())

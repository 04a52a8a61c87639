"""Deque's axe: what keeps somebody with other eyes, ears or hands out of a page."""

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

MAIN = "[data-testid=stMain]"
MENU = "[data-testid=stSidebar]"

STANDARD = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa"]},
    # No part of the standard, but whoever goes from heading to heading is lost where one is left out.
    "rules": {"heading-order": {"enabled": True}},
}
# Streamlit lays a section's pages into a <div> between the menu's <ul> and their <li>: no setting and no style mends that.
OF_THE_MENU = {**STANDARD, "rules": {"list": {"enabled": False}, "listitem": {"enabled": False}}}
CONTRAST = {"runOnly": {"type": "rule", "values": ["color-contrast"]}}
WEIGH = ("serious", "critical")

ASK = """async ([where, how]) => {
    const more = { resultTypes: ["violations"], preload: false, iframes: false };
    const { violations } = await axe.run(where, { ...how, ...more });
    return violations.flatMap(({ id, impact, nodes }) => nodes.map(({ html, any, all, none }) =>
        ({ id, impact, words: `${id}: ${html.slice(0, 160)} ${[...any, ...all, ...none].map(({ message }) => message)}` })));
}"""

RESTING = "() => document.getAnimations().every((one) => !(one instanceof CSSTransition))"


def barriers(page: Page, where: str = MAIN) -> list[str]:
    """What axe finds serious or critical, in a light room and, of contrasts, in a dark one. It stays light afterwards."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    found = _ask(page, where, OF_THE_MENU if where == MENU else STANDARD)
    _turn(page, "dark")
    found += [f"in the dark, {words}" for words in _ask(page, where, CONTRAST)]
    _turn(page, "light")
    return found


def _ask(page: Page, where: str, how: dict) -> list[str]:
    found = page.evaluate(ASK, [where, how])
    return [one["words"] for one in found if one["impact"] in WEIGH or one["id"] == "heading-order"]


def _turn(page: Page, scheme: str) -> None:
    """Colours glide from one theme to the other: half way, nothing can be read."""
    page.emulate_media(color_scheme=scheme)
    page.wait_for_function(
        "(scheme) => getComputedStyle(document.querySelector('[data-testid=stApp]')).colorScheme === scheme", arg=scheme
    )
    page.wait_for_selector('[data-testid="stApp"][data-test-script-state="notRunning"]')
    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    page.wait_for_function(RESTING, polling=100)

"""A walk through each lesson as a hand does it: from Home, in one tab, with shipped models, from every view to every other; what
axe finds on each view, and on the pages that are no lesson, in light and in the dark; and whether its first view fits the front of the room."""

from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Locator, Page

from engine.core.card import Card
from playground.shell import links
from tests.benchmarks.served import Served
from tests.browser import accessible, seeing

PATIENCE = 300_000
"""Milliseconds that a view may take on a busy machine: the first to ask for a model waits until it is loaded."""

FITS = """() => {
  const [main, stage] = ['[data-testid="stMain"]', '.st-key-stage'].map((name) => document.querySelector(name));
  return stage ? stage.getBoundingClientRect().bottom <= innerHeight : main.scrollHeight <= main.clientHeight;
}"""

PHONE, PROJECTOR = {"width": 390, "height": 844}, {"width": 1280, "height": 720}


def circuit(count: int) -> Iterator[int]:
    """From 0 along each way from one place to another, once: 0 1 0 2 1 2 0. When the last place is reached for the first time, all
    have been seen; and on the ways that are left then, all are seen again."""
    for one in range(count):
        for other in range(one + 1, count):
            yield from (one, other)
    yield 0


@pytest.mark.parametrize("count", range(2, 9))
def test_the_circuit_goes_each_way_once(count):
    places = list(circuit(count))
    ways = list(zip(places, places[1:], strict=False))
    assert sorted(ways) == [(one, other) for one in range(count) for other in range(count) if one != other]
    turn = places.index(count - 1)
    assert set(places[: turn + 1]) == set(places[turn:]) == set(range(count))


class Walk:
    """One tab in one lesson, and what must never happen on the way."""

    def __init__(self, page: Page, server: Served, card: Card):
        self.page, self.log = page, server.log
        self.heard = len(self.log.read_bytes())
        self.way = f"Home → {card.title}"
        self.asked: set[str] = set()
        """The views of which axe has said what it thinks."""
        page.set_default_timeout(PATIENCE)
        page.goto(server.url)
        # Whoever leaves a page takes away its pictures: one that was still on its way would be missed.
        page.wait_for_function(seeing.QUIET)
        page.wait_for_function("[...document.images].every((one) => one.complete)")
        page.get_by_role("link", name=f"Open {card.title}").click()
        self.buttons.first.wait_for()

    @property
    def buttons(self) -> Locator:
        return self.page.get_by_role("radiogroup", name="What to do here").get_by_role("radio")

    @property
    def view(self) -> str:
        return view_of(self.page.url)

    def go(self, number: int) -> None:
        before, button = self.view, self.buttons.nth(number)
        self.way = f"{before} → {button.inner_text().splitlines()[-1]}"
        button.click()
        self.page.wait_for_url(lambda url: view_of(url) != before)

    def look(self) -> None:
        """The view is there in full: it shows something and can be used, nothing is out of reach, and nothing went wrong."""
        shows = "seen.primary.length" if self.view == "train" else "seen.pictures + seen.fields + seen.primary.length"
        seen = seeing.arrived(self.page, f"seen.awake.length && {shows}")
        assert seen.troubles == [], self.way
        assert seen.awake, f"{self.way}: nothing here can be used"
        assert seen.pictures or seen.fields or seen.primary, (
            f"{self.way}: no picture, no form, no button that leads to one"
        )
        assert seen.primary or self.view != "train", f"{self.way}: no button to begin with"
        assert seen.cut == [], f"{self.way}, {self.page.viewport_size}"
        assert self.page.watched.errors == [], self.way
        assert self.page.watched.outside == [], self.way
        log = self.log.read_bytes()[self.heard :].decode(errors="replace")
        assert "Traceback" not in log, f"{self.way}\n{log}"

    def ask(self) -> None:
        """Axe finds nothing that keeps anybody out of this view."""
        if self.view not in self.asked:
            self.asked.add(self.view)
            assert accessible.barriers(self.page) == [], self.way

    def enlarge(self) -> None:
        """A key leads to the front of the room, where all that a view shows is seen on one screen, and back."""
        self.page.keyboard.press("b")
        self.page.wait_for_selector("html[data-big]", state="attached")
        self.page.wait_for_function(FITS)
        self.page.keyboard.press("Escape")
        self.page.wait_for_selector("html:not([data-big])", state="attached")


def view_of(url: str) -> str:
    return parse_qs(urlsplit(url).query).get("view", [""])[0]


@pytest.mark.parametrize("card", links.lessons(), ids=lambda card: card.name)
def test_each_view_is_reached_from_each_other_by_hand(server, page, card):
    """With a phone until each view has been seen, and along all other ways on a projector, where axe is asked of each."""
    page.set_viewport_size(PHONE)
    walk = Walk(page, server, card)
    count = walk.buttons.count()
    _, *onwards = circuit(count)
    walk.look()
    for number in onwards:
        walk.go(number)
        walk.look()
        if number == count - 1 and page.viewport_size == PHONE:
            page.set_viewport_size(PROJECTOR)
            walk.look()
        if page.viewport_size == PROJECTOR:
            walk.ask()
    walk.enlarge()
    assert len(walk.asked) == count


@pytest.mark.parametrize("path", ["", "/generative", "/course", "/runs"])
def test_nothing_keeps_anybody_out_of_the_pages_around_the_lessons(server, page, path):
    page.goto(server.url + path)
    page.get_by_role("heading", level=1).wait_for()
    page.wait_for_function(seeing.QUIET)
    assert accessible.barriers(page) == []
    if not path:
        assert accessible.barriers(page, accessible.MENU) == []

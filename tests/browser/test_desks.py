"""A class in real browsers: each visitor has a desk that outlives a reload, and the teacher sees all of them.

Ada and Ben sit down once and walk on from test to test: to arrive takes longer than most of what is tried here. What each test looks
for it has made itself, under a name of its own.
"""

from dataclasses import dataclass
from functools import partial

import pytest
from playwright.sync_api import Page, expect

from engine.core import desks, settings
from playground.classroom.seat import COOKIE
from tests.browser.accessible import barriers
from tests.browser.conftest import quiet, serve
from tests.browser.test_hostile_text import GO, HOSTILE, SHORT, arrive, check, write
from tests.browser.test_shell import overflow
from tests.conftest import furnished
from tests.playground import fabricate

PHRASE = "open sesame"


@pytest.fixture(scope="module")
def server(tmp_path_factory, drawn_once):
    """A class's server, whose one place is taken: nothing that waits begins."""
    home = furnished(tmp_path_factory.mktemp("class"), drawn_once)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ATELIER_HOME", str(home))
        patch.setenv("ATELIER_CLASS", "1")
        with desks.at(desks.of_key(desks.new_key())):
            fabricate.run("training")
    yield from serve(settings.ROOT / "playground" / "Home.py", home, ATELIER_TEACHER=PHRASE, ATELIER_WORKERS="1")


@pytest.fixture(autouse=True)
def same_home(server, monkeypatch):
    monkeypatch.setenv("ATELIER_HOME", str(server.home))
    monkeypatch.setenv("ATELIER_CLASS", "1")


@dataclass(frozen=True)
class Visitor:
    """Somebody at a desk, with a browser of their own."""

    page: Page
    key: str
    """Of the desk at which they sat down."""

    def leave_run(self, *given, **about):
        with desks.at(desks.of_key(self.key)):
            return fabricate.run(*given, **about)

    def walk(self, address: str) -> None:
        self.page.evaluate(GO, address)
        arrive(self.page)


def key_of(page) -> str:
    """The key that the browser keeps."""
    page.wait_for_function(f"() => document.cookie.includes('{COOKIE}=')")
    return next(one["value"] for one in page.context.cookies() if one["name"] == COOKIE)


def seated(server, tabs):
    page = tabs.take(1280, 720, permissions=["clipboard-read", "clipboard-write"])
    page.goto(server.url + "/runs")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    yield Visitor(page, key_of(page))
    tabs.give_back(page)


@pytest.fixture(scope="module")
def ada(server, tabs):
    yield from seated(server, tabs)


@pytest.fixture(scope="module")
def ben(server, tabs):
    yield from seated(server, tabs)


def test_each_visitor_sees_only_the_own_runs_and_a_reload_keeps_the_desk(ada, ben):
    assert ada.key != ben.key
    ada.leave_run(title="by Ada")
    ben.leave_run(title="by Ben")
    for visitor, own, alien in ((ada, "by Ada", "by Ben"), (ben, "by Ben", "by Ada")):
        for look_again in (partial(visitor.walk, "/runs"), visitor.page.reload):
            look_again()
            expect(visitor.page.get_by_text(own, exact=True)).to_be_visible()
            expect(visitor.page.get_by_text(alien, exact=True)).to_have_count(0)
        assert key_of(visitor.page) == visitor.key
        assert visitor.page.watched.outside == visitor.page.watched.errors == []


def test_a_desks_link_opens_it_at_another_computer_and_hides_its_key(server, ada, ben):
    with desks.at(desks.of_key(ada.key)):
        desks.rename(SHORT)
    ada.leave_run(title="to go on with")
    ben.leave_run(title="made elsewhere")
    ada.walk("/runs")
    ada.page.get_by_role("button", name="Copy my desk's link").click()
    expect(ada.page.get_by_role("button", name="Keep it to yourself")).to_be_visible()
    link = ada.page.evaluate("navigator.clipboard.readText()")

    elsewhere = ben.page
    elsewhere.goto(link)
    expect(elsewhere.get_by_text("This link leads to another desk")).to_be_visible()
    expect(elsewhere.get_by_text("to go on with", exact=True)).to_have_count(0)
    assert key_of(elsewhere) == ben.key and ada.key not in elsewhere.url
    check(elsewhere)
    elsewhere.get_by_role("button", name="Go to").click()
    expect(elsewhere.get_by_text("to go on with", exact=True)).to_be_visible()
    elsewhere.wait_for_function("(key) => document.cookie.includes('=' + key)", arg=ada.key)
    elsewhere.goto(server.url + "/runs")
    expect(elsewhere.get_by_text("to go on with", exact=True)).to_be_visible()
    assert key_of(elsewhere) == ada.key

    elsewhere.get_by_role("button", name="Your earlier desk").click()
    elsewhere.get_by_role("button", name=f"Back to {desks.name(desks.of_key(ben.key))}").click()
    expect(elsewhere.get_by_text("made elsewhere", exact=True)).to_be_visible()
    elsewhere.wait_for_function("(key) => document.cookie.includes('atelier_desk=' + key)", arg=ben.key)


def copied(visitor: Visitor, button: str, said: str) -> str:
    """The link that a button puts on the clipboard. It gives neither the desk's key away nor where it lies."""
    visitor.page.get_by_role("button", name=button).click()
    expect(visitor.page.get_by_role("button", name=said)).to_be_visible()
    link = visitor.page.evaluate("navigator.clipboard.readText()")
    assert visitor.key not in link and desks.of_key(visitor.key) not in link
    return link


def test_a_runs_link_does_not_open_the_desk_and_a_link_to_look_changes_nothing_and_outlives_a_reload(server, ada, ben):
    run, other = ada.leave_run(title="look here", bottleneck=2), ben.page
    ada.walk(f"/autoencoder?run={run.id}")
    ben.walk(copied(ada, "Copy link", "Copied").removeprefix(server.url))
    expect(other.get_by_text("not on your desk")).to_be_visible()
    expect(other.get_by_text("look here")).to_have_count(0)
    other.get_by_text("Settings", exact=True).click()
    expect(other.get_by_role("slider", name="Bottleneck")).to_have_attribute("aria-valuetext", "2")

    ada.walk("/runs")
    other.goto(copied(ada, "Copy a link to look", "It changes nothing here"))
    expect(other.get_by_text("look here", exact=True)).to_be_visible()
    other.wait_for_function("() => document.cookie.includes('atelier_looks=')")
    other.goto(f"{server.url}/autoencoder?run={run.id}")
    expect(other.get_by_text("only to look at").first).to_be_visible()
    expect(other.get_by_role("button", name="Train on")).to_have_count(0)
    assert key_of(other) == ben.key and desks.of_key(ada.key) not in other.content()
    with desks.at(desks.of_key(ada.key)):
        desks.withdraw_look_keys()


def test_a_run_at_work_stays_in_sight_while_its_panel_ticks(ada):
    """A tick runs the panel alone, not the page around it: the desk must be known there, too."""
    run = ada.leave_run("training", title="ticking", step=20)
    ada.walk(f"/autoencoder?run={run.id}")
    expect(ada.page.get_by_text("Step 20 of 200")).to_be_visible()
    status = run.status()
    run.write_status(type(status)(**(vars(status) | {"step": 60})))
    expect(ada.page.get_by_text("Step 60 of 200")).to_be_visible()
    expect(ada.page.get_by_text("There is no run")).to_have_count(0)
    run.write_status(type(status)(**(vars(status) | {"state": "finished", "step": 200})))


def test_two_tabs_that_open_at_once_end_at_one_desk(server, open_page):
    first = open_page()
    second = first.context.new_page()
    for page in (first, second):
        page.goto(server.url + "/runs", wait_until="commit")
    expect(first.get_by_text("Your desk:")).to_be_visible()
    expect(second.get_by_text("Your desk:")).to_be_visible()
    quiet(first)
    quiet(second)
    Visitor(first, key_of(first)).leave_run(title="of both tabs")
    for page in (first, second):
        page.reload()
        expect(page.get_by_text("of both tabs", exact=True)).to_be_visible()


def test_a_spoilt_cookie_is_replaced_without_loading_again_and_again(server, open_page):
    page = open_page()
    page.context.add_cookies([{"name": COOKIE, "value": "../../etc", "url": server.url}])
    loads = []
    page.on("load", lambda: loads.append(page.url))
    page.goto(server.url + "/runs")
    expect(page.get_by_text("Your desk:")).to_be_visible()
    page.wait_for_function(f"() => /{COOKIE}=[0-9a-f]{{32}}/.test(document.cookie)")
    quiet(page)
    assert len(loads) == 1


LONG_NAME = "The people with quite a long name of desk"[:40]
LONG_TITLE = "a run with quite a long name, as readers give them when they try many things"


@pytest.fixture
def phone(ada):
    ada.page.set_viewport_size({"width": 390, "height": 844})
    yield ada.page
    ada.page.set_viewport_size({"width": 1280, "height": 720})


def test_all_runs_of_a_class_are_no_wider_than_a_phone_and_the_name_of_a_desk_stays_text(ada, phone):
    with desks.at(desks.of_key(ada.key)):
        desks.rename(LONG_NAME)
    ada.leave_run(title=LONG_TITLE)
    ada.leave_run(title=HOSTILE[:80])
    ada.walk("/runs")
    expect(phone.get_by_text(LONG_TITLE, exact=True)).to_be_visible()
    expect(phone.get_by_text("foreign.example/p.png").first).to_be_attached()
    assert overflow(phone) <= 0
    phone.get_by_role("button", name="Name", exact=True).click()
    write(phone, "What this desk is called")
    phone.get_by_role("button", name="Keep the name").click()
    expect(phone.get_by_text("Your desk:")).to_contain_text("foreign.example")
    check(phone)
    assert overflow(phone) <= 0
    assert phone.watched.outside == phone.watched.errors == []


def enter(teacher) -> None:
    """A guess that is none, and then the passphrase."""
    write(teacher, "The teacher's passphrase")
    expect(teacher.get_by_text("This is not the passphrase.")).to_be_visible()
    expect(teacher.get_by_text("hasty")).to_have_count(0)
    door = teacher.get_by_role("textbox", name="The teacher's passphrase")
    door.fill(PHRASE)
    door.press("Enter")
    for name in ("hasty", "a fine one", "waiting"):
        expect(teacher.get_by_text(name).first).to_be_visible()
    for name in ("foreign.example) ", "foreign.exa…"):
        expect(teacher.get_by_text(name).first).to_be_attached()


def test_the_teacher_sees_all_desks_stops_one_run_and_shows_another(server, open_page, ada):
    """First on a phone, then on a laptop."""
    keys = one, other, hostile = [desks.new_key() for _ in range(3)]
    waiting, fine, _ = (
        Visitor(ada.page, key).leave_run(state, title=title)
        for key, state, title in zip(
            keys, ("waiting", "finished", "finished"), ("hasty", "a fine one", HOSTILE[:80]), strict=True
        )
    )
    for key, name in ((one, "Those who sit at the window and look out"), (hostile, SHORT)):
        with desks.at(desks.of_key(key)):
            desks.rename(name)
    teacher = open_page(width=390, height=844)
    teacher.goto(server.url + "/class")
    enter(teacher)
    check(teacher)
    assert overflow(teacher) <= 0
    assert barriers(teacher) == []
    source = teacher.content()
    assert not any(name in source + teacher.url for name in (*keys, *map(desks.of_key, keys), PHRASE))
    teacher.set_viewport_size({"width": 1280, "height": 720})

    def hand(desk: str, button: str, then: str) -> None:
        card = teacher.get_by_test_id("stVerticalBlock").filter(has_text=desks.name(desks.of_key(desk)))
        card.last.get_by_role("button", name="Runs").click()
        opened = teacher.get_by_test_id("stPopoverBody")
        opened.get_by_role("button", name=button).click()
        expect(opened.get_by_text(then)).to_be_visible()
        teacher.keyboard.press("Escape")
        expect(opened).to_have_count(0)

    hand(one, "Stop", "stopped")
    assert waiting.status().state == "stopped"
    hand(other, "Show to the class", "No longer show")
    ada.walk("/runs")
    expect(ada.page.get_by_text("Shown to the class")).to_be_visible()
    ada.page.get_by_role("link", name="Open ·").first.click()
    expect(ada.page.get_by_text("a fine one").first).to_be_visible()
    expect(ada.page.get_by_role("button", name="Train on")).to_have_count(0)
    assert desks.is_shown(fine.path)
    teacher.reload()
    expect(teacher.get_by_role("textbox", name="The teacher's passphrase")).to_be_visible()
    assert teacher.watched.outside == teacher.watched.errors == []

"""A class in real browsers: each visitor has a desk that outlives a reload, and the teacher sees all of them."""

import pytest
from playwright.sync_api import expect

from engine.core import desks, settings
from playground.classroom.seat import COOKIE
from tests.browser.conftest import quiet, serve
from tests.browser.test_shell import overflow
from tests.playground import fabricate

PHRASE = "open sesame"


@pytest.fixture(scope="module")
def server(tmp_path_factory, drawn_once):
    """A class's server, whose one place is taken: nothing that waits begins."""
    home = tmp_path_factory.mktemp("class") / "home"
    yield from serve(settings.ROOT / "playground" / "Home.py", home, ATELIER_TEACHER=PHRASE, ATELIER_WORKERS="1")


@pytest.fixture(autouse=True)
def same_home(server, monkeypatch):
    monkeypatch.setenv("ATELIER_HOME", str(server.home))
    monkeypatch.setenv("ATELIER_CLASS", "1")


def key_of(page) -> str:
    """The key that the browser keeps."""
    page.wait_for_function(f"() => document.cookie.includes('{COOKIE}=')")
    return next(one["value"] for one in page.context.cookies() if one["name"] == COOKIE)


def seat(open_page, server, path: str = "/runs", **how):
    """A visitor with a desk."""
    page = open_page(**how)
    page.goto(server.url + path)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    return page, key_of(page)


def leave_run(key: str, *given, **about):
    with desks.at(desks.of_key(key)):
        return fabricate.run(*given, **about)


def test_each_visitor_sees_only_the_own_runs_and_a_reload_keeps_the_desk(server, open_page):
    (ada, one), (ben, other) = (seat(open_page, server) for _ in range(2))
    assert one != other
    leave_run(one, title="by Ada")
    leave_run(other, title="by Ben")
    for page, own, alien in ((ada, "by Ada", "by Ben"), (ben, "by Ben", "by Ada")):
        for _ in range(2):
            page.reload()
            expect(page.get_by_text(own, exact=True)).to_be_visible()
            expect(page.get_by_text(alien, exact=True)).to_have_count(0)
    assert (key_of(ada), key_of(ben)) == (one, other)
    assert ada.watched.outside == ben.watched.outside == [] and ada.watched.errors == ben.watched.errors == []


def test_the_desks_link_opens_it_at_another_computer_and_hides_its_key(server, open_page):
    page, key = seat(open_page, server, permissions=["clipboard-read", "clipboard-write"])
    leave_run(key, title="to go on with")
    page.get_by_role("button", name="Copy my desk's link").click()
    expect(page.get_by_role("button", name="Keep it to yourself")).to_be_visible()
    link = page.evaluate("navigator.clipboard.readText()")

    elsewhere, before = seat(open_page, server)
    assert before != key
    leave_run(before, title="made elsewhere")
    elsewhere.goto(link)
    expect(elsewhere.get_by_text("This link leads to another desk")).to_be_visible()
    expect(elsewhere.get_by_text("to go on with", exact=True)).to_have_count(0)
    assert key_of(elsewhere) == before and key not in elsewhere.url
    elsewhere.get_by_role("button", name="Go to").click()
    expect(elsewhere.get_by_text("to go on with", exact=True)).to_be_visible()
    elsewhere.wait_for_function("(key) => document.cookie.includes('=' + key)", arg=key)
    elsewhere.goto(server.url + "/runs")
    expect(elsewhere.get_by_text("to go on with", exact=True)).to_be_visible()
    assert key_of(elsewhere) == key

    elsewhere.get_by_role("button", name="Your earlier desk").click()
    elsewhere.get_by_role("button", name=f"Back to {desks.name(desks.of_key(before))}").click()
    expect(elsewhere.get_by_text("made elsewhere", exact=True)).to_be_visible()
    elsewhere.wait_for_function("(key) => document.cookie.includes('atelier_desk=' + key)", arg=before)


def copied(page, key: str, button: str, said: str) -> str:
    """The link that a button puts on the clipboard. It gives neither the desk's key away nor where it lies."""
    page.get_by_role("button", name=button).click()
    expect(page.get_by_role("button", name=said)).to_be_visible()
    link = page.evaluate("navigator.clipboard.readText()")
    assert key not in link and desks.of_key(key) not in link
    return link


def test_a_link_to_look_outlives_a_reload_and_changes_nothing(server, open_page):
    page, key = seat(open_page, server, permissions=["clipboard-read", "clipboard-write"])
    run = leave_run(key, title="look here")
    page.reload()
    link = copied(page, key, "Copy a link to look", "It changes nothing here")

    other, own = seat(open_page, server)
    other.goto(link)
    expect(other.get_by_text("look here", exact=True)).to_be_visible()
    other.wait_for_function("() => document.cookie.includes('atelier_looks=')")
    other.goto(f"{server.url}/autoencoder?run={run.id}")
    expect(other.get_by_text("only to look at").first).to_be_visible()
    expect(other.get_by_role("button", name="Train on")).to_have_count(0)
    assert key_of(other) == own and desks.of_key(key) not in other.content()


def test_a_runs_link_does_not_open_the_desk(server, open_page):
    page, key = seat(open_page, server, permissions=["clipboard-read", "clipboard-write"])
    run = leave_run(key, title="only here", bottleneck=2)
    page.goto(f"{server.url}/autoencoder?run={run.id}")
    link = copied(page, key, "Copy link", "Copied")

    other, _ = seat(open_page, server)
    other.goto(link)
    expect(other.get_by_text("not on your desk")).to_be_visible()
    expect(other.get_by_text("only here")).to_have_count(0)
    other.get_by_text("Settings", exact=True).click()
    expect(other.get_by_role("slider", name="Bottleneck")).to_have_attribute("aria-valuetext", "2")


def test_two_tabs_that_open_at_once_end_at_one_desk(server, open_page):
    first = open_page()
    second = first.context.new_page()
    for page in (first, second):
        page.goto(server.url + "/runs", wait_until="commit")
    expect(first.get_by_text("Your desk:")).to_be_visible()
    expect(second.get_by_text("Your desk:")).to_be_visible()
    quiet(first)
    quiet(second)
    leave_run(key_of(first), title="of both tabs")
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


def test_a_run_at_work_stays_in_sight_while_its_panel_ticks(server, open_page):
    """A tick runs the panel alone, not the page around it: the desk must be known there, too."""
    page, key = seat(open_page, server)
    run = leave_run(key, "training", title="ticking", step=20)
    page.goto(f"{server.url}/autoencoder?run={run.id}")
    expect(page.get_by_text("Step 20 of 200")).to_be_visible()
    status = run.status()
    run.write_status(type(status)(**(vars(status) | {"step": 60})))
    expect(page.get_by_text("Step 60 of 200")).to_be_visible()
    expect(page.get_by_text("There is no run")).to_have_count(0)


def test_the_teacher_sees_both_desks_stops_one_run_and_shows_another(server, open_page):
    (ada, one), (ben, other) = (seat(open_page, server) for _ in range(2))
    waiting, fine = leave_run(one, "waiting", title="hasty"), leave_run(other, title="a fine one")
    teacher = open_page()
    teacher.goto(server.url + "/class")
    door = teacher.get_by_role("textbox", name="The teacher's passphrase")
    door.fill("guess")
    door.press("Enter")
    expect(teacher.get_by_text("This is not the passphrase.")).to_be_visible()
    expect(teacher.get_by_text("hasty")).to_have_count(0)
    door.fill(PHRASE)
    door.press("Enter")
    expect(teacher.get_by_text("hasty")).to_be_visible()
    expect(teacher.get_by_text("a fine one")).to_be_visible()
    source = teacher.content()
    assert not any(
        name in source + teacher.url for name in (one, other, desks.of_key(one), desks.of_key(other), PHRASE)
    )

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
    ada.goto(server.url + "/runs")
    expect(ada.get_by_text("Shown to the class")).to_be_visible()
    ada.get_by_role("link", name="Open").filter(has_text="now").first.click()
    expect(ada.get_by_text("a fine one").first).to_be_visible()
    expect(ada.get_by_role("button", name="Train on")).to_have_count(0)
    assert desks.is_shown(fine.path)
    teacher.reload()
    expect(door).to_be_visible()


@pytest.mark.parametrize("path", ["/runs", "/class"])
def test_no_page_of_a_class_is_wider_than_a_phone(server, open_page, path):
    page, key = seat(open_page, server, path, width=390, height=844)
    with desks.at(desks.of_key(key)):
        desks.rename("The people with quite a long name of desk"[:40])
    title = "a run with quite a long name, as readers give them when they try many things"
    leave_run(key, title=title)
    if path == "/class":
        page.get_by_role("textbox").fill(PHRASE)
        page.keyboard.press("Enter")
        expect(page.get_by_text("waiting").first).to_be_visible()
    else:
        page.reload()
        expect(page.get_by_text(title, exact=True)).to_be_visible()
    quiet(page)
    assert overflow(page) <= 0

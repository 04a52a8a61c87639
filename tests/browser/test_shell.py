"""The shell in a real browser: Home paints, pages are reached by mouse and keyboard, in light, dark and on a phone."""

import re

import pytest
from playwright.sync_api import expect

from playground.shell import links
from tests.browser.accessible import barriers
from tests.browser.conftest import check_it_fits, quiet
from tests.playground import fabricate

HERO = "See, steer, break and repair"


@pytest.fixture
def runs_there(hers):
    """Fabricated runs on the server's desk."""
    return fabricate


def settled(page) -> None:
    """The script has run to its end."""
    expect(page.get_by_test_id("stStatusWidget")).to_have_count(0)


def overflow(page) -> int:
    """Pixels by which the page is wider than the screen."""
    return page.evaluate(
        "() => { const main = document.querySelector('[data-testid=stMain]');"
        " return Math.max(main.scrollWidth - main.clientWidth, document.documentElement.scrollWidth - innerWidth); }"
    )


def ground(page) -> int:
    """How bright the page's background is, 0 to 765."""
    colour = page.evaluate("getComputedStyle(document.querySelector('[data-testid=stApp]')).backgroundColor")
    return sum(map(int, re.findall(r"\d+", colour)[:3]))


def test_home_paints_with_a_card_for_each_lesson(server, page):
    page.goto(server.url)
    expect(page.get_by_role("heading", level=1)).to_contain_text(HERO)
    for card in links.lessons():
        expect(page.get_by_role("heading", name=card.title)).to_be_visible()
        expect(page.get_by_role("link", name=f"Open {card.title}")).to_be_visible()
    assert page.title() == "Home · Atelier"
    settled(page)


def test_the_menu_leads_everywhere_and_back(server, page):
    page.goto(server.url)
    menu = page.get_by_test_id("stSidebarNav")
    expect(menu.get_by_role("link", name="Autoencoder")).to_be_visible()
    quiet(page)
    heading = menu.get_by_text("Encode", exact=True).bounding_box()
    page.mouse.click(heading["x"] + 4, heading["y"] + 4)
    menu.get_by_role("link", name="All runs").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your runs")
    assert page.url.endswith("/runs")
    expect(menu.get_by_role("link", name="Autoencoder")).to_be_visible()  # a click on its heading hides nothing
    menu.get_by_role("link", name="Home").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(HERO)
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your runs")
    settled(page)


def test_a_card_opens_its_lesson(server, page):
    page.goto(server.url)
    card = links.lessons()[0]
    page.get_by_role("link", name=f"Open {card.title}").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(card.title)
    assert page.url.split("?")[0].endswith(f"/{card.name}")


def test_light_and_dark_follow_the_readers_system(server, open_page):
    brightness = {}
    for scheme in ("light", "dark"):
        page = open_page(color_scheme=scheme)
        page.goto(server.url)
        expect(page.get_by_role("heading", level=1)).to_contain_text(HERO)
        brightness[scheme] = ground(page)
        assert page.watched.outside == [] and page.watched.errors == []
    assert brightness["light"] > 700 and brightness["dark"] < 120


def test_the_reader_can_choose_the_theme(server, page):
    page.goto(server.url)
    expect(page.get_by_role("heading", level=1)).to_contain_text(HERO)
    assert ground(page) > 700
    page.get_by_test_id("stMainMenu").get_by_role("button").click()
    page.get_by_role("menuitemradio", name="Dark").click()
    page.wait_for_function(
        "() => getComputedStyle(document.querySelector('[data-testid=stApp]')).backgroundColor"
        ".match(/\\d+/g).slice(0, 3).every((part) => part < 60)"
    )


@pytest.mark.parametrize("path", ["", "/runs"])
def test_no_page_is_wider_than_the_screen(server, open_page, runs_there, path):
    runs_there.run("finished", title="a run with quite a long name, as readers give them when they try many things")
    page = open_page(width=1440, height=844)
    page.goto(server.url + path)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    settled(page)
    for width in (1440, 1280, 390):
        check_it_fits(page, width)
        assert overflow(page) <= 0


def test_everything_on_home_is_reached_with_the_keyboard(server, page):
    page.goto(server.url)
    expect(page.get_by_role("heading", level=1)).to_contain_text(HERO)
    settled(page)
    cards = {f"Open {card.title}" for card in links.lessons()}
    wanted, reached = {"Home", "All runs", *(card.title for card in links.lessons()), *cards}, set()
    for _ in range(100):
        page.keyboard.press("Tab")
        reached |= set(page.evaluate("document.activeElement.innerText.trim()").split("\n"))
        if wanted <= reached:
            break
    assert wanted <= reached, wanted - reached


def test_a_link_followed_with_the_keyboard_opens(server, page):
    page.goto(server.url)
    card = links.lessons()[0]
    page.get_by_role("link", name=f"Open {card.title}").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(card.title)


def test_what_the_keyboard_has_reached_is_seen(server, page):
    page.goto(f"{server.url}/style?view=train&content=scene:lake")
    link, enlarge = page.get_by_role("link", name="In the course"), page.get_by_role("button", name="Fullscreen")
    for reached in (link, enlarge.first):
        reached.focus()
        page.keyboard.press("Shift+Tab")
        page.keyboard.press("Tab")
        expect(reached).to_be_focused()
        expect(reached).to_have_css("outline-style", "solid")
    expect(page.get_by_test_id("stElementToolbar").first).to_have_css("opacity", "1")


def test_each_picture_has_an_alternative_text(server, page, runs_there):
    runs_there.run("finished")
    page.goto(f"{server.url}/runs")
    expect(page.get_by_test_id("stImage").first).to_be_visible()
    alone = page.locator("[data-testid=stImage] img:not([alt])")
    expect(alone).to_have_count(0)


def test_runs_are_ticked_and_laid_side_by_side(server, page, runs_there):
    runs_there.run("finished", title="narrow one", bottleneck=2)
    runs_there.run("finished", title="wide one", bottleneck=32, offset=0.1)
    page.goto(f"{server.url}/runs")
    expect(page.get_by_role("button", name="More")).to_have_count(2)
    assert barriers(page) == []
    for name in ("narrow one", "wide one"):
        page.locator("label", has=page.get_by_role("checkbox", name=f"Compare {name}")).click()
    page.get_by_role("button", name="Compare 2 runs").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Runs side by side")
    expect(page.get_by_role("cell", name="32")).to_be_visible()
    assert "compare=" in page.url
    assert barriers(page) == []
    page.reload()
    expect(page.get_by_role("cell", name="32")).to_be_visible()


def test_a_run_is_renamed_and_deleted_from_the_list(server, page, runs_there):
    runs_there.run("finished", title="another")
    run = runs_there.run("finished", title="working title")
    page.goto(f"{server.url}/runs")
    page.get_by_role("textbox", name="Find").fill("working title")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="More")).to_have_count(1)  # the other one has gone
    page.get_by_role("button", name="More").click()
    name = page.get_by_role("textbox", name="Name", exact=True)
    name.fill("working title, final")
    name.press("Enter")
    page.get_by_role("button", name="Rename").click()
    expect(page.get_by_role("checkbox", name="Compare working title, final")).to_be_attached()
    assert run.title == "working title, final"

    page.get_by_role("button", name="Delete …").click()
    page.get_by_role("button", name="Yes, delete it").click()
    expect(page.get_by_text("No run fits")).to_be_visible()
    assert not run.path.exists()


def test_a_copied_link_repeats_the_settings_and_shows_the_run(server, open_page, runs_there):
    run = runs_there.run("finished", title="to be shared", bottleneck=2, learning_rate=0.01)
    page = open_page(permissions=["clipboard-read", "clipboard-write"])
    page.goto(f"{server.url}/autoencoder?run={run.id}")
    page.get_by_role("button", name="Copy link").click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    link = page.evaluate("navigator.clipboard.readText()")
    assert link.startswith(f"{server.url}/autoencoder?")

    other = open_page()
    other.goto(link)
    expect(other.get_by_text("to be shared")).to_be_visible()
    other.get_by_text("Settings", exact=True).click()
    expect(other.get_by_role("slider", name="Bottleneck")).to_have_attribute("aria-valuetext", "2")
    runs_there.forget(run)
    other.reload()
    expect(other.get_by_text("not on this computer")).to_be_visible()
    assert page.watched.outside == other.watched.outside == []

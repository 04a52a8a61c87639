"""The shell in a real browser: Home paints, pages are reached by mouse and keyboard, in light, dark and on a phone."""

import dataclasses
import json
import re
from urllib.parse import urlencode

import numpy as np
import pytest
from playwright.sync_api import expect
from safetensors.numpy import load_file, save_file

from engine.core import files
from engine.data.uploads import albums
from engine.lessons.encode.concepts import vectors
from engine.weights import shelf
from playground.shell import links
from tests.browser.conftest import check_it_fits, quiet
from tests.engine.core.test_desks import squares
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
    menu.get_by_role("link", name="All runs").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your runs")
    assert page.url.endswith("/runs")
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
    for name in ("narrow one", "wide one"):
        page.locator("label", has=page.get_by_role("checkbox", name=f"Compare {name}")).click()
    page.get_by_role("button", name="Compare 2 runs").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Runs side by side")
    expect(page.get_by_role("cell", name="32")).to_be_visible()
    assert "compare=" in page.url
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


HOSTILE = (
    "![p](http://foreign.example/p.png) [l](http://foreign.example) <img src=//foreign.example/i> "
    "<script src=//foreign.example/s></script> :material/bug: www.foreign.example a@foreign.example"
)


ABROAD = "all => all.map((one) => one.href || one.src).filter((address) => new URL(address).host.includes('foreign'))"


def hostile_things() -> dict[str, str]:
    """Whatever can be named here has a hostile name: page -> the query that shows it."""
    run = fabricate.run("failed", title=HOSTILE[:80], message=HOSTILE, advice=HOSTILE)
    files.put_json(run.path / "previews" / "captions.json", {"reconstructions": HOSTILE})
    run.write_status(dataclasses.replace(run.status(), device=HOSTILE, metrics={"training loss": 1.0, HOSTILE: 2.0}))
    with open(run.path / "events.jsonl", "a") as curves:
        curves.write(json.dumps({"step": run.status().step, "seconds": 1.0, "metrics": {HOSTILE: 2.0}}) + "\n")
    drawer = fabricate.generator("cgan", title=HOSTILE[:80])
    card = shelf.card(drawer.weights) | {"classes": [f"{number} {HOSTILE}" for number in range(26)], "device": HOSTILE}
    save_file(load_file(drawer.weights), drawer.weights, {"card": json.dumps(card)})
    album = albums.save(squares(12), HOSTILE).id
    vectors.keep(HOSTILE, "faces-photo", "difference", np.ones(64), 5, 5)
    return {
        "autoencoder": urlencode(
            {"view": "train", "run": run.id, "data": f"album:{album}", "noise": HOSTILE, "preset": HOSTILE}
        ),
        "runs": "",
        "runs?": urlencode({"compare": f"{run.id},{drawer.id},{HOSTILE}"}),
        "cgan": urlencode({"view": "draw", "model": drawer.id}),
        "concepts": urlencode({"view": "build", "model": "faces-photo"}),
    }


def test_text_in_an_address_a_name_or_a_file_stays_text(server, page, hers):
    """The browser's own reading: no link, no picture, no script, no icon comes of it, and nothing is fetched from elsewhere."""

    def check() -> None:
        expect(page.get_by_text("foreign").first).to_be_attached()
        quiet(page)
        assert page.locator("[href*=foreign], [src*=foreign]").evaluate_all(ABROAD) == []
        assert page.get_by_test_id("stIconMaterial").filter(has_text="bug").count() == 0

    for name, query in hostile_things().items():
        page.goto(f"{server.url}/{name.rstrip('?')}?{query}")
        check()
    page.goto(f"{server.url}/dream")
    page.get_by_role("button", name="Your own").click()
    picture = {"name": HOSTILE.replace("/", "") + ".png", "mimeType": "image/png", "buffer": albums.png(squares(1)[0])}
    page.locator("input[type=file]").set_input_files(picture)
    check()

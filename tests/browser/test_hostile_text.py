"""Hostile text in every parameter of an address, in every field for words, in every name and file: to the browser it is text."""

import ast
import dataclasses
import json
from collections.abc import Callable
from urllib.parse import urlencode

import numpy as np
from playwright.sync_api import Locator, Page, expect
from safetensors.numpy import load_file, save_file

from engine import catalog
from engine.core import files, settings
from engine.data.uploads import albums
from engine.lessons.encode.concepts import vectors
from engine.weights import shelf
from tests.browser.conftest import quiet
from tests.engine.core.test_desks import squares
from tests.playground import fabricate, parameters

HOSTILE = (
    "![p](http://foreign.example/p.png) [l](http://foreign.example) <img src=//foreign.example/i> "
    "<script src=//foreign.example/s></script> :material/bug: www.foreign.example a@foreign.example"
)
SHORT = "![p](//foreign.example) :material/bug:"
"""Some names have at most forty letters."""

ABROAD = "all => all.map((one) => one.href || one.src).filter((address) => new URL(address).host.includes('foreign'))"

GO = """async (address) => {
    history.pushState(null, "", address);
    dispatchEvent(new PopStateEvent("popstate"));
}"""
"""As the browser's own way back and forth: the page stays, and only what it shows is asked for anew."""


def arrive(page: Page) -> None:
    """What was just done has been asked of the server, and is answered."""
    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    quiet(page)


def check(page: Page) -> None:
    """No link, no picture, no script, no icon comes of it. What was fetched from elsewhere, `page` knows in the end."""
    arrive(page)
    assert page.locator("[href*=foreign], [src*=foreign]").evaluate_all(ABROAD) == [], page.url
    assert page.get_by_test_id("stIconMaterial").filter(has_text="bug").count() == 0, page.url


def write(page: Page, label: str, within: Locator | None = None) -> None:
    field = (within or page).get_by_role("textbox", name=label, exact=True)
    field.fill(SHORT)
    field.press("Enter")
    check(page)


def belongings() -> dict[str, str]:
    """Whatever can be named here has a hostile name. What an address calls it."""
    run = fabricate.run("failed", title=HOSTILE[:80], message=HOSTILE, advice=HOSTILE)
    files.put_json(run.path / "previews" / "captions.json", {"reconstructions": HOSTILE})
    run.write_status(dataclasses.replace(run.status(), device=HOSTILE, metrics={"training loss": 1.0, HOSTILE: 2.0}))
    with open(run.path / "events.jsonl", "a") as curves:
        curves.write(json.dumps({"step": run.status().step, "seconds": 1.0, "metrics": {HOSTILE: 2.0}}) + "\n")
    drawer = fabricate.generator("cgan", title=HOSTILE[:80])
    card = shelf.card(drawer.weights) | {"classes": [f"{number} {HOSTILE}" for number in range(26)], "device": HOSTILE}
    save_file(load_file(drawer.weights), drawer.weights, {"card": json.dumps(card)})
    vectors.keep(HOSTILE, "faces-photo", "difference", np.ones(64), 5, 5)
    return {"run": run.id, "drawer": drawer.id, "album": f"album:{albums.save(squares(12), HOSTILE).id}"}


def rename_and_find(page: Page) -> None:
    page.get_by_role("button", name="More").first.click()
    write(page, "Name")
    page.get_by_role("button", name="Rename").click()
    expect(page.get_by_text(SHORT[:14]).first).to_be_attached()
    page.keyboard.press("Escape")
    write(page, "Find")


def name_an_album(page: Page) -> None:
    page.get_by_role("button", name="Use your own").click()
    write(page, "Name", page.get_by_test_id("stPopoverBody"))


def name_a_vector(page: Page) -> None:
    write(page, "as")
    page.get_by_role("radio", name="By hand").click()
    write(page, "What the faces have in common")


def say_something_else(page: Page) -> None:
    write(page, "The sentence to walk to")
    write(page, "Your sentence")


def paste_a_text(page: Page) -> None:
    page.get_by_role("button", name="Your own text").click()
    write(page, "Paste it here")
    page.get_by_role("textbox", name="Paste it here").press("Control+Enter")


def bring_a_picture(page: Page) -> None:
    page.get_by_role("button", name="Your own").click()
    picture = {"name": HOSTILE.replace("/", "") + ".png", "mimeType": "image/png", "buffer": albums.png(squares(1)[0])}
    page.locator("input[type=file]").set_input_files(picture)
    expect(page.get_by_text("foreign").first).to_be_attached()


@dataclasses.dataclass(frozen=True)
class Visit:
    """An address all of whose parameters are hostile but for these, and what a hand does there."""

    page: str
    said: dict[str, str] = dataclasses.field(default_factory=dict)
    hand: Callable[[Page], None] | None = None
    fields: tuple[str, ...] = ()
    """The labels of those fields for words that the hand writes into."""


# `{run}` and so on are of `belongings`. A run that an address names leads to the training view, so other views are told none. No page
# comes twice in a row: an address counts when its page is new.
VISITS = (
    Visit("runs", {}, rename_and_find, ("Name", "Find")),
    Visit("autoencoder", {"view": "train", "run": "{run}", "data": "{album}"}),
    Visit("runs", {"compare": f"{{run}},{{drawer}},{HOSTILE}"}),
    Visit("autoencoder", {"view": "repair"}),
    Visit("course"),
    Visit("vae", {"view": "train"}, name_an_album, ("Name",)),
    Visit(
        "concepts", {"view": "build", "model": "faces-photo"}, name_a_vector, ("as", "What the faces have in common")
    ),
    Visit("gan", {"view": "museum"}),
    Visit("cgan", {"view": "draw", "model": "{drawer}"}),
    Visit(
        "stackgan",
        {"view": "words", "say": f"a red circle {HOSTILE}"},
        say_something_else,
        ("The sentence to walk to", "Your sentence"),
    ),
    Visit("letters", {"view": "train"}, paste_a_text, ("Paste it here",)),
    Visit("cyclegan", {"view": "translate"}),
    Visit("pix2pix", {"view": "draw"}),
    Visit("style", {"view": "train"}),
    Visit("pix2pix", {"view": "compare"}),
    Visit("brush", {"view": "paint"}),
    Visit("dream", {"view": "train"}, bring_a_picture),
)
"""On their way lie the places that read parameters, each once, and all fields for words."""


def address(visit: Visit, known: dict[str, str]) -> str:
    names = parameters.of_lesson(visit.page) if visit.page in catalog.CARDS else parameters.of_pages()
    said = {name: text.format(**known) for name, text in visit.said.items()}
    query = dict.fromkeys(sorted(names), HOSTILE) | said
    for name in {"run", "compare"} - {*said}:
        del query[name]
    return f"/{visit.page}?{urlencode(query)}"


def test_hostile_text_stays_text(server, page, hers):
    """One tab goes to all addresses, and writes into the fields that it finds there."""
    known = belongings()
    page.goto(server.url)
    quiet(page)
    for visit in VISITS:
        page.evaluate(GO, address(visit, known))
        title = catalog.CARDS[visit.page].title if visit.page in catalog.CARDS else ""
        expect(page.get_by_role("heading", level=1).filter(has_text=title)).to_be_visible()
        check(page)
        if visit.hand:
            visit.hand(page)
            check(page)


IN_A_CLASS = {"What this desk is called", "The teacher's passphrase"}
"""Fields that a class alone has: test_desks writes into them."""


def test_no_field_for_words_is_left_out():
    asked = {
        next(one.value for one in ast.walk(node.args[0]) if isinstance(one, ast.Constant))
        for file in (settings.ROOT / "playground").rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and ast.unparse(node.func).endswith((".text_input", ".text_area", ".chat_input"))
    }
    assert asked == {label for visit in VISITS for label in visit.fields} | IN_A_CLASS


EVERYWHERE = {"run", "model", "view"}
"""Whatever lesson an address names, the same code reads these."""


def test_no_lesson_that_reads_parameters_of_its_own_is_left_out():
    lessons = settings.ROOT / "playground" / "lessons"
    reading = {
        file.relative_to(lessons).parts[1] for file in lessons.rglob("*.py") if parameters.of_file(file) - EVERYWHERE
    }
    assert reading <= {visit.page for visit in VISITS}

"""A run from the first press to the last file, by hand: start, watch, steer, pause, lose and find it again, export."""

import json
import os
import re
import signal

from playwright.sync_api import expect

from engine.core import settings
from engine.runs import store
from tests.browser.accessible import barriers
from tests.browser.conftest import serve, stop, wait_for
from tests.engine.runs.test_jobs import process_of

ENDLESS = "view=train&pictures=200&width=4&batch=16&steps=200000&noise=gaussian&preview_every=50"
SHORT = "view=train&pictures=200&width=4&batch=16&steps=30&preview_every=10"


def start(page, server, settings_: str) -> None:
    page.goto(f"{server.url}/autoencoder?{settings_}")
    page.get_by_role("button", name="Train", exact=True).last.click()
    page.wait_for_url(re.compile("run=autoencoder-"))


def step_shown(page) -> int:
    """The number in "Step 1,234 of 200,000"."""
    said = page.get_by_text(re.compile(r"^Step [\d,]+ of")).inner_text()
    return int(re.match(r"Step ([\d,]+)", said)[1].replace(",", ""))


def moves_on(page) -> None:
    """Wait until the step that the page shows is a later one."""
    before = step_shown(page)
    page.wait_for_function(
        """before => [...document.querySelectorAll("p")].some((one) => {
            const found = /^Step ([\\d,]+) of/.exec(one.textContent);
            return found && Number(found[1].replaceAll(",", "")) > before; })""",
        arg=before,
    )


def redraws(page) -> int:
    return page.evaluate(
        """() => Math.max(0, ...[...document.querySelectorAll("*")].map((one) => one.shadowRoot).filter(Boolean)
            .flatMap((root) => [...root.querySelectorAll("[data-redraws]")]).map((one) => Number(one.dataset.redraws)))"""
    )


def test_a_run_is_started_steered_lost_and_found_again(open_page, server, hers):
    page = open_page()  # a reload breaks off what was being fetched, and the console says so
    start(page, server, ENDLESS)
    expect(page.get_by_text(re.compile(r"^Step [1-9][\d,]* of"))).to_be_visible()
    (run,) = hers()
    drawn = redraws(page)
    moves_on(page)
    wait_for(lambda: redraws(page) > drawn, "the curves are drawn again")
    film = page.get_by_text(re.compile(r"Step [\d,]+\. Held-out"))
    before = film.inner_text()
    expect(film).not_to_have_text(before)

    knob = page.get_by_role("slider", name=re.compile("^Noise level"))
    knob.focus()
    for _ in range(5):
        page.keyboard.press("ArrowRight")
    wait_for(lambda: run.curves().refresh().turns, "the turned knob is in the record")
    assert run.curves().refresh().turns[-1][1]["noise_level"] > 0.4

    page.get_by_role("button", name="Pause").click()
    expect(page.get_by_role("button", name="Go on")).to_be_visible()
    assert run.status().state == "paused"
    assert barriers(page) == []
    page.get_by_role("button", name="Go on").click()
    wait_for(lambda: run.status().state == "training", "it trains again")

    page.reload()
    expect(page.get_by_text(re.compile(r"^Step [1-9][\d,]* of"))).to_be_visible()
    moves_on(page)
    assert [one.id for one in hers()] == [run.id], "reloading starts nothing"

    os.kill(process_of(run), signal.SIGKILL)
    expect(page.get_by_text("The training process ended without a word.", exact=False)).to_be_visible()
    page.get_by_role("button", name="Resume").click()
    wait_for(lambda: run.status().state == "training", "it resumes from its last snapshot")

    page.get_by_role("button", name="Stop", exact=True).last.click()
    wait_for(lambda: run.status().state == "stopped", "it stops")
    expect(page.get_by_role("button", name="Resume")).to_be_visible()


def test_a_run_is_taken_away_in_every_form(page, server, hers):
    start(page, server, SHORT)
    wait_for(lambda: hers() and hers()[0].status().state == "finished", "it finishes")
    export = page.get_by_role("button", name="Export")
    expect(page.get_by_role("button", name="Train on")).to_be_visible()
    expect(export).to_have_count(1)  # where the panel of the finished run takes over, both are there for an instant
    export.click()
    for words, check in {
        "Weights (safetensors)": lambda content: (
            "dtype" in json.loads(content[8 : 8 + int.from_bytes(content[:8], "little")])["decoder.layers.0.weight"]
        ),
        "Curves (CSV)": lambda content: content.startswith(b"step,seconds,training loss"),
        "Film (GIF)": lambda content: content.startswith(b"GIF89a"),
        "Notebook that repeats it": lambda content: json.loads(content)["nbformat"] == 4,
        "Everything in one zip": lambda content: content.startswith(b"PK"),
    }.items():
        with page.expect_download() as waiting:
            page.get_by_role("button", name=words).click()
        assert check(waiting.value.path().read_bytes()), words


def test_a_run_outlives_its_server(open_page, tmp_path, monkeypatch):
    home = tmp_path / "served"
    monkeypatch.setenv("ATELIER_HOME", str(home))
    script = settings.ROOT / "playground" / "Home.py"
    page = open_page()
    shown = page.get_by_text(re.compile(r"^Step [1-9][\d,]* of"))
    try:
        for server in serve(script, home, ATELIER_SPARE="1"):
            start(page, server, ENDLESS)
            expect(shown).to_be_visible()
        (run,) = store.every()
        step = run.status().step
        for server in serve(script, home):
            page.goto(f"{server.url}/autoencoder?view=train&run={run.id}")
            expect(shown).to_be_visible()
            moves_on(page)
            assert run.status().state == "training" and run.status().step > step
    finally:
        stop(store.every(), home)

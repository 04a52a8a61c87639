"""A GAN by hand: train, watch, steer, take single steps, rewind, branch, compare; and an exhibit that shows its symptom."""

import re

from playwright.sync_api import expect

from engine.runs import store
from engine.weights import checkpoint
from tests.browser.accessible import barriers
from tests.browser.conftest import check_it_fits, quiet, wait_for
from tests.browser.test_training import moves_on, redraws

ENDLESS = "view=train&pictures=200&width=4&batch=16&steps=200000&preview_every=25"


def start(page, server):
    page.goto(f"{server.url}/gan?{ENDLESS}")
    page.get_by_role("button", name="Train", exact=True).last.click()
    page.wait_for_url(re.compile("run=gan-"))
    expect(page.get_by_text(re.compile(r"^Step [1-9][\d,]* of"))).to_be_visible()
    (run,) = store.every("gan")
    return run


def press(page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def test_a_gan_is_watched_steered_stepped_and_branched(page, server, hers):
    run = start(page, server)
    drawn = redraws(page)
    moves_on(page)
    wait_for(lambda: redraws(page) > drawn, "the curves are drawn again")
    film = page.get_by_text(re.compile(r"Step [\d,]+\. Made from always the same noise"))
    before = film.inner_text()
    expect(film).not_to_have_text(before)

    knob = page.get_by_role("slider", name="Steps of D per step of G")
    knob.focus()
    page.keyboard.press("ArrowRight")
    wait_for(lambda: run.curves().refresh().turns, "the turned knob is in the record")
    assert run.curves().refresh().turns[-1][1] == {"k": 2}

    press(page, "Pause")
    expect(page.get_by_role("button", name="Go on")).to_be_visible()
    wait_for(lambda: run.status().state == "paused", "it rests")
    before = checkpoint.load_state(run.path / "resume.pt")
    press(page, "Train D once")
    wait_for(lambda: checkpoint.load_state(run.path / "resume.pt")["step"] == before["step"] + 1, "one step is done")
    after = checkpoint.load_state(run.path / "resume.pt")
    drew, judged = (
        not before["networks"][name][weight].equal(after["networks"][name][weight])
        for name, weight in (("generator", "layers.0.weight"), ("discriminator", "out.weight"))
    )
    assert judged and not drew, "D has learnt, G stood still"

    expect(film).to_contain_text(f"Step {after['step']:,}.")
    quiet(page)
    page.get_by_text("Rewind and branch").click()
    page.get_by_role("slider", name="Go back to").focus()
    page.keyboard.press("Home")
    press(page, "Branch from here")
    page.wait_for_function("id => !location.search.includes(id)", arg=run.id)
    wait_for(lambda: len(store.every("gan")) == 2, "the branch is a run of its own")
    branch = store.every("gan")[0]
    assert branch.parent == run.id and run.status().step == after["step"], "the run itself stays as it is"

    expect(page.get_by_text("Beside the run that it repeats")).to_be_visible()
    expect(page.get_by_text(re.compile(r"^A · ")).first).to_be_visible()
    expect(page.get_by_text(re.compile(r"^B · ")).first).to_be_visible()
    wait_for(lambda: branch.status().step > 1, "the branch goes on from its moment")


def test_an_exhibit_shows_its_symptom_in_words(page, server, hers):
    page.goto(f"{server.url}/gan?view=museum&preset=collapse")
    press(page, "Break it")
    said = page.locator("strong").filter(has_text=re.compile(r"It has collapsed: made pictures are \d+% as diverse"))
    expect(said).to_be_visible()


def test_the_page_fits_its_window(page, server):
    page.goto(f"{server.url}/gan?view=museum&preset=collapse")
    expect(page.get_by_role("button", name="Break it")).to_be_visible()
    check_it_fits(page, 1280, 390)


def test_an_exhibits_film_and_its_curve_move_together_and_wait_for_a_guess(page, server):
    page.goto(f"{server.url}/gan?view=museum&preset=collapse")
    scrub = page.get_by_role("slider", name="Frame", exact=True)
    scrub.fill("6")
    chart = page.locator(".chart").first
    step = page.locator(".film").get_attribute("data-step")
    expect(chart).to_have_attribute("data-moment", step)
    chart.locator("canvas").click(position={"x": 330, "y": 60})
    expect(page.locator(".film")).not_to_have_attribute("data-step", step)
    expect(page.locator(".film").get_by_text("It has collapsed")).to_be_visible()

    page.get_by_text("Predict, then see").click()
    expect(page.locator(".film")).to_have_count(0)
    chart = page.locator(".chart").first
    box = chart.locator("canvas").bounding_box()
    page.mouse.move(box["x"] + 70, box["y"] + 40)
    page.mouse.down()
    page.mouse.move(box["x"] + 300, box["y"] + 90, steps=8)
    page.mouse.up()
    expect(chart).to_have_attribute("data-guessed", re.compile(r"^[3-9]$"))
    press(page, "Show what happened")
    expect(page.get_by_text("Your guess was off by")).to_be_visible()
    assert not barriers(page)


def test_one_step_lights_the_lines_that_act(page, server):
    page.goto(f"{server.url}/gan?view=slow")
    expect(page.locator(".line.lit")).to_have_count(2)
    layers = page.locator(".layers button")
    expect(layers.last).to_have_attribute("aria-pressed", "true")
    shown = page.get_by_role("img", name=layers.first.inner_text())
    expect(shown).to_have_count(0)
    layers.first.hover()
    expect(shown).to_have_count(9)
    for name in ("Verdicts", "D's loss", "D moves", "G's loss", "Gradient", "G moves"):
        press(page, "Next")
        expect(page.locator("[aria-current=step]")).to_contain_text(name)
        expect(page.locator(".line.lit").first).to_be_visible()
    assert not barriers(page)

"""Letter by letter under a real hand: the temperature re-writes the text, and another letter goes on from where it was put."""

from playwright.sync_api import expect

from tests.browser.conftest import check_big_fits, quiet

DESK = "letters.writer"


def opened(page, server):
    page.goto(f"{server.url}/letters?view=write&model=letters-bestiary")
    page.wait_for_function("name => window.__atelier?.[name]?.text?.length === 400", arg=DESK)
    quiet(page)
    return page


def text(page) -> str:
    page.wait_for_function("name => window.__atelier[name].text.length === 400", arg=DESK)
    return page.evaluate("name => window.__atelier[name].text", DESK)


def test_the_hand_on_the_temperature_and_on_a_letter(page, server):
    opened(page, server)
    before = text(page)
    assert before.startswith("The moon")
    slider = page.get_by_role("slider", name="Temperature")
    slider.press("End")
    hot = text(page)
    assert hot != before and hot.startswith("The moon")
    at = next(place for place, pair in enumerate(zip(before, hot, strict=True)) if pair[0] != pair[1])
    expect(page.locator(".writer .branch")).to_have_attribute("data-at", str(at))
    slider.press("Home")
    cold = text(page)
    page.locator(".writer .page [data-at='30']").click()
    bar = page.locator(".writer .bar").nth(1)
    letter = bar.get_attribute("aria-label").removeprefix("Put ")[0].replace("␣", " ").replace("↵", "\n")
    bar.click()
    put = text(page)
    assert put[:30] == cold[:30] and put[30] == letter != cold[30]
    check_big_fits(page)

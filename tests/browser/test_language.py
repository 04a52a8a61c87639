"""Two languages in a real browser: the browser's own at first, the reader's choice afterwards, and nothing that was set is lost."""

from playwright.sync_api import expect

from tests.browser.conftest import check_it_fits, quiet

TORN = """() => [...document.querySelectorAll("body *")]
    .filter((node) => [...node.childNodes].some((part) => part.nodeType === Node.TEXT_NODE && /[가-힣]{2}/.test(part.data)))
    .filter((node) => node.getClientRects().length && getComputedStyle(node).wordBreak !== "keep-all")
    .map((node) => node.textContent)"""
"""Texts in Hangul that may break within a word."""


def test_a_reader_changes_the_language_and_keeps_what_was_set(server, page):
    page.goto(f"{server.url}/vae?view=train")
    expect(page.get_by_role("heading", level=1)).to_have_text("Latent explorer")
    page.get_by_text("Too few pictures", exact=True).click()
    expect(page.get_by_text("Sixty pictures are soon known by heart.")).to_be_visible()
    quiet(page)

    page.get_by_role("radio", name="한국어").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("잠재 공간 탐험")
    expect(page.get_by_text("그림 예순 장은 금세 외워 버려요.")).to_be_visible()
    expect(page.get_by_role("button", name="학습하기")).to_be_enabled()
    quiet(page)
    assert "batch=32" in page.url and "pictures=60" in page.url and "preset=too-few" in page.url

    page.goto(server.url)  # the browser remembers it
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "그림을 만드는 네트워크를 보고, 움직이고, 망가뜨리고, 고쳐 보세요."
    )


def test_a_korean_browser_is_answered_in_korean_while_others_read_english(server, open_page):
    korean, english = open_page(390, 844, locale="ko-KR"), open_page()
    for page in (korean, english):
        page.goto(server.url + "/vae")
    expect(korean.get_by_role("heading", level=1)).to_have_text("잠재 공간 탐험")
    expect(english.get_by_role("heading", level=1)).to_have_text("Latent explorer")
    expect(korean.get_by_role("button", name="아무 데나")).to_be_visible()  # a component's own words
    quiet(korean)
    check_it_fits(korean)
    assert korean.evaluate(TORN) == [], "Korean words are torn at the end of a line"
    english.goto(server.url + "/vae?lang=ko")
    expect(english.get_by_role("heading", level=1)).to_have_text("잠재 공간 탐험")
    assert korean.watched.errors == english.watched.errors == []

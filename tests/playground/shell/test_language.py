"""The language of a visit: the link's, the reader's own, the teacher's, the browser's; and a switch that keeps what is on the page."""

import pytest

from engine.core import files, settings
from engine.language import catalogues, words
from playground.shell import language as visits
from playground.shell import links
from tests.playground.lessons.test_every_lesson import opened


def chosen(at) -> str:
    return at.button_group(key=visits.SWITCH).value


def speaks(at) -> str:
    """The language in which the lesson's own button asks to train."""
    return at.button(key="vae.go").label


@pytest.fixture
def browser(monkeypatch):
    """What a browser sends with its visit."""
    sent = {"locale": "en-US", "cookies": {}}

    class Context:
        locale = property(lambda self: sent["locale"])
        cookies = property(lambda self: sent["cookies"])

    monkeypatch.setattr(visits.st, "context", Context())
    return sent


def test_the_browsers_language_is_spoken_and_a_link_may_ask_for_another(app, browser):
    browser["locale"] = "ko-KR"
    at = opened(app, "vae", view="train")
    assert chosen(at) == "ko" and speaks(at) == "학습하기"


def test_a_link_says_a_language_and_the_hand_another_which_then_stays(app, browser):
    at = opened(app, "vae", view="train", lang="ko", beta="4.0")
    assert speaks(at) == "학습하기" and not at.exception
    with words.speaking("ko"):  # as this browser shows its choices
        at.button_group(key=visits.SWITCH).set_value("en").run()
    assert speaks(at) == "Train" and at.query_params["lang"] in ("en", ["en"])
    assert at.session_state["form.vae.beta"] == 4.0, "what was set stays set"


def test_what_a_browser_remembers_counts_more_than_its_own_language_and_the_teachers(app, browser, monkeypatch, home):
    monkeypatch.setenv("ATELIER_CLASS", "1")
    browser["locale"] = "ko-KR"
    files.put_json(settings.home() / "class.json", {"language": "ko"})
    browser["cookies"] = {visits.COOKIE: "en"}
    assert speaks(opened(app, "vae", view="train")) == "Train"


def test_the_teachers_choice_counts_for_who_has_chosen_nothing(app, browser, monkeypatch, home):
    monkeypatch.setenv("ATELIER_CLASS", "1")
    files.put_json(settings.home() / "class.json", {"language": "ko"})
    assert speaks(opened(app, "vae", view="train")) == "학습하기"


def test_a_teacher_chooses_for_the_class_on_its_page(app, browser, monkeypatch, home):
    monkeypatch.setenv("ATELIER_TEACHER", "open sesame")
    app.session_state["class.admitted"] = True
    app.switch_page(links.CLASS)
    at = app.run()
    assert at.button_group(key=visits.CLASS_SWITCH).value == ""
    at.button_group(key=visits.CLASS_SWITCH).set_value("ko").run()
    assert visits.of_class() == "ko" and not at.exception and not at.error


def test_a_made_up_language_is_none(app, browser):
    browser["cookies"] = {visits.COOKIE: "<b>"}
    assert chosen(opened(app, "vae", view="train", lang="xx")) == words.SOURCE


def test_a_third_language_is_a_line_and_a_folder(app, browser, monkeypatch, tmp_path):
    """One without a single translated sentence shows English."""
    monkeypatch.setitem(words.LANGUAGES, "fr", "Français")
    monkeypatch.setattr(catalogues, "FOLDER", tmp_path)
    at = opened(app, "vae", view="train", lang="fr")
    assert chosen(at) == "fr" and speaks(at) == "Train" and not at.exception

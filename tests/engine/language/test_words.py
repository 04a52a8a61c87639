"""Sentences in the reader's language: fillings, plurals, contexts, and people who never hear each other's."""

import threading

import pytest

from engine.language import catalogues, pseudo, words
from engine.language.words import N_, _, _n, _p, speaking

KOREAN = """
msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: nplurals=1; plural=0;\\n"

msgid "Train"
msgstr "학습"

msgctxt "noun"
msgid "Train"
msgstr "기차"

msgid "{name} was deleted."
msgstr "{name}을(를) 지웠어요."

msgid "{n} picture"
msgid_plural "{n} pictures"
msgstr[0] "그림 {n}장"
"""


@pytest.fixture(autouse=True)
def known(monkeypatch, tmp_path):
    """Two languages, of which one has a catalogue."""
    folder = tmp_path / "ko" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "all.po").write_text(KOREAN, encoding="utf-8")
    monkeypatch.setattr(catalogues, "FOLDER", tmp_path)
    catalogues._of.cache_clear()
    yield tmp_path
    catalogues._of.cache_clear()


def test_english_stands_in_the_code_and_is_filled():
    assert _("Train") == N_("Train") == "Train"
    assert _("{name} was deleted.", name="A {b}") == "A {b} was deleted."
    assert [_n("{n} picture", "{n} pictures", n) for n in (1, 3)] == ["1 picture", "3 pictures"]
    assert _("a {brace} without a filling") == "a {brace} without a filling"


def test_another_language_comes_from_its_catalogue():
    with speaking("ko"):
        assert (_("Train"), _p("noun", "Train"), _p("verb", "Train")) == ("학습", "기차", "Train")
        assert [_n("{n} picture", "{n} pictures", n) for n in (1, 3)] == ["그림 1장", "그림 3장"]
        assert _("{name} was deleted.", name="그림") == "그림을 지웠어요."
        assert _("{name} was deleted.", name="VAE") == "VAE를 지웠어요."
        assert _("what no catalogue knows") == "what no catalogue knows"
        assert _("") == ""
    assert _("Train") == "Train"


def test_catalogues_are_compiled_once_and_again_when_they_change(known, monkeypatch):
    asked = []
    monkeypatch.setattr(
        catalogues, "compile_all", lambda texts, before=catalogues.compile_all: asked.append(1) or before(texts)
    )
    for _again in range(2):
        catalogues._of.cache_clear()
        with speaking("ko"):
            assert _("Train") == "학습"
    assert len(asked) == 1
    file = known / "ko" / "LC_MESSAGES" / "all.po"
    file.write_text(file.read_text(encoding="utf-8").replace("학습", "훈련"), encoding="utf-8")
    catalogues._of.cache_clear()
    with speaking("ko"):
        assert _("Train") == "훈련"
    assert len(list((known / "ko").glob("compiled-*.mo"))) == 1, "the old one is gone"


def test_where_nothing_can_be_written_they_are_compiled_in_memory(known, monkeypatch):
    monkeypatch.setattr(catalogues.os, "replace", lambda *_: (_ for _ in ()).throw(PermissionError()))
    with speaking("ko"):
        assert _("Train") == "학습"


def test_people_who_are_served_at_the_same_time_never_hear_each_others_language():
    wrong, start = [], threading.Barrier(8)

    def visit(name: str, said: str) -> None:
        with speaking(name):
            start.wait()
            wrong.extend(name for _try in range(300) if _("Train") != said)

    visitors = [threading.Thread(target=visit, args=pair) for pair in (("en", "Train"), ("ko", "학습")) * 4]
    for one in visitors:
        one.start()
    for one in visitors:
        one.join()
    assert wrong == [] and _("Train") == "Train"


@pytest.mark.parametrize(
    ("wished", "found"),
    [
        ("ko-KR", "ko"),
        ("ko_KR.UTF-8", "ko"),
        ("KO", "ko"),
        ("en-GB", "en"),
        ("C.UTF-8", None),
        ("", None),
        ("kok", None),
    ],
)
def test_a_languages_name_is_understood_as_systems_and_browsers_write_it(wished, found):
    assert words.nearest(wished) == found


def test_a_command_speaks_what_the_terminal_says(monkeypatch):
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    assert words.of_environment() == "en"
    monkeypatch.setenv("LANG", "ko_KR.UTF-8")
    assert words.of_environment() == "ko"
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    assert words.of_environment() == "en"


def test_the_made_up_language_changes_what_is_read_and_nothing_else():
    with speaking(pseudo.NAME):
        said = _("Draw **{n:,}** pictures of [it](http://x.org) :material/draw: at $x_n$", n=1000)
        assert said.startswith("Dràw **1,000** pîçtûrés õf [ît](http://x.org) :material/draw: àt $x_n$ ~~~")
        assert _n("{n} cat", "{n} cats", 1) == "1 çàt ~" and _p("verb", "Go") == "Gõ"
        assert _("flowchart LR\n A --> B") == "flowchart LR\n A --> B"

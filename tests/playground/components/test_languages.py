"""Components speak the reader's language: their sentences travel with their data."""

import re
from typing import Any

import pytest

from engine.language import words
from playground.components.shared import assets


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """What goes to the browser."""
    found: list[Any] = []
    monkeypatch.setattr(
        "streamlit.components.v2.component", lambda *_given, **_named: lambda data, **_how: found.append(data)
    )
    return found


def test_sentences_travel_with_the_data_of_whoever_reads_another_language(sent):
    show = assets.component("square")
    show(data={"n": 1})
    with words.speaking("ko"):
        show(data={"n": 2})
    assert sent[0] == {"n": 1}
    assert sent[1]["n"] == 2
    assert sent[1]["language"] == "ko"


def test_nothing_is_called_as_the_translator_where_it_is_needed():
    hidden = [
        file.relative_to(assets.COMPONENTS).as_posix()
        for file in sorted(assets.COMPONENTS.rglob("*.js"))
        if re.search(r'(?<![\w.])_\("', text := file.read_text(encoding="utf-8")) and re.search(r"\(_[,)]", text)
    ]
    assert hidden == [], "a parameter called _ hides the function that translates: give it a name"


def test_weights_hold_no_sentences_and_cross_as_they_are(sent):
    show = assets.component("weights", "weights/nets.js", "shared/network.js")
    with words.speaking("ko"):
        show(data=b"numbers")
    assert sent == [b"numbers"]

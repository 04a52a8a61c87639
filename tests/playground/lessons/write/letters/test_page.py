"""The pages of Letter by letter: what the components are given, own texts, and a run's drafts."""

import pytest
from PIL import Image

from engine.lessons.write.letters import film
from engine.lessons.write.letters.config import LettersConfig
from engine.lessons.write.letters.texts import library, own
from engine.runs import store
from playground.components.drafts import drafts as drafts_component
from playground.components.reading import reading as reading_component
from playground.components.writer import writer as writer_component
from playground.runs import start
from tests.playground.reading import words


def opened(app, **link: str):
    app.switch_page("lessons/write/letters/page.py")
    for name, value in link.items():
        app.query_params[name] = value
    return app.run()


@pytest.fixture
def given(monkeypatch):
    """What components get."""
    seen = {}
    for module in (writer_component, drafts_component, reading_component):
        name = module.__name__.rpartition(".")[2]
        monkeypatch.setattr(module, "_component", lambda name=name, **how: seen.update({name: how["data"]}))
    return seen


def test_the_desk_gets_the_machine_and_what_it_read(app, given):
    at = opened(app, model="letters-melodies")
    assert not at.exception and given["writer"]["music"] and given["writer"]["opening"] == "X:1\nT:"
    assert given["writer"]["model"]["kind"] == "Lstm" and len(given["writer"]["read"]) == 200_000
    at.selectbox(key="letters.model").set_value("letters-bestiary").run()
    assert not given["writer"]["music"]


def test_how_it_learnt_begins_with_noise_and_ends_with_sentences(app, given):
    at = opened(app, view="learn", model="letters-bestiary")
    pieces = given["drafts"]["drafts"]
    assert [one["step"] for one in pieces][:4] == [1, 2, 5, 10] and pieces[-1]["step"] >= 1_000
    assert all(len(one["passage"]) == film.LENGTH and one["passage"].startswith("The moon") for one in pieces)
    assert "lives" in pieces[-1]["passage"] and "lives" not in pieces[0]["passage"] and not pieces[0]["known"]
    ours, counted = (float(metric.value) for metric in at.metric)
    assert ours < 1.5 < counted


def test_the_page_finds_a_unit_that_counts_how_long_the_line_is(app, given):
    at = opened(app, view="inside", model="letters-bestiary")
    assert not at.exception
    assert any(
        one["words"] == "how long the line is" and abs(one["agreement"]) > 0.7 for one in given["reading"]["found"]
    )


def test_an_own_text_is_kept_and_learnt_from(app, given, monkeypatch):
    begun = []
    monkeypatch.setattr(start, "begin", lambda lesson, config: begun.append(config))
    at = opened(app, view="train")
    at.text_area(key="letters.pasted").set_value("All work and no play makes Jack a dull boy. " * 60).run()
    at.button(key="letters.keep").click().run()
    assert not at.exception
    [name] = own.kept()
    assert at.session_state["form.letters.text"] == "own" and name in words(at)
    at.button(key="letters.go").click().run()
    assert begun[-1].text == "own" and library.load("own", 200_000, begun[-1].own).train.startswith("All work")


def test_an_own_text_that_is_not_here_is_a_sentence(app):
    at = opened(app, view="train", text="own", own="gone-00000000")
    at.button(key="letters.go").click().run()
    assert "no text of yours called" in words(at)


def test_a_runs_drafts_are_read_from_its_pictures(app, given):
    run = store.create("letters", LettersConfig(letters=5_000))
    text = library.load("bestiary", 5_000)
    piece = text.train[: film.LENGTH]
    Image.fromarray(film.picture(piece, text.letters)).save(run.path / "previews" / "00000005-samples.png")
    at = opened(app, view="train", run=run.id)
    assert not at.exception
    assert given["drafts"]["drafts"] == [{"step": 5, "passage": piece, "known": [[0, film.LENGTH]]}]


def test_side_by_side_stand_an_lstm_and_a_transformer_of_one_text_and_size(app, monkeypatch):
    seen = {}
    monkeypatch.setattr(writer_component, "_component", lambda **how: seen.update({how["key"]: how["data"]}))
    at = opened(app, view="beside")
    assert not at.exception
    assert [data["model"]["kind"] for data in seen.values()] == ["Lstm", "Transformer"]
    assert len({data["opening"] for data in seen.values()}) == 1
    assert "99,658 weights" in words(at) and "99,845 weights" in words(at)

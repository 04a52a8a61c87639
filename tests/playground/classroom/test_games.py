"""The wall of games: whose players lie furthest apart hangs first, and what is no game does not hang there."""

import pytest

from engine import catalog
from engine.core import desks
from engine.runs import overview, store
from engine.runs.run import Run, Status
from playground.classroom import games, passphrase, wall
from tests.playground.classroom.test_desks import KEY_B, PHRASE, seated, shared
from tests.playground.reading import words

__all__ = ["shared"]


def at_work(desk: str, lesson: str, state: str = "training", **metrics: float) -> None:
    with desks.at(desk):
        run = store.create(lesson, catalog.card(lesson).config(), title=f"{lesson} of {desk[:4]}")
        told = {"D(x)": metrics["real"], "D(G(z))": metrics["made"]} if metrics else {}
        run.write_status(Status(state=state, step=3, steps=9, metrics=told))


@pytest.fixture
def class_at_work(shared, monkeypatch):
    monkeypatch.setattr(Run, "_tended", lambda run, status: True)
    one, other = desks.of_key(desks.new_key()), desks.of_key(KEY_B)
    at_work(one, "gan", real=0.55, made=0.45)
    at_work(one, "vae")
    at_work(one, "gan", "finished", real=0.9, made=0.0)
    at_work(other, "progan", real=0.1, made=0.8)
    at_work(other, "points")


def test_the_largest_difference_comes_first_and_who_has_said_nothing_last(class_at_work):
    found = games.running(overview.look())
    assert [game.glance.run.lesson for game in found] == ["progan", "gan", "points"]
    assert found[0].apart == pytest.approx(-0.7) and found[2].apart is None


def test_the_teacher_hangs_up_the_games_that_run(class_at_work, app, monkeypatch):
    monkeypatch.setenv("ATELIER_TEACHER", PHRASE)
    monkeypatch.setattr(passphrase, "_kept", {})
    monkeypatch.setattr(wall, "_address", lambda: "one")
    at = seated(app, page="classroom/page.py")
    at.text_input("class.passphrase").set_value(PHRASE)
    at.button[0].click().run()
    at.button_group(key="wall.what").set_value("games").run()
    said = words(at)
    assert not at.exception and not at.error and "It has said nothing yet." in said and "vae of" not in said
    assert said.index("progan of") < said.index("gan of", said.index("progan of") + 9)

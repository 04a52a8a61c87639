"""Damaged runs on the pages: named and deletable, and everything else goes on."""

import random

from engine.core import desks
from engine.runs import jobs, store
from playground.classroom import wall
from tests.engine.runs import damage
from tests.playground import fabricate
from tests.playground.reading import words


def test_all_runs_names_a_damaged_run_deletes_it_and_shows_the_others(app):
    sound = fabricate.run(title="sound")
    lost, unread = fabricate.run(title="lost"), fabricate.run(title="unread")
    (lost.path / "config.json").write_bytes(bytes(400))
    (unread.path / "status.json").write_bytes(bytes(400))
    app.run()
    at = app.switch_page("runs/page.py").run()
    assert not at.exception and not at.error
    assert {"Compare sound", "Compare unread"} == {box.label for box in at.checkbox}
    assert lost.id in words(at) and "can no longer be read" in words(at)
    at.button(f"delete.{lost.id}").click().run()
    at.button(f"really.{lost.id}").click().run()
    assert store.damaged() == [] and set(store.every()) == {sound, unread}


def test_no_damage_to_runs_hides_a_sound_one_from_all_runs_or_the_wall(app, monkeypatch):
    """Twenty runs, each with another file garbled."""
    monkeypatch.setattr(jobs, "_start", lambda run: None)
    dice = random.Random(3)
    sound = fabricate.run(title="sound")
    files = (
        "config.json",
        "status.json",
        "events.jsonl",
        "previews/captions.json",
        "previews/000100-reconstructions.png",
    )
    for number in range(20):
        damage.spoil(fabricate.run("stopped", steps=100, step=100).path / files[number % len(files)], dice)
    app.run()
    at = app.switch_page("runs/page.py").run()
    assert not at.exception and not at.error
    at.text_input("runs.find").set_value("sound").run()
    assert "Compare sound" in {box.label for box in at.checkbox} and not at.exception
    at = app.switch_page("lessons/encode/autoencoder/page.py").run()
    assert not at.exception
    assert sound.status().state == "finished"


def test_the_wall_shows_damaged_runs_beside_the_others(app, monkeypatch):
    monkeypatch.setenv("ATELIER_TEACHER", "open sesame")
    monkeypatch.setattr(wall, "ask_passphrase", lambda admitted: wall.wall())
    with desks.at(desks.of_key("a" * 32)):
        fabricate.run(title="sound")
        lost = fabricate.run(title="lost")
        (lost.path / "config.json").write_bytes(b"[")
    app.run()
    at = app.switch_page("classroom/page.py").run()
    said = words(at)
    assert not at.exception and "sound" in said and "heart_broken" in said

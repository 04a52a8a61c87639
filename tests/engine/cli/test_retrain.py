"""Shipped models made anew: in order, from their cards, left and gone on with."""

import json

import pytest

from engine import catalog, worker
from engine.cli import main
from engine.core import config as configs
from engine.core.errors import Trouble
from engine.lessons.encode.autoencoder.config import AutoencoderConfig
from engine.runs import store
from engine.shipping import retrain, ship
from engine.weights import shelf


def test_each_shipped_command_is_read_as_the_settings_that_it_was_written_from():
    for name in shelf.shipped():
        card = shelf.card(shelf.find(name))
        lesson, values = configs.from_command(card["command"])
        config = configs.from_dict(catalog.card(lesson).config, values)
        told = {key: value for key, value in configs.to_dict(config).items() if key in card["config"]}
        assert lesson == card["lesson"] and told == {key: card["config"][key] for key in told}, name


def test_whoever_is_needed_comes_first():
    order = [work.name for work in retrain.plan()]
    assert set(order) == set(shelf.shipped())
    place = order.index
    assert place("eye-faces-photo") < place("faces-photo") < place("gan-faces-photo")
    assert place("judge-glyphs") < place("gan-glyphs") and place("reader-faces") < place("text-faces")
    assert place("eye") < place("guard") < place("photo2monet") and place("eye") < place("instant")


def test_an_unknown_name_is_met_with_a_guess():
    with pytest.raises(Trouble, match="no shipped model called 'face-photo'"):
        retrain.plan(["face-photo"])


@pytest.fixture
def shipped(tmp_path, monkeypatch, home):
    """A small model on a shelf of its own, which began with a still smaller one."""
    monkeypatch.setattr(shelf, "FOLDER", tmp_path / "pretrained")
    (tmp_path / "pretrained").mkdir()
    run = store.create("autoencoder", AutoencoderConfig(pictures=64, width=4, bottleneck=3, steps=3))
    worker.work(run)
    stage = {
        "name": "autoencoder-glyphs",
        "command": "python -m engine train autoencoder --pictures 64 --width 4 --bottleneck 3 --steps 2",
    }
    monkeypatch.setattr(
        ship,
        "begun_with",
        lambda config: (
            {"begun_with": [stage | {"seconds": 4.0, "step": 2, "device": "x"}]} if config.steps == 3 else {}
        ),
    )
    ship.ship(run, "autoencoder-glyphs")
    return run


def test_all_stages_are_trained_and_shipped_in_turn(shipped, capsys):
    assert main.main(["retrain", "--plan"]) == 0
    assert capsys.readouterr().out.count("autoencoder-glyphs ") == 2 and not retrain.begun().exists()
    assert main.main(["retrain"]) == 0
    said = capsys.readouterr().out
    assert "1 of 2: autoencoder-glyphs. About 0 minutes left" in said and "2 of 2" in said
    last, first, _ = store.every("autoencoder")
    assert (first.config.steps, last.config.steps) == (2, 3)
    card = shelf.card(shelf.find("autoencoder-glyphs"))
    assert card["seconds"] == shelf.card(last.weights)["seconds"] and len(card["begun_with"]) == 1
    assert not retrain.begun().exists()


def test_it_goes_on_where_it_was_left_though_cards_were_overwritten(shipped, monkeypatch, capsys):
    real = ship.ship
    calls = []

    def once(run, name):
        calls.append(name)
        if len(calls) == 2:
            raise KeyboardInterrupt
        return real(run, name)

    monkeypatch.setattr(ship, "ship", once)
    with pytest.raises(KeyboardInterrupt):
        main.main(["retrain"])
    kept = json.loads(retrain.begun().read_text())
    assert [work["shipped"] for work in kept] == [True, False] and kept[1]["run"]
    capsys.readouterr()
    runs = len(store.every())
    assert main.main(["retrain"]) == 0
    said = capsys.readouterr().out
    assert "1 of 2" not in said and "2 of 2" in said
    assert len(store.every()) == runs, "the finished run is shipped, not trained again"
    assert not retrain.begun().exists()

"""What a shipped model says of how it came to be."""

import json

import numpy as np
from safetensors.numpy import save_file

from engine.core.config import command
from engine.lessons.compete.gan.config import GANConfig
from engine.lessons.encode.concepts.config import ConceptsConfig
from engine.shipping import readme, ship
from engine.weights import shelf


def put(folder, name, **more):
    card = {"name": name, "command": f"make {name}", "step": 5, "seconds": 9.0, "device": "an abacus"}
    card |= {"lesson": "gan", "config": {}, "networks": {}}
    save_file({"a": np.zeros(1)}, folder / f"{name}.safetensors", {"card": json.dumps(card | more)})


def test_a_model_tells_of_all_that_it_began_with_in_order(tmp_path, monkeypatch):
    monkeypatch.setattr(shelf, "FOLDER", tmp_path)
    put(tmp_path, "faces-photo")
    once = ship.begun_with(ConceptsConfig(start="faces-photo"))
    assert [stage["command"] for stage in once["begun_with"]] == ["make faces-photo"]
    put(tmp_path, "faces-photo", command="make it better", **once)
    twice = ship.begun_with(GANConfig(start="faces-photo"))
    assert [stage["command"] for stage in twice["begun_with"]] == ["make faces-photo", "make it better"]
    last = {"command": command("gan", GANConfig(start="faces-photo")), **twice}
    assert [stage["command"] for stage in readme.stages(last)][2].endswith("--start faces-photo")


def test_a_model_that_began_with_chance_tells_of_itself_alone(tmp_path, monkeypatch):
    monkeypatch.setattr(shelf, "FOLDER", tmp_path)
    assert ship.begun_with(GANConfig()) == {}
    assert readme.stages({"command": "make it"}) == [{"command": "make it"}]


def test_a_sheet_keeps_its_caption_in_any_alphabet(tmp_path):
    sheet = np.zeros((4, 4, 1), np.uint8)
    for words in ("asked for, from left to right: 가, 나, 다", "Léger", "0, 1, 2"):
        ship.write_sheet(sheet, tmp_path / "sheets" / "one.webp", words)
        assert readme.words_of(tmp_path / "sheets" / "one.webp") == words

"""Films of exhibits: written small, read as they were, and made of real runs, of which each is trained once."""

import dataclasses

import numpy as np
import pytest
from PIL import Image

from engine import catalog, recipes
from engine.core import config as core_configs
from engine.core.errors import Trouble
from engine.core.preset import Preset
from engine.events import Preview, Step
from engine.lessons.compete import films
from engine.shipping import films as shipping_films

EXHIBIT = Preset("tried", "gan", "Tried", "", "", "", {"k": 2}, cured={"k": 1}, telling="D(x)")


SHIPPED = films.names()


@pytest.mark.parametrize("name", SHIPPED)
def test_shipped_films_are_small_and_show_what_their_exhibits_tell(name):
    film = films.of(name)
    lesson, _dash, preset = name.partition("-")
    exhibit = catalog.preset(lesson, preset)
    assert film.sheet.stat().st_size + film.sheet.with_suffix(".json").stat().st_size <= films.LARGEST
    assert len(film.sides) == (2 if exhibit.cured else 1) and film.steps[0] == 1
    assert all(exhibit.telling in side.lines for side in film.sides)
    configs = [catalog.config_of(exhibit), *([catalog.cured_config_of(exhibit)] if exhibit.cured else [])]
    for side, config in zip(film.sides, configs, strict=True):
        expected = dataclasses.replace(config, steps=film.steps[-1], preview_every=film.steps[-1] - film.steps[-2])
        assert side.command == core_configs.command(lesson, expected), "made by these very settings"


@pytest.fixture
def elsewhere(tmp_path, monkeypatch):
    monkeypatch.setattr(films, "FOLDER", tmp_path / "films")


@pytest.fixture
def trained(monkeypatch, elsewhere):
    """Loops that draw a sheet of one grey; the configs that were trained."""
    seen = []

    def train(config, data):
        seen.append(config)
        for step in range(1, config.steps + 1):
            yield Step(step, config.steps, {"D(x)": step / 1_000, **({"coverage": 0.5} if step % 30 == 0 else {})})
            if step in (1, 2, 5, 10, 20, 50) or step % 30 == 0:
                yield Preview(step, "fixed", np.full((6 * 13 - 1, 8 * 13 - 1, 3), config.k * 50, np.uint8), "")
                yield Preview(step, "fresh", np.zeros((5, 5, 3), np.uint8), "")

    recipe = dataclasses.replace(recipes.of("gan"), train=train, supply=lambda config: None)
    monkeypatch.setattr(recipes, "of", lambda lesson: recipe)
    return seen


def test_an_exhibit_becomes_a_film_of_both_sides(trained):
    made: dict = {}
    size = shipping_films.ship(EXHIBIT, 60, made)
    film = films.of("gan-tried")
    assert films.names() == ["gan-tried"] and size < films.LARGEST
    assert film.steps == (1, 2, 5, 10, 20, 30, 60) and [one.k for one in trained] == [2, 1]
    with Image.open(film.sheet) as sheet:
        height, width = film.side
        assert sheet.size == (2 * width, len(film.steps) * height) and (height, width) == (25, 64)
        left, right = (np.asarray(sheet)[5, place].mean() for place in (5, width + 5))
        assert abs(left - 100) < 6 and abs(right - 50) < 6, "the broken one on the left"
    steps, values = film.sides[0].lines["D(x)"]
    assert steps == list(range(1, 61)) and values[-1] == 0.06
    assert film.sides[1].lines["coverage"] == ([30, 60], [0.5, 0.5])
    assert "--k 2" in film.sides[0].command

    shipping_films.ship(EXHIBIT, 60, made)
    assert len(trained) == 2, "what was trained once is not trained again"


def test_curves_are_known_only_up_to_the_step_that_is_seen(trained):
    shipping_films.ship(EXHIBIT, 60, {})
    known = films.of("gan-tried").until(0, 30)
    assert known["D(x)"][0][-1] == 30 and known["coverage"][0] == [30]
    assert "coverage" not in films.of("gan-tried").until(0, 29)


def test_a_film_that_is_not_there_is_named(elsewhere):
    with pytest.raises(Trouble, match="no film called 'gone'"):
        films.of("gone")

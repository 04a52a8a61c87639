"""Bookmarks and links of before still lead somewhere: page addresses, the parameters in them, and the views that they name."""

import json

from engine.core import settings
from tests.data import promises

BEFORE = json.loads((promises.FOLDER / "pages.json").read_text())


def test_every_page_is_still_at_its_address():
    assert set(BEFORE["addresses"]) <= set(promises.pages()["addresses"])


def test_every_parameter_of_a_link_is_still_known():
    assert set(BEFORE["parameters"]) == set(promises.PARAMETERS) <= set(promises.pages()["parameters"])


def test_every_lesson_still_has_its_views():
    now = promises.pages()["views"]
    for lesson, views in BEFORE["views"].items():
        assert set(views) <= set(now[lesson]), lesson


def test_the_app_starts_from_the_same_file():
    assert (settings.ROOT / "playground" / "Home.py").is_file()

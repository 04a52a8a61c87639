"""What README shows must work as written."""

import re
import shlex

import pytest

from engine import catalog
from engine.cli import main
from engine.core import settings
from engine.shipping import readme
from engine.weights import shelf

README = (settings.ROOT / "README.md").read_text(encoding="utf-8")


def test_the_python_that_it_shows_runs(capsys):
    blocks = re.findall(r"```python\n(.*?)```", README, re.S)
    assert len(blocks) == 2
    for block in blocks:
        exec(block, {})
    assert [line.split()[0] for line in capsys.readouterr().out.splitlines()] == ["100", "200", "300", "400", "500"]


@pytest.mark.parametrize("line", re.findall(r"^python -m engine (.*?) *(?:#.*)?$", README, re.M))
def test_the_commands_that_it_shows_are_understood(line):
    main.parser().parse_args(shlex.split(line))


def test_every_lesson_has_its_picture_and_name():
    for card in catalog.CARDS.values():
        if card.helper:
            continue
        assert f"**{card.title}.**" in README and f"playground/pictures/{card.name}.png" in README


def test_every_picture_and_page_that_it_links_to_is_there():
    words = re.sub(r"```.*?```", "", README, flags=re.S)
    links = [link for link in re.findall(r"\]\(([^)]+)\)", words) if "://" not in link]
    assert links and all((settings.ROOT / link).exists() for link in links)


def test_the_page_of_shipped_models_tells_of_each():
    page = (shelf.FOLDER / "README.md").read_text(encoding="utf-8")
    listed = {name for card in catalog.CARDS.values() for name in card.weights}
    assert set(shelf.shipped()) == listed
    for name in listed:
        card = shelf.card(shelf.find(name))
        assert (
            f"## {name}\n" in page and card["command"] in page and (shelf.FOLDER / "sheets" / f"{name}.webp").is_file()
        )
        for stage in readme.stages(card):
            assert stage["command"] in page
            main.parser().parse_args(stage["command"].removeprefix("python -m engine ").split())
        assert all(f"{score['value']:.2f}" in page for score in card["scores"])


def test_what_models_cannot_do_is_said_of_models_that_are_here():
    text = (settings.ROOT / "pretrained" / "README.md").read_text()
    for name, words in readme.WEAK.items():
        section = text[text.index(f"## {name}\n") :].split("\n## ")[0]
        assert f"- weak: {words}" in section

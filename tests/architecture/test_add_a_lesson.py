"""To add a lesson is what engine/README.md says, and nothing else: a toy is added to a copy of the house, and lives there."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from engine.core import settings

TOY = Path(__file__).parent / "toy"

LINES = {
    "engine/catalog.py": (
        ("from engine.lessons.encode.autoencoder import", "from engine.lessons.encode.average import card as average_card"),
        ("        autoencoder_card.CARD,", "        average_card.CARD,"),
    ),
    "engine/recipes.py": (
        ("from engine.lessons.encode.autoencoder import", "from engine.lessons.encode.average import recipe as average_recipe"),
        ('    "autoencoder": ', '    "average": average_recipe.RECIPE,'),
    ),
    "tests/engine/lessons/test_every_loop.py": (("SETTINGS = {", '    "average": [{"learning_rate": 0.1}],'),),
}  # fmt: skip
"""File -> after which line another one is added."""


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    """A copy of the house with the toy in it, a home of its own, and no model shipped yet."""
    root = tmp_path_factory.mktemp("house")
    unneeded = shutil.ignore_patterns("__pycache__", "*.png", "*.webp", "runs_of_before")
    for name in ("engine", "playground"):
        shutil.copytree(settings.ROOT / name, root / name, ignore=unneeded)
    for name in ("__init__.py", "conftest.py", "engine/lessons/test_every_loop.py"):
        (root / "tests" / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(settings.ROOT / "tests" / name, root / "tests" / name)
    shutil.copy(settings.ROOT / "pyproject.toml", root)
    (root / "pretrained" / "races").mkdir(parents=True)
    for side in ("engine", "playground"):
        shutil.copytree(TOY / side, root / side / "lessons" / "encode" / "average")
    for name, added in LINES.items():
        lines = (root / name).read_text().splitlines()
        for after, line in added:
            at = next(number for number, known in enumerate(lines) if known.startswith(after))
            lines.insert(at + 1, line)
        (root / name).write_text("\n".join(lines) + "\n")
    return root


def run(house: Path, *command: str) -> str:
    """What a command says that is started in the copy."""
    around = {**os.environ, "ATELIER_HOME": str(house / "home"), "PYTHONPATH": str(house)}
    done = subprocess.run([sys.executable, *command], cwd=house, env=around, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


LIFE = """
import json
from engine.cli.main import main
from engine.core import settings
from engine.runs import store
from engine.weights import shelf

assert main(["list"]) == 0
assert main("train average --pictures 64 --steps 3 --preview-every 3".split()) == 0
[trained] = store.every("average")
assert main(["resume", trained.id, "--steps", "6"]) == 0
assert main(["ship", trained.id, "average-glyphs"]) == 0
status = trained.status()
print(json.dumps([status.state, status.step, shelf.card(shelf.find("average-glyphs"))["scores"][0]["name"]]))
"""


def test_it_is_listed_trained_resumed_and_shipped(house):
    *said, last = run(house, "-c", LIFE).splitlines()
    assert any("average" in line and "The average picture" in line for line in said)
    assert json.loads(last) == ["finished", 6, "distance"]
    assert (house / "pretrained" / "sheets" / "average-glyphs.webp").is_file()
    assert "average-glyphs" in (house / "pretrained" / "README.md").read_text()


PAGE = """
from streamlit.testing.v1 import AppTest
from playground.shell import links

at = AppTest.from_file("playground/Home.py", default_timeout=120).run()
assert not at.exception, at.exception
assert any(head.value == "The average picture" for head in at.header)
at.switch_page(links.page_of("average"))
for view in ("look", "train"):
    at.query_params["view"] = view
    at.run()
    assert not at.exception and not at.error, (at.exception, at.error)
    assert at.session_state["average.view"] == view and at.title[0].value == "The average picture"
assert any(box.label == "Steps" for box in [*at.number_input, *at.slider, *at.select_slider])
"""


def test_it_stands_on_home_and_its_page_opens(house):
    run(house, "-c", PAGE)


def test_it_keeps_the_contract_of_every_loop(house):
    assert "passed" in run(house, "-m", "pytest", "-k", "average", "tests/engine/lessons/test_every_loop.py")

"""Each rule sees who breaks it: a tree is laid out with one fault, and the rule names it and nobody else."""

from pathlib import Path

import pytest

from tests.architecture import rules
from tests.architecture.house import House

WELL = '"""A file."""\n'

SOUND = {
    "engine/core/errors.py": WELL,
    "engine/nn/loop.py": WELL + "import torch\nfrom engine.core import errors\n",
    "engine/catalog.py": WELL + "from engine.lessons.paint.style import card\n",
    "engine/lessons/losses.py": WELL,
    "engine/lessons/helpers/eye/model.py": WELL + "from engine.nn import loop\n",
    "engine/lessons/helpers/eye/score.py": WELL + "from engine.lessons.paint.style import train\n",
    "engine/lessons/paint/style/card.py": WELL,
    "engine/lessons/paint/style/train.py": WELL + "from engine.lessons.helpers.eye import model\n",
    "engine/lessons/paint/dream/train.py": WELL + "from engine.lessons.paint.style import train\n",
    "playground/shell/frame.py": WELL,
    "playground/lessons/paint/style/page.py": WELL + "from playground.shell import frame\n",
}

PLANTED = [
    (rules.upward, "engine/core/errors.py", "from engine.nn import loop", "engine.core.errors imports engine.nn.loop"),
    (rules.upward, "engine/core/errors.py", "def f():\n    import engine.catalog", "engine.core.errors imports engine.catalog"),
    (rules.upward, "engine/attic/box.py", "", "engine.attic.box is in a room that has no floor yet"),
    (
        rules.upward,
        "playground/shell/frame.py",
        "from playground.lessons.paint.style import page",
        "playground.shell.frame imports playground.lessons.paint.style.page",
    ),
    (
        rules.across_families,
        "engine/lessons/encode/vae/train.py",
        "from engine.lessons.paint.style import train",
        "engine.lessons.encode.vae.train imports engine.lessons.paint.style.train",
    ),
    (
        rules.across_families,
        "engine/lessons/helpers/eye/model.py",
        "from engine.lessons.paint.style import train",
        "engine.lessons.helpers.eye.model imports engine.lessons.paint.style.train",
    ),
    (
        rules.across_families,
        "engine/lessons/losses.py",
        "from engine.lessons.helpers.eye import model",
        "engine.lessons.losses imports engine.lessons.helpers.eye.model",
    ),
    (
        rules.lessons_in_circles,
        "engine/lessons/paint/style/card.py",
        "from engine.lessons.paint.dream import train",
        "engine.paint.dream and engine.paint.style",
    ),
    (
        rules.files_in_circles,
        "engine/core/errors.py",
        "def f():\n    from engine.nn import loop",
        "engine.core.errors and engine.nn.loop",
    ),
    (rules.rooms_in_circles, "engine/core/files.py", "from engine.nn import loop", "engine.core and engine.nn"),
    (rules.without_engine, "playground/lessons/paint/sand/page.py", "", "playground/lessons/paint/sand"),
    (rules.pages_with_torch, "playground/shell/frame.py", "def f():\n    import torch.nn", "playground.shell.frame"),
    (rules.pages_that_open_with_plotly, "playground/shell/frame.py", "import plotly.io", "playground.shell.frame"),
    (rules.engine_with_a_screen, "engine/nn/loop.py", "import streamlit as st", "engine.nn.loop"),
    (rules.long_files, "playground/shell/frame.js", "1;\n" * 351, "playground/shell/frame.js: 351 lines"),
    (rules.long_functions, "engine/nn/loop.py", "def f():\n" + "    1\n" * 60, "engine.nn.loop.f: 61 lines"),
    (
        rules.names_of_form_settings,
        "playground/shell/frame.py",
        "st.slider('form.steps')",
        "playground.shell.frame: form.steps",
    ),
    (
        rules.hidden_translators,
        "playground/shell/frame.py",
        "from engine.language.words import _\nfor _ in (): pass",
        "playground.shell.frame:3",
    ),
    (
        rules.pictures_that_may_be_gone,
        "playground/shell/frame.py",
        "st.image(file)",
        "playground.shell.frame: st.image(file)",
    ),
]  # fmt: skip


@pytest.fixture
def tree(tmp_path):
    for name, text in SOUND.items():
        put(tmp_path, name, text)
    return tmp_path


def put(root: Path, name: str, text: str) -> None:
    file = root / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text)


@pytest.mark.parametrize(("rule", "name", "text", "said"), PLANTED)
def test_a_rule_names_who_breaks_it(tree, rule, name, text, said):
    assert list(rule(House(tree))) == []
    put(tree, name, SOUND.get(name, WELL if name.endswith(".py") else "") + text + "\n" * name.endswith(".py"))
    assert list(rule(House(tree))) == [said]


def test_folders_may_hold_fifteen_files_and_no_more(tree):
    for number in range(rules.MOST_FILES):
        put(tree, f"engine/data/set{number}.py", WELL)
    put(tree, "engine/data/__init__.py", "")
    assert list(rules.crowded(House(tree))) == []
    put(tree, "engine/data/one_more.py", WELL)
    assert list(rules.crowded(House(tree))) == ["engine/data: 16 files"]


def test_a_long_function_may_say_why_it_is_one(tree):
    put(tree, "engine/nn/loop.py", WELL + "def f():\n" + '    """Long because it is one recipe."""\n' + "    1\n" * 60)
    assert list(rules.long_functions(House(tree))) == []


def test_a_file_says_what_it_is(tree):
    put(tree, "engine/nn/loop.py", "import torch\n")
    assert list(rules.without_a_word(House(tree))) == ["engine.nn.loop"]


def test_light_files_are_imported_to_see_what_they_bring(tree):
    put(tree, "torch.py", "")  # stands for the real one, which takes seconds
    assert rules.heavy(House(tree)) == {}
    put(tree, "engine/lessons/paint/style/config.py", WELL + "from engine.nn import loop\n")
    put(tree, "engine/lessons/paint/style/card.py", WELL + "from engine.lessons.paint.style import config\n")
    assert rules.heavy(House(tree)) == {"engine.catalog": ["torch"]}

"""Who may import whom, read from the source: what is never imported can never be slow."""

import ast
import functools
from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.core import settings

PLAYGROUND = sorted((settings.ROOT / "playground").rglob("*.py"))
ENGINE = sorted((settings.ROOT / "engine").rglob("*.py"))


@functools.cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def imports(path: Path, *, top: bool = False) -> Iterator[str]:
    """The modules that a file imports; with `top`, only those that are imported with it."""
    tree = parsed(path)
    for node in tree.body if top else ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""


def roots(path: Path, **how: bool) -> set[str]:
    return {name.split(".")[0] for name in imports(path, **how)}


def named(path: Path) -> str:
    return path.relative_to(settings.ROOT).as_posix()


@pytest.mark.parametrize("path", PLAYGROUND, ids=named)
def test_pages_and_widgets_never_import_torch(path):
    assert not roots(path) & {"torch", "torchvision", "safetensors"}


@pytest.mark.parametrize("path", PLAYGROUND, ids=named)
def test_plotly_is_imported_only_where_a_chart_is_drawn(path):
    assert "plotly" not in roots(path, top=True)


@pytest.mark.parametrize("path", PLAYGROUND, ids=named)
def test_nothing_imports_the_worker_or_the_command_line(path):
    assert not {"engine.worker", "engine.cli.main"} & set(imports(path))


@pytest.mark.parametrize("path", PLAYGROUND, ids=named)
def test_only_the_form_names_the_rooms_of_its_settings(path):
    """A widget that was called like a setting would be given the setting's value, and give it its own."""
    if path.name == "config_form.py":
        return
    texts = (
        node.value for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.Constant)
    )
    assert not [text for text in texts if isinstance(text, str) and text.startswith("form.")]


@pytest.mark.parametrize("path", ENGINE, ids=named)
def test_the_engine_knows_no_screen(path):
    assert not roots(path) & {"streamlit", "plotly", "playground"}


@pytest.mark.parametrize("path", PLAYGROUND, ids=named)
def test_each_file_opens_with_what_it_is_and_is_short(path):
    text = path.read_text(encoding="utf-8")
    assert ast.get_docstring(parsed(path)), "begin with a docstring"
    assert text.count("\n") <= 500


@pytest.mark.parametrize("path", PLAYGROUND, ids=named)
def test_pictures_that_may_change_travel_inside_their_message(path):
    """Home's stand still; any other file of Streamlit's may be gone before a slow browser asks for it."""
    if path.name == "home.py":
        return
    for line in path.read_text(encoding="utf-8").splitlines():
        assert "st.image(" not in line or "address(" in line

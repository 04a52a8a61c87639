"""Every name that a page looks for in its address, read from the pages themselves."""

import ast
import functools
from pathlib import Path

from engine import catalog
from engine.core import config as configs
from engine.core import settings
from tests.data import promises


@functools.cache
def of_pages() -> frozenset[str]:
    """Besides the settings of lessons."""
    return frozenset(promises.PARAMETERS).union(*map(of_file, (settings.ROOT / "playground").rglob("*.py")))


def of_file(file: Path) -> set[str]:
    tree = ast.parse(file.read_text(encoding="utf-8"))
    known = {name: value for node in ast.walk(tree) for name, value in _constants(node)}
    said = {node for part in ast.walk(tree) for node in _names(part)}
    found = {node.value if isinstance(node, ast.Constant) else known.get(ast.unparse(node), "") for node in said}
    return {name for name in found if isinstance(name, str) and name}


def of_lesson(lesson: str) -> set[str]:
    return {*of_pages(), *configs.kinds(catalog.card(lesson).config)}


def _constants(node: ast.AST) -> list[tuple[str, str]]:
    if not isinstance(node, ast.Assign):
        return []
    pairs = zip(*(getattr(side, "elts", [side]) for side in (node.targets[0], node.value)), strict=False)
    return [(ast.unparse(name), value.value) for name, value in pairs if isinstance(value, ast.Constant)]


def _names(node: ast.AST) -> list[ast.expr]:
    """What stands where a parameter's name does."""
    match node:
        case ast.Subscript(value=ast.Attribute(attr="query_params")):
            return [node.slice]
        case ast.Call(func=ast.Attribute(value=ast.Attribute(attr="query_params"), attr="get" | "pop")):
            return node.args[:1]
        case ast.Compare(comparators=[ast.Attribute(attr="query_params")]):
            return [node.left]
        case ast.Call():
            return [given.value for given in node.keywords if given.arg == "param"]
    return []

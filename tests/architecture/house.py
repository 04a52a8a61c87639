"""The tree of source files as data: who imports whom, and how long everything is. Read from the text; nothing is imported."""

import ast
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

Arrows = Mapping[Any, Iterable[Any]]


@dataclass(frozen=True)
class House:
    """The packages `engine` and `playground` under a root."""

    root: Path

    @cached_property
    def files(self) -> dict[str, Path]:
        """Module -> its file."""
        found = sorted(file for top in ("engine", "playground") for file in (self.root / top).rglob("*.py"))
        return {".".join(file.relative_to(self.root).with_suffix("").parts): file for file in found}

    @cached_property
    def trees(self) -> dict[str, ast.Module]:
        return {module: ast.parse(file.read_text(encoding="utf-8")) for module, file in self.files.items()}

    def imported(self, module: str, *, top: bool = False) -> Iterator[str]:
        """What a file imports, also inside its functions; with `top`, only what is imported with it."""
        tree = self.trees[module]
        for node in tree.body if top else ast.walk(tree):
            if isinstance(node, ast.Import):
                yield from (alias.name for alias in node.names)
            elif isinstance(node, ast.ImportFrom):
                yield from (f"{node.module}.{alias.name}" for alias in node.names)

    @cached_property
    def arrows(self) -> dict[str, set[str]]:
        """Module -> the modules of the house that it imports."""
        found = defaultdict(set)
        for module in self.files:
            for name in self.imported(module):
                while name and name not in self.files:
                    name = name.rpartition(".")[0]
                if name and name != module:
                    found[module].add(name)
        return dict(found)

    def named(self, file: Path) -> str:
        return file.relative_to(self.root).as_posix()


def circles(arrows: Arrows) -> list[list[Any]]:
    """What can be reached from itself, each circle once (Tarjan 1972)."""
    number: dict[Any, int] = {}
    lowest: dict[Any, int] = {}
    stack: list[Any] = []
    found = []

    def visit(one: Any) -> None:
        number[one] = lowest[one] = len(number)
        stack.append(one)
        for other in arrows.get(one, ()):
            if other not in number:
                visit(other)
            if other in stack:
                lowest[one] = min(lowest[one], lowest[other])
        if lowest[one] == number[one]:
            at = stack.index(one)
            if len(stack) - at > 1:
                found.append(sorted(stack[at:]))
            del stack[at:]

    for one in arrows:
        if one not in number:
            visit(one)
    return found

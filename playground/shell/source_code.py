"""The code that runs, read from its file: a page shows it without importing what it needs."""

import ast
import difflib
import functools
import re
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import streamlit as st

from engine.core import settings
from engine.core.errors import Trouble
from engine.language.words import _

_parsing = threading.Lock()
"""Python's own parser breaks off with a SystemError when two threads, that is two visitors, are in it at once."""


@dataclass(frozen=True)
class Excerpt:
    text: str
    file: str
    """Relative to the checkout, with forward slashes."""
    first: int
    last: int


def excerpt(file: str, name: str) -> Excerpt:
    """The source of a function, class or method (`Class.method`) in a file of the engine."""
    return _found(file, name, (settings.ROOT / file).stat().st_mtime_ns)


@functools.lru_cache(maxsize=512)
def _found(file: str, name: str, changed: int) -> Excerpt:
    """Kept, because every page shows its code anew each time it is drawn."""
    source = (settings.ROOT / file).read_text(encoding="utf-8")
    with _parsing:
        scope: Any = ast.parse(source).body
    for part in name.split("."):
        node: Any = next((node for node in scope if getattr(node, "name", None) == part), None)
        if node is None:
            raise Trouble(
                _("There is no '{name}' in {file}.", name=name, file=file), "The page names code that has moved."
            )
        scope = getattr(node, "body", [])
    first = min([node.lineno, *(decorator.lineno for decorator in node.decorator_list)])
    lines = source.splitlines()[first - 1 : node.end_lineno]
    return Excerpt(_unindent(lines), Path(file).as_posix(), first, node.end_lineno)


def code_that_runs(*places: tuple[str, str] | str) -> None:
    """Show each (file, name) with where it stands; a text alone is a heading."""
    for place in places:
        if isinstance(place, str):
            st.markdown(f"**{_(place)}**")
            continue
        found = excerpt(*place)
        st.caption(_("`{file}`, lines {first} to {last}", file=found.file, first=found.first, last=found.last))
        st.code(found.text, language="python")


def twins(title: str, left: tuple[str, str], right: tuple[str, str]) -> None:
    """Two functions that do nearly the same, as a diff: what only the first has after a minus, what only the second has after a plus."""
    st.markdown(f"**{_(title)}**")
    one, other = excerpt(*left), excerpt(*right)
    st.caption(_("Lines after − are only in `{one}`, lines after + only in `{other}`.", one=one.file, other=other.file))
    lines = difflib.ndiff(one.text.splitlines(), other.text.splitlines())
    st.code("\n".join(line for line in lines if not line.startswith("?")), language="diff")


def only_with(title: str, place: tuple[str, str], words: tuple[str, ...]) -> None:
    """A function that serves two lessons, the lines after a plus that act in the second one only: those that hold one of the words."""
    st.markdown(f"**{_(title)}**")
    found = excerpt(*place)
    st.caption(_("One loop serves both: lines of `{file}` after + have to do with labels.", file=found.file))
    whole = re.compile(rf"\b({'|'.join(words)})\b")
    lines = [f"{'+' if whole.search(line) else ' '} {line}" for line in found.text.splitlines()]
    st.code("\n".join(lines), language="diff")


def _unindent(lines: list[str]) -> str:
    margin = min(len(line) - len(line.lstrip()) for line in lines if line.strip())
    return "\n".join(line[margin:] for line in lines)

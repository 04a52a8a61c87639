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


@dataclass(frozen=True)
class Twin:
    """The same step of two lessons that are close relatives, and what each is called: shown as what changes from one to the other.

    without  where both run the same lines, the names that stay empty in the first: it is shown as it reads without them
    """

    one: tuple[str, str]
    other: tuple[str, str]
    names: tuple[str, str]
    without: tuple[str, ...] = ()


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


def code_that_runs(*places: tuple[str, str] | Twin | str) -> None:
    """Show each (file, name) with where it stands; a text alone is a heading."""
    for place in places:
        if isinstance(place, str):
            st.markdown(f"**{_(place)}**")
            continue
        if isinstance(place, Twin):
            _twin(place)
            continue
        found = excerpt(*place)
        st.caption(_("`{file}`, lines {first} to {last}", file=found.file, first=found.first, last=found.last))
        st.code(found.text, language="python")


def _twin(twin: Twin) -> None:
    one, other = map(_, twin.names)
    st.markdown(f"**{one} → {other}**")
    said = _(
        "The same step in both lessons. Lines with − are only in {one}, lines with + only in {other}; all others are alike.",
        one=one,
        other=other,
    )
    if twin.without:
        names = ", ".join(f"`{name}`" for name in twin.without)
        said += " " + _(
            "Both run the same lines; in {one} {names} stays empty, so it is shown without.", one=one, names=names
        )
    st.caption(said)
    st.code(difference(excerpt(*twin.one), excerpt(*twin.other), twin.without), language="diff")


def difference(one: Excerpt, other: Excerpt, without: tuple[str, ...] = ()) -> str:
    """Every line of both: "-" before those of the first alone, "+" before those of the second alone, a space before the others."""
    text = one.text
    if without:
        names = "|".join(map(re.escape, without))
        text = re.sub(rf", (?:{names})(?=[,)])", "", text)
        text = "\n".join(line for line in text.splitlines() if not re.search(rf"\b(?:{names})\b", line))
    found = difflib.ndiff(text.splitlines(), other.text.splitlines())
    return "\n".join(line[0] + line[2:] for line in found if not line.startswith("?"))


def _unindent(lines: list[str]) -> str:
    margin = min(len(line) - len(line.lstrip()) for line in lines if line.strip())
    return "\n".join(line[margin:] for line in lines)

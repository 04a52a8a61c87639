"""A family tree whose leaves can be opened: it grows to the right where there is room, and downwards on a phone.

    leaf = tree(Branch("Animals", "", (Branch("Cat", "It purrs.", leaf="cat"),)), key="animals")

Returns the name of the leaf that was just clicked, else None.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from engine.language.words import _
from playground.components.shared import assets
from playground.components.shared.palette import palette


@dataclass(frozen=True)
class Branch:
    title: str
    words: str
    """What sets it apart from its siblings."""
    branches: tuple["Branch", ...] = ()
    leaf: str = ""
    """A name to give back when it is clicked; empty where there is nothing to open."""


_component = assets.component("tree")


def tree(root: Branch, *, key: str) -> str | None:
    clicked = _component(key=key, data={"palette": palette(), "root": _plain(root)}, on_leaf_change=lambda: None)
    return named(root, clicked)


def named(root: Branch, state: object) -> str | None:
    """The leaf that the browser sent, if the tree has it."""
    sent = state.get("leaf") if isinstance(state, Mapping) else None
    return sent if isinstance(sent, str) and sent in set(_leaves(root)) else None


def _leaves(branch: Branch) -> Iterator[str]:
    if branch.leaf:
        yield branch.leaf
    for one in branch.branches:
        yield from _leaves(one)


def _plain(branch: Branch) -> dict[str, Any]:
    return {
        "title": _(branch.title),
        "words": _(branch.words),
        "leaf": branch.leaf,
        "branches": [_plain(one) for one in branch.branches],
    }

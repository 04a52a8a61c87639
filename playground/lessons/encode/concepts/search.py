"""Looking for faces by what is said of them, and what those that were picked have in common."""

from collections.abc import Mapping, Sequence

import numpy as np
import streamlit as st

from engine.language.words import _
from playground.components.bars.bars import bars
from playground.lessons.encode.concepts.vectors import Faces

NO = "no "

TOLD = 6
"""Concepts that are counted among the picked: those in which both sides differ most."""


def ask(known: Faces, count: int) -> Sequence[int]:
    """The numbers of the held-out faces to show: of all, or of those that a search finds, a page at a time."""
    titles = [mark.title for mark in known.marks]
    wanted = st.multiselect(
        _("Search"),
        [sign + title for title in titles for sign in ("", NO)],
        format_func=_said,
        key="lab.search",
        placeholder=_("all faces: type a concept, for example smile, no glasses"),
        persist_state="session",
        on_change=_to_the_first_page,
        help=_(
            "Only faces with all of these are shown. The labels are those that people gave the pictures; drawn faces know theirs."
        ),
        wrap=True,
    )
    found = matching(known.held_out_marks, titles, wanted)
    pages = max(1, -(-len(found) // count))
    if st.session_state.get("lab.page", 1) > pages:  # of another model's faces fewer may be found
        _to_the_first_page()
    number = st.number_input(
        _("Page (of {pages})", pages=pages),
        1,
        pages,
        key="lab.page",
        width=150,
        help=_("Held-out faces that the model never learnt from."),
        persist_state="session",
    )
    return found[(number - 1) * count : number * count]


def matching(has: np.ndarray, titles: Sequence[str], wanted: Sequence[str]) -> Sequence[int]:
    """The numbers of the faces, bool (n, k), that have all that is wanted, and nothing of what is wanted as "no ..."."""
    fits = np.ones(len(has), bool)
    for one in wanted:
        there = one in titles
        fits &= has[:, titles.index(one if there else one.removeprefix(NO))] == there
    return np.flatnonzero(fits).tolist()


def _said(wanted: str) -> str:
    concept = wanted.removeprefix(NO)
    return _(wanted) if concept == wanted else _("no {concept}", concept=_(concept))


def _to_the_first_page() -> None:
    st.session_state["lab.page"] = 1


def counts(known: Faces, picked: Mapping[str, Sequence[int]]) -> None:
    """How many of the picked have each concept: what else a handful happens to share is in their vector, too."""
    having, lacking = (known.held_out_marks[list(picked[side])] for side in ("with", "without"))
    if not len(having):
        return
    # Against those marked as without; as long as there are none, against all faces.
    others = lacking if len(lacking) else known.held_out_marks
    shares = others.mean(0), having.mean(0)
    order = np.argsort(-np.abs(shares[1] - shares[0]), kind="stable")[:TOLD]
    beside = _("{n} without", n=len(lacking)) if len(lacking) else _("all faces")
    bars(
        _(
            "What the {n} picked have, thick, and {others}, thin. All of it goes into the vector, not only what you meant.",
            n=len(having),
            others=beside,
        ),
        [
            (
                _("{mark}: {count} of {n}", mark=_(known.marks[i].title), count=having[:, i].sum(), n=len(having)),
                shares[0][i],
                shares[1][i],
            )
            for i in order
        ],
        "lab.counts",
    )

"""Arithmetic on faces, A - B + C, and who lies near the result."""

from collections.abc import Sequence

import numpy as np
import streamlit as st

from engine.data import marks, sheets
from engine.language.words import N_, _
from engine.lessons.encode.concepts import directions, sums
from playground.components.big.big import desk, stage
from playground.lessons.encode.concepts import face, vectors
from playground.widgets import lineup_pages, models, picture_view
from playground.widgets.models import Model
from playground.widgets.own import own_face

SHOWN = 24
NEAR = 6
LARGE, SMALL = 320, 88
"""CSS pixels of the sum's picture and of its letters': as much as is seen together with the faces to choose from."""

EXAMPLES = ("smile", "glasses")
"""Concepts whose sums a judge believes, of each shipped model."""

NOBODY = N_("not in it")


def show(model: Model) -> None:
    """At the left the faces to choose from, at the right the sum."""
    with stage():
        left, right = st.columns([6, 7], gap="large")
    key, known = f"sums.{model.name}", vectors.faces(model).held_out
    with left:
        letter, mine = own(model)  # above the others: the hand on its box and the sum are seen together
    with left, desk("faces") if letter != NOBODY else st.container():
        with st.container(horizontal=True, vertical_alignment="bottom"):
            number = face.page(model, SHOWN, key="sums.page")
            st.selectbox(
                _("Begin with"),
                EXAMPLES,
                format_func=vectors.names(model).__getitem__,
                key=f"sums.example.{model.name}",
                on_change=_take,
                args=(model, key),
                width=150,
                help=_(
                    "Five faces that have it, five that lack it and are like them in everything else, and somebody to give it to. "
                    "A search among all held-out faces found them."
                ),
            )
        picked = lineup_pages.pick(
            models.held(model),
            lambda numbers: known[numbers],
            range((number - 1) * SHOWN, number * SHOWN),
            key,
            groups=[group for group in "ABC" if group != letter],
            most=sums.FACES,
            chosen=example(model, EXAMPLES[0]),
            side=58,
            title=_("Copies of held-out faces"),
        )
        st.caption(_("Choose a letter, then click the faces that it stands for: up to five, then it is their mean."))
    letters = {group: known[numbers].mean(0) for group, numbers in picked.items() if numbers}
    if mine is not None:
        letters[letter] = mine
    with right:
        if len(letters) < 3:
            st.info(_("Give each of A, B and C a face."), icon=":material/touch_app:")
            return
        result = directions.arithmetic(*(letters[letter] for letter in "ABC"))
        result_large(model, letters, result, {group: len(numbers) for group, numbers in picked.items()})
        neighbours(model, result, known[sum(picked.values(), [])])


def result_large(
    model: Model,
    letters: dict[str, np.ndarray],
    result: np.ndarray,
    counts: dict[str, int],
) -> None:
    """The sum as large as there is room, and small beside it what it is made of."""
    made = models.painted(model, np.stack([*(letters[letter] for letter in "ABC"), result]).astype(np.float32))
    large, small = st.columns([3, 1], gap="small")
    with large:
        picture_view.show(made[-1], _("**= the sum**"), width=LARGE, target=512, alt="A − B + C")
    with small:
        for sign, letter, picture in zip(("", "− ", "+ "), "ABC", made, strict=False):
            count = counts.get(letter, 1)
            words = f"**{sign}{letter}**"
            if count > 1:
                words = _("{letter}, mean of {count}", letter=words, count=count)
            picture_view.show(picture, words, width=SMALL, target=128, alt=letter)
    st.caption(_("What A has and B lacks is added to C. It works best when A and B are alike but for one thing."))


def example(model: Model, concept: str) -> dict[str, Sequence[int]]:
    """A sum that works: its faces lie on any page."""
    return dict(zip("ABC", _example(str(model.path), model.stamp, model.data, concept, model), strict=True))


@st.cache_data(max_entries=20, show_spinner=False)
def _example(path: str, stamp: float, data: str, concept: str, _model: Model) -> sums.Sum:
    known = vectors.faces(_model)
    shown = len(known.held_out) // SHOWN * SHOWN  # the last faces fill no page
    having = known.held_out_marks[:shown, marks.index(data, concept)]
    return sums.example(known.held_out[:shown], having, vectors.vector(_model, concept))


def _take(model: Model, key: str) -> None:
    lineup_pages.put(key, example(model, st.session_state[f"sums.example.{model.name}"]))


def own(model: Model) -> tuple[str, np.ndarray | None]:
    """The letter that the reader's own face stands for, and its code, as soon as there is one."""
    letter = st.segmented_control(
        _("My own face"),
        [NOBODY, "A", "B", "C"],
        format_func=lambda letter: _(NOBODY) if letter == NOBODY else _("as {letter}", letter=letter),
        default=NOBODY,
        required=True,
        key="sums.own",
        wrap=True,
    )
    picture = own_face.own_face(own_face.MINE, model.data) if letter != NOBODY else None
    return letter, None if picture is None else models.loaded(model).encode(picture[None])[0]


def neighbours(model: Model, code: np.ndarray, used: np.ndarray) -> None:
    """Who is like the result. The faces of the sum itself would always be near, so they are left out."""
    known = vectors.faces(model).held_out
    others = known[~(known[:, None] == used[None]).all(2).any(1)]
    near = directions.neighbours(others, code, NEAR)
    distances = ", ".join(f"{distance:.1f}" for distance in near.distances)
    picture_view.show(
        sheets.grid(models.painted(model, others[near.indices]), across=NEAR),
        _(
            "The nearest of {n:,} other held-out faces, as copies. Distances between codes: {distances}.",
            n=len(others),
            distances=distances,
        ),
        target=460,
    )

"""Arithmetic on faces, A - B + C, and who lies near the result."""

import numpy as np
import streamlit as st

from engine.data import sheets
from engine.lessons.encode.concepts import directions
from playground.lessons.encode.concepts import face, vectors
from playground.widgets import lineup_pages, models, picture_view
from playground.widgets.models import Model

SHOWN = 24
NEAR = 6
NARROW = 64
"""Pixels that a picture of the sum is shown with at least: the four stand side by side on a phone, too."""


def show(model: Model) -> None:
    left, right = st.columns([1, 1], gap="large")
    with left:
        number = face.page(model, SHOWN, key="sums.page")
        picked = lineup_pages.pick(
            models.held(model),
            lambda page: face.of_page(model, SHOWN, page),
            number,
            f"sums.{model.name}",
            groups=("A", "B", "C"),
            chosen=a_smile(model, face.of_page(model, SHOWN, number), (number - 1) * SHOWN),
            title="Copies of held-out faces",
        )
        st.caption("Choose a letter, then click the face that it stands for.")
    with right:
        if not all(len(picked[name]) for name in "ABC"):
            st.info("Give each of A, B and C a face.", icon=":material/touch_app:")
            return
        a, b, c = (picked[name][0] for name in "ABC")
        result = directions.arithmetic(a, b, c)
        made = models.painted(model, np.stack([a, b, c, result]).astype(np.float32))
        row = st.grid(4, min_column_width=NARROW)
        for sign, picture, words in zip(("", "− ", "+ ", "= "), made, ("A", "B", "C", "A − B + C"), strict=True):
            with row.cell():
                picture_view.show(
                    picture,
                    f"**{sign}{words}**" if sign != "= " else "**= the sum**",
                    width="stretch",
                    target=128,
                    alt=words,
                )
        st.caption(
            "What A has and B lacks is added to C. It works best when A and B are alike but for one thing: "
            "a smile, glasses, the way they look."
        )
        neighbours(model, result)


def a_smile(model: Model, codes: np.ndarray, first: int) -> tuple[int, int, int]:
    """A sum to begin with: somebody who smiles, whoever of the serious ones is most alike, and another serious one."""
    known = vectors.faces(model)
    smiling = known.held_out_marks[first : first + len(codes), known.column("smile")]
    happy, serious = np.flatnonzero(smiling), np.flatnonzero(~smiling)
    if not len(happy) or len(serious) < 2:
        return 0, 1, 2
    apart = np.linalg.norm(codes[happy][:, None] - codes[serious][None], axis=2)
    a, b = np.unravel_index(apart.argmin(), apart.shape)
    c = np.linalg.norm(codes[serious] - codes[serious[b]], axis=1).argsort()[len(serious) // 2]
    return int(happy[a]), int(serious[b]), int(serious[c])


def neighbours(model: Model, code: np.ndarray) -> None:
    known = vectors.faces(model).held_out
    near = directions.neighbours(known, code, NEAR)
    distances = ", ".join(f"{distance:.1f}" for distance in near.distances)
    picture_view.show(
        sheets.grid(models.painted(model, known[near.indices]), across=NEAR),
        f"The nearest of {len(known):,} held-out faces, as copies. Distances between codes: {distances}.",
        target=460,
    )

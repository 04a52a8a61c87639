"""What else a concept vector changes: the side-effect matrix, plain and with locks, and the bias in the data behind it."""

import numpy as np
import streamlit as st

from engine.data import marks
from engine.lessons.encode.concepts import directions
from playground.lessons.encode.concepts import effects as concepts_effects
from playground.lessons.encode.concepts import vectors
from playground.lessons.encode.concepts.vectors import KEPT
from playground.widgets import judge
from playground.widgets.models import Model

ROWS = 6
"""Vectors that a first visit sees."""

CAUSES = 3
"""Sentences on the data for each concept."""

TINY = 0.1
"""Changes of probability below this are hardly seen."""


def show(model: Model) -> None:
    if judge.name_of(model) is None:
        st.info(
            "No judge knows these pictures, so nobody could say what else changes. Choose a shipped model of faces."
        )
        return
    offered = list(marks.SLIDERS[model.data])
    rows, locks, amount = ask(model, offered)
    if not rows:
        st.info("Choose a vector.")
        return
    columns = [
        marks.index(model.data, name)
        for name in dict.fromkeys([*offered, *[n for n in rows if not n.startswith(KEPT)]])
    ]
    tried = {"As found": [vectors.vector(model, name) for name in rows]}
    if locks:
        tried["With locks"] = [vectors.locked(model, name, own(name, locks)) for name in rows]
    shown = {words: concepts_effects.effects(model, moved, amount) for words, moved in tried.items()}
    for words, effects in shown.items():
        heat_map(model, rows, columns, effects, words)
    st.caption(
        f"Each number is the mean change of the probability that the judge gives a mark, over 200 held-out faces, when they move "
        f"{amount:g} step{'s' if amount != 1 else ''} along the row's vector. 0.50 means 50 points more. The judge is a network of its own, "
        "right in most cases but not in all: its held-out accuracy is in pretrained/README.md."
    )
    if locks:
        verdicts(model, rows, locks, *shown.values())
    causes(model, rows)


def ask(model: Model, offered: list[str]) -> tuple[list[str], list[str], float]:
    """The vectors to look at, the concepts to lock, and how far to go."""
    titles = vectors.names(model)
    left, middle, right = st.columns([4, 4, 3], gap="medium")
    with left:
        rows = st.multiselect(
            "Vectors",
            list(titles),
            default=offered[:ROWS],
            format_func=titles.__getitem__,
            key=f"effects.rows.{model.data}",
            wrap=True,
        )
    with middle:
        locks = st.multiselect(
            "Lock",
            list(titles),
            format_func=titles.__getitem__,
            key=f"effects.locks.{model.data}",
            placeholder="nothing yet",
            help="Each vector is made orthogonal to what reads these concepts from a code, a logistic regression, and then as strong as before.",
            wrap=True,
        )
        st.button(
            "Lock all the others",
            icon=":material/lock:",
            key="effects.all",
            on_click=_lock_all,
            args=(model.data, offered),
        )
    with right:
        amount = st.slider("Steps along the vector", 0.5, 3.0, 1.0, 0.5, key="effects.amount")
    return [name for name in rows if name in titles], locks, amount


def own(name: str, locks: list[str]) -> list[str]:
    """The locks that hold for a concept: all but itself and its parts."""
    return [lock for lock in locks if lock != name and lock not in marks.PARTS.get(name, ())]


def heat_map(model: Model, rows: list[str], columns: list[int], effects: list, words: str) -> None:
    import plotly.graph_objects as go

    titles, known = vectors.names(model), marks.MARKS[model.data]
    change = np.array([effect.change[columns] for effect in effects])
    error = np.array([effect.error[columns] for effect in effects])
    figure = go.Figure(
        go.Heatmap(
            z=change,
            x=[known[i].title for i in columns],
            y=[titles[name] for name in rows],
            customdata=error,
            zmin=-1,
            zmax=1,
            colorscale="RdBu_r",
            text=[[f"{value:+.2f}" if abs(value) >= 0.005 else "0" for value in row] for row in change],
            texttemplate="%{text}",
            hovertemplate="%{y} moves %{x} by %{z:+.2f} ± %{customdata:.2f}<extra></extra>",
            showscale=False,
            xgap=2,
            ygap=2,
        )
    )
    figure.update_layout(
        title=words,
        height=120 + 34 * len(rows),
        margin={"l": 10, "r": 10, "t": 40, "b": 10},
        yaxis_autorange="reversed",
        xaxis_tickangle=-40,
    )
    st.plotly_chart(figure, config={"displayModeBar": False}, key=f"effects.map.{words}")


def verdicts(model: Model, rows: list[str], locks: list[str], found: list, locked: list) -> None:
    """In words: what the locks gained, and what they cost."""
    titles = vectors.names(model)
    for name, before, after in zip(rows, found, locked, strict=True):
        held = [marks.index(model.data, lock) for lock in own(name, locks) if not lock.startswith(KEPT)]
        if not held:
            continue
        leak = [float(np.abs(effect.change[held]).max()) for effect in (before, after)]
        kept = ""
        if not name.startswith(KEPT):
            column = marks.index(model.data, name)
            kept = (
                f"; {titles[name]} itself moves by {after.change[column]:+.2f} instead of {before.change[column]:+.2f}"
            )
        st.markdown(
            f"- **{titles[name]}**: the largest change of a locked concept went from {leak[0]:.2f} to {leak[1]:.2f}{kept}."
        )


def causes(model: Model, rows: list[str]) -> None:
    """Why: what tends to come along in the training pictures."""
    known = vectors.faces(model)
    wanted = [name for name in rows if not name.startswith(KEPT)]
    if not wanted:
        return
    st.markdown("##### Where the leak comes from")
    for name in wanted:
        column = known.column(name)
        found = directions.leaks(known.train_marks, [mark.name for mark in known.marks], column)[:CAUSES]
        words = {mark.name: mark.words for mark in known.marks}
        st.markdown(f"- **{known.marks[column].title.capitalize()}.** {directions.in_words(found, words, name)}")
    if model.data == "faces":
        st.caption(
            "Cartoon faces were drawn with every attribute independent of the others, so what little there is here is chance."
        )
    else:
        st.caption(
            "A vector made of such data cannot know which part is the concept and which part only tends to come along. Locks remove "
            "the part along which another concept is read; they do not make the data fair."
        )


def _lock_all(data: str, offered: list[str]) -> None:
    st.session_state[f"effects.locks.{data}"] = offered

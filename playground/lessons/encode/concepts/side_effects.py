"""What else a concept vector changes: the side-effect matrix, plain and with locks, and the bias in the data behind it."""

import numpy as np
import streamlit as st

from engine.data import marks
from engine.language.words import _, _n
from engine.lessons.encode.concepts import directions, measured
from engine.lessons.encode.concepts.measured import Effect
from playground.components.big.big import stage
from playground.components.matrix.matrix import Cell, Line, Row, matrix
from playground.lessons.encode.concepts import effects, vectors
from playground.lessons.encode.concepts.effects import Question
from playground.lessons.encode.concepts.vectors import KEPT
from playground.shell import frame
from playground.widgets import judge, models
from playground.widgets.models import Model

ROWS = 6
"""Vectors that a first visit sees."""

CAUSES = 3
"""Sentences on the data for each concept."""

SEEN = 0.1
"""Smaller changes of probability are hardly seen: a mark that nothing blames and that moves less has no column."""

EATEN = 0.5
"""A lock that leaves less than this share of the concept's own change is told."""

TICK = 0.2
"""Seconds between two lines that are measured while the reader watches."""

FRESH = "effects.fresh"
"""The page is being drawn as a whole: nothing is measured until it stands."""


def show(model: Model) -> None:
    """What was asked, the matrix, and what it means. What nobody has measured yet comes line by line, and nothing else waits for it."""
    if judge.name_of(model) is None:
        st.info(
            _("No judge knows these pictures, so nobody could say what else changes. Choose a shipped model of faces.")
        )
        return
    effects.stand_by(model)
    offered = list(marks.SLIDERS[model.data])
    rows, locks = ask(model, offered)
    if not rows:
        st.info(_("Choose a vector."))
        return
    with stage():
        amount = st.select_slider(_("Steps along the vector"), measured.AMOUNTS, 1.0, key="effects.amount")
        asked = {name: effects.questions(model, name, locks, amount) for name in rows}
        waits = any(open_questions(model, asked, amount))
        st.session_state[FRESH] = True
        st.fragment(_matrix, run_every=TICK if waits else None)(model, asked, locks, amount, waits)
    causes(model, rows)


def _matrix(model: Model, asked: dict[str, list[Question]], locks: list[str], amount: float, waits: bool) -> None:
    """At each tick one more line. The page itself is drawn to its end first."""
    with frame.guard():
        missing = open_questions(model, asked, amount)
        lines = sum(len(several) for several in asked.values())
        if missing:
            done = lines - len(missing)
            st.progress(
                done / lines,
                _(
                    "Judging line {done} of {lines}: {concept}, {words}",
                    done=done + 1,
                    lines=lines,
                    concept=vectors.names(model)[missing[0].name],
                    words=_(missing[0].words),
                ),
            )
        if missing and not st.session_state.pop(FRESH, False):
            answers(model)[_key(missing[0], amount)] = effects.effect(model, missing[0].vector, amount)
        elif waits and not missing:
            st.rerun()  # the timer belongs to the whole page
        draw(model, asked, locks, amount)


def answers(model: Model) -> dict[tuple, Effect]:
    """What was measured in this visit."""
    return st.session_state.setdefault(f"effects.answers.{model.name}.{model.stamp}", {})


def _key(one: Question, amount: float) -> tuple:
    return one.vector.tobytes(), amount


def answer(model: Model, one: Question, amount: float) -> Effect | None:
    return one.shipped or answers(model).get(_key(one, amount))


def open_questions(model: Model, asked: dict[str, list[Question]], amount: float) -> list[Question]:
    return [one for several in asked.values() for one in several if not one.gone and answer(model, one, amount) is None]


def draw(model: Model, asked: dict[str, list[Question]], locks: list[str], amount: float) -> None:
    titles, known = vectors.names(model), marks.MARKS[model.data]
    columns = columns_of(model, asked, amount)
    rows = []
    for name, several in asked.items():
        before = effects.lacking(model, name)
        lines = []
        for one in several:
            found = answer(model, one, amount)
            cells = None
            if found is not None:
                spared = marks.PARTS.get(name, ()) if one.words == effects.LOCKED else ()
                cells = [
                    Cell(
                        100 * found.change[i],
                        100 * found.error[i],
                        _("Part of {concept}: not locked", concept=titles[name]) if known[i].name in spared else "",
                    )
                    for i in columns
                ]
            lines.append(Line(_(one.words), None if one.gone else before + amount * one.vector, cells))
        rows.append(Row(titles[name], before, lines))
    matrix(models.held(model), rows, [_(known[i].title) for i in columns], "effects.matrix")
    spared = [titles[part] for name in asked for part in marks.PARTS.get(name, ()) if part in locks]
    if spared:
        st.caption(
            _(
                ":material/info: Framed: {parts} counts as a part of a smile, so the smile's own lock spares it. To smile is to move the mouth and the cheeks.",
                parts=", ".join(spared),
            )
        )
    st.caption(
        _n(
            "Points of a hundred: by how much the judge's probability of a mark changes, on average, when held-out faces move "
            "{n:g} step along the row's vector. +50 means from, say, 20 % to 70 %. Shipped numbers are means over 200 faces, others over "
            "{live}; point at a cell for its margin. The judge is a network of its own, right in most cases but not in all: its held-out accuracy is in pretrained/README.md.",
            "Points of a hundred: by how much the judge's probability of a mark changes, on average, when held-out faces move "
            "{n:g} steps along the row's vector. +50 means from, say, 20 % to 70 %. Shipped numbers are means over 200 faces, others over "
            "{live}; point at a cell for its margin. The judge is a network of its own, right in most cases but not in all: its held-out accuracy is in pretrained/README.md.",
            amount,
            live=effects.LIVE,
        )
    )
    if locks:
        verdicts(model, asked, locks, amount)


def columns_of(model: Model, asked: dict[str, list[Question]], amount: float) -> list[int]:
    """The marks to look at: the rows' own, what the data name as causes, and of the others that are offered those that move."""
    named = [name for name in asked if not name.startswith(KEPT)]
    blamed = [leak.mark for name in named for leak in blame(model, name)]
    found = [answer(model, one, amount) for several in asked.values() for one in several]
    moved = np.max([np.abs(one.change) for one in found if one] or [np.zeros(len(marks.MARKS[model.data]))], axis=0)
    others = [name for name in marks.SLIDERS[model.data] if moved[marks.index(model.data, name)] >= SEEN]
    return [marks.index(model.data, name) for name in dict.fromkeys([*named, *blamed, *others])]


def blame(model: Model, name: str) -> list[directions.Leak]:
    known = vectors.faces(model)
    return directions.leaks(known.train_marks, [mark.name for mark in known.marks], known.column(name))[:CAUSES]


def ask(model: Model, offered: list[str]) -> tuple[list[str], list[str]]:
    """The vectors to look at, and the concepts to lock."""
    titles = vectors.names(model)
    left, middle = st.columns(2, gap="medium")
    with left:
        rows = st.multiselect(
            _("Vectors"),
            list(titles),
            default=offered[:ROWS],
            format_func=titles.__getitem__,
            key=f"effects.rows.{model.data}",
            wrap=True,
        )
    with middle:
        locks = st.multiselect(
            _("Lock"),
            list(titles),
            format_func=titles.__getitem__,
            key=f"effects.locks.{model.data}",
            placeholder=_("nothing yet"),
            help=_(
                "Each vector is made orthogonal to what reads these concepts from a code, a logistic regression, and then as strong as before."
            ),
            wrap=True,
        )
        st.button(
            _("Lock all the others"),
            icon=":material/lock:",
            key="effects.all",
            on_click=_lock_all,
            args=(model.data, offered),
        )
    return [name for name in rows if name in titles], locks


def verdicts(model: Model, asked: dict[str, list[Question]], locks: list[str], amount: float) -> None:
    """In words: what the locks gained, and what they cost."""
    titles = vectors.names(model)
    for name, several in asked.items():
        before, *locked = (answer(model, one, amount) for one in several)
        if len(several) > 1 and several[1].gone:
            st.markdown(
                _(
                    "- **{concept}**: nothing is left of it. It is made of the locked ones: unlock one of them.",
                    concept=titles[name],
                )
            )
        held = [marks.index(model.data, lock) for lock in effects.own(name, locks) if not lock.startswith(KEPT)]
        if before is None or not locked or locked[0] is None or not held:
            continue
        leak = [100 * float(np.abs(effect.change[held]).max()) for effect in (before, locked[0])]
        told = {"concept": titles[name], "before": leak[0], "after": leak[1]}
        if name.startswith(KEPT):
            said = _(
                "- **{concept}**: the largest change of a locked concept went from {before:.0f} to {after:.0f} points.",
                **told,
            )
        else:
            column = marks.index(model.data, name)
            was, now = (100 * float(effect.change[column]) for effect in (before, locked[0]))
            said = _(
                "- **{concept}**: the largest change of a locked concept went from {before:.0f} to {after:.0f} points; {concept} itself moves by {now:+.0f} instead of {was:+.0f}.",
                **told,
                now=now,
                was=was,
            )
            if was > 0 and now < EATEN * was:
                said += " " + _("**The locks eat the concept**: look at the three faces of its row.")
        st.markdown(said)


def causes(model: Model, rows: list[str]) -> None:
    """Why: what tends to come along in the training pictures."""
    known = vectors.faces(model)
    wanted = [name for name in rows if not name.startswith(KEPT)]
    if not wanted:
        return
    st.markdown(_("**Where the leak comes from**"))
    words = {mark.name: _(mark.words) for mark in known.marks}
    for name in wanted:
        title = _(known.marks[known.column(name)].title).capitalize()
        st.markdown(f"- **{title}.** {directions.in_words(blame(model, name), words, name)}")
    if model.data == "faces":
        st.caption(
            _(
                "Cartoon faces were drawn with every attribute independent of the others, so what little there is here is chance."
            )
        )
    else:
        st.caption(
            _(
                "A vector made of such data cannot know which part is the concept and which part only tends to come along. Locks remove "
                "the part along which another concept is read; they do not make the data fair."
            )
        )


def _lock_all(data: str, offered: list[str]) -> None:
    st.session_state[f"effects.locks.{data}"] = offered

"""Concept sliders on a face: choose the face, move the sliders, lock what should stay, and hear what a judge sees."""

import numpy as np
import streamlit as st

from engine.data import marks, sheets
from engine.language.words import _
from playground.components.bars.bars import bars
from playground.components.big.big import stage
from playground.components.mixer.mixer import mixer
from playground.lessons.encode.concepts import face, fit, vectors
from playground.shell import picture_file
from playground.widgets import judge, models
from playground.widgets.models import Model
from playground.widgets.own import own_face

FIRST = 8
"""Sliders that a first visit sees."""

ADDED = "faces.added"
"""Vectors that were kept since the sliders were last seen: they become sliders."""

TOLD = 5
"""Side effects that are named below the face."""


def show(model: Model) -> None:
    """From top to bottom: the faces to choose from, the mixer, what a judge says of the result, and which sliders there are.

    One's own picture lies beside the mixer: the box, what becomes of the face, and the sliders are seen together.
    """
    titles = vectors.names(model)
    decoder = models.held(model)
    source, line = face.ask()
    if source == "own" and own_face.brought(own_face.MINE):
        choice, beside = st.columns([2, 5], gap="medium")
    else:
        choice, beside = st.container(), st.container()
    with beside:
        live, front = st.container(), stage()
    told, below = st.container(), st.container()
    with below:
        left, middle, right = st.columns([5, 5, 3], vertical_alignment="bottom", gap="medium")
    with left:
        key = f"faces.chosen.{model.data}"
        at_first = st.session_state.get(key, list(marks.SLIDERS[model.data][:FIRST]))
        new = [name for name in st.session_state.pop(ADDED, []) if name in titles and name not in at_first]
        st.session_state[key] = [name for name in [*at_first, *new] if name in titles]
        chosen = st.multiselect(
            _("Concepts"),
            list(titles),
            format_func=titles.__getitem__,
            key=key,
            placeholder=_("Choose at least one"),
            persist_state="session",
            wrap=True,
        )
    with middle:
        locks = st.multiselect(
            _("Keep as it is"),
            list(titles),
            format_func=titles.__getitem__,
            key=f"faces.locks.{model.data}",
            placeholder=_("nothing is locked"),
            persist_state="session",
            help=_(
                "The sliders' vectors lose the part along which these concepts are read, and are made as strong as before."
            ),
            wrap=True,
        )
    with choice:
        z = face.code(model, decoder, source, fit.Rooms(line, live, told))
    with front:
        if z is None or not chosen:
            st.info(_("Bring a face and choose a concept: then its sliders appear here."), icon=":material/face:")
            return
        concepts = vectors.sliders(model, chosen, locks)
        mixed = mixer(decoder, z, concepts, key=f"mixer.{model.name}", locked=locks, title=_("Drag a slider"))
        amounts = {one.name: mixed.amounts.get(one.name, 0.0) for one in concepts}
        code = z + sum(amounts[one.name] * one.vector for one in concepts)
        if any(amounts.values()):
            in_words(model, z, code, [name for name, amount in amounts.items() if amount])
    with right:
        keep_picture(model, z, code)


def in_words(model: Model, before: np.ndarray, after: np.ndarray, moved: list[str]) -> None:
    """What a judge says has changed, as bars: the moved concepts first."""
    said = judge.probabilities(model, np.stack([before, after]))
    if said is None:
        return
    known = marks.MARKS[model.data]
    change = said[1] - said[0]
    columns = [i for i, mark in enumerate(known) if mark.name in moved]
    others = [i for i in np.argsort(-np.abs(change)) if i not in columns and abs(change[i]) >= 0.1][:TOLD]

    wanted = ", ".join(f"{_(known[i].title)} {said[0][i]:.0%} → {said[1][i]:.0%}" for i in columns)
    told = [
        _("A judge, trained apart, sees: {wanted}.", wanted=wanted or _("no mark that could check your own vector"))
    ]
    if not others:
        told.append(_("Nothing else changes by 10 points or more."))
    bars(
        " ".join(told),
        [(_(known[i].title), said[0][i], said[1][i]) for i in [*columns, *others]],
        f"faces.verdict.{model.name}",
    )


def keep_picture(model: Model, before: np.ndarray, after: np.ndarray) -> None:
    """The two faces as a file, made only when somebody asks for it."""
    link = picture_file.here("concepts")
    st.download_button(
        _("Before and after (PNG)"),
        lambda: picture_file.png(_pair(model, before, after), link),
        "faces.png",
        "image/png",
        icon=":material/download:",
        on_click="ignore",
        key="faces.keep",
    )


def _pair(model: Model, before: np.ndarray, after: np.ndarray) -> np.ndarray:
    made = models.loaded(model).decode(np.stack([before, after]))
    return sheets.enlarged(np.concatenate(list(made), axis=1), 512)

"""A sentence is drawn: stage 1 and stage 2 of ten noises with a line between them, and what a judge reads in the pictures."""

import numpy as np
import streamlit as st

from engine.data import sheets
from engine.data.sentences.traits import NONE
from engine.language.words import _
from playground.components.between.between import between
from playground.components.big.big import desk, stage
from playground.lessons.compete.stackgan import models, reference_picture
from playground.lessons.compete.stackgan import sentence as stackgan_sentence
from playground.lessons.compete.stackgan.models import NOISES
from playground.lessons.compete.stackgan.sentence import Sentence
from playground.shell import picture_file
from playground.widgets import picture_view
from playground.widgets.models import Model

SIDE = 192
"""Pixels across a picture of the program, as it is sent."""

MOST, SOME = 0.85, 0.5
"""Shares of pictures from which a part of the sentence counts as obeyed, and as half obeyed."""

WIDE = 1060
"""Pixels across the sheet to take away."""

ACROSS = 5
"""Pictures in a row, where the window is wide enough."""


def show(model: Model) -> None:
    with stage():
        sentence = stackgan_sentence.ask(model)
        drawing = st.container()
        with desk("examples"):
            stackgan_sentence.examples(model)
        with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
            seed = stackgan_sentence.dice(model)
            truth = st.toggle(
                _("Beside what a program would draw"),
                key="stackgan.truth",
                help=_("The program that drew the pictures to learn from draws this sentence, too."),
                persist_state="session",
            )
            room = st.container(width="content")
        if sentence:
            with drawing:
                sheet = _pictures(model, sentence, seed, truth)
            with room:
                _download(sheet)
    st.header(_("Build the sentence with buttons"), anchor=False)
    st.caption(
        _(
            "The buttons follow the sentence, and the sentence follows them. Press a chosen one again to leave it untold."
        )
    )
    stackgan_sentence.build(model, sentence)


def _pictures(model: Model, sentence: Sentence, seed: int, truth: bool) -> np.ndarray:
    sketches, finished = models.drawn(model, (sentence.words,), seed)
    rows = [sketches, finished]
    alts = [_("Noise {number}: {sentence}", number=number, sentence=sentence.text) for number in range(1, NOISES + 1)]
    between(
        sketches, finished, key="stackgan.stages", names=(_("Stage 1"), _("Stage 2")), alts=alts, across=ACROSS,
        label=_("Line between the two stages"),
    )  # fmt: skip
    if truth:
        rows.append(reference_picture.drawn(model.data, sentence.row, NOISES, seed))
        sheet = sheets.grid(sheets.enlarged(rows[-1], SIDE), ACROSS, gap=4)
        told = _("What the program draws of this sentence.")
        picture_view.show(sheet, told, alt=told, width="stretch", target=1)
    st.caption(_caption(model))
    if models.judged(model):
        _obeyed(model, sentence, finished)
    return sheets.sheet(rows, gap=2)


def _caption(model: Model) -> str:
    said = [
        _(
            "Left of the line, **stage 1** has sketched the sentence in {side} × {side} pixels; right of it, **stage 2** has read it again and made a finer "
            "picture of that sketch. Drag the line over any picture. Each is one of {n} noises: it decides whatever the sentence does not say.",
            side=models.sketch_size(model),
            n=NOISES,
        )
    ]
    if not models.refines(model):
        said.append(_("**Stage 2 of this model has not learnt anything yet: it shows the sketch, enlarged smoothly.**"))
    return " ".join(said)


def _obeyed(model: Model, sentence: Sentence, finished: np.ndarray) -> None:
    """For each part of the sentence, in how many pictures the judge finds it."""
    read = models.seen(model, finished)
    found = []
    for at, trait in enumerate(models.world_of(model).TRAITS):
        if sentence.row[at] != NONE:
            right = int((read[:, at] == sentence.row[at]).sum())
            said = _(
                "{trait}: {value}, {right} of {n}",
                trait=_(trait.title),
                value=_(trait.values[sentence.row[at]]),
                right=right,
                n=NOISES,
            )
            found.append(f":{_colour(right)}-badge[{said}]")
    if not found:
        st.caption(_("The sentence says nothing that a judge could look for."))
        return
    st.markdown(
        _("The judge finds {found}", found=" ".join(found)),
        help=_(
            "The judge is a network that learnt from real pictures and took no part in the game. It looks at the finished pictures, and errs now and then, too."
        ),
    )


def _colour(right: int) -> str:
    return "green" if right >= MOST * NOISES else "orange" if right >= SOME * NOISES else "red"


def _download(sheet: np.ndarray) -> None:
    link = picture_file.here("stackgan")
    picture_file.download(lambda: sheets.enlarged(sheet, WIDE), "sentence", link, key="stackgan.download")

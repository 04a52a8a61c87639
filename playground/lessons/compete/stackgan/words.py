"""What each word does: one word left out at a time, and a walk from one sentence to another."""

from dataclasses import dataclass

import numpy as np
import streamlit as st

from engine.data import sheets
from engine.language.words import N_, _
from playground.components.between.between import Note, between
from playground.components.big.big import desk, stage
from playground.components.shared.difference import over_grey
from playground.lessons.compete.stackgan import models
from playground.lessons.compete.stackgan import sentence as stackgan_sentence
from playground.lessons.compete.stackgan.sentence import Sentence
from playground.shell import frame, picture_file
from playground.widgets import picture_view
from playground.widgets.models import Model

STEPS = 9
"""Pictures of a walk, with both ends."""

ROWS = 3
"""Noises of a walk."""

ASKED = 4
"""Noises over which a word's weight is averaged: so few that the answer is there while one reads."""

ORDERS = {"sentence": N_("As in the sentence"), "change": N_("Largest change first")}


@dataclass(frozen=True)
class LeftOut:
    """A sentence without one word.

    heat     the whole sentence's picture, grey, and glowing where it changes without the word
    share    of 255 levels, by how much the pixels of all pictures change on average
    differs  what the judge reads differently, and in how many pictures
    """

    word: str
    picture: np.ndarray
    heat: np.ndarray
    share: float
    differs: dict[str, int]


def show(model: Model) -> None:
    with stage():
        sentence = stackgan_sentence.ask(model)
        found = st.container()
        seed = stackgan_sentence.dice(model)
        with desk("examples"):
            stackgan_sentence.examples(model)
        if sentence is None:
            return
        with found, frame.guard():
            _leave_one_out(model, sentence, seed)
    with frame.guard():
        _walk(model, sentence, seed)


def _leave_one_out(model: Model, sentence: Sentence, seed: int) -> None:
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        st.header(_("One word left out"), anchor=False, width="content")
        order = st.segmented_control(
            _("Order"),
            list(ORDERS),
            format_func=lambda one: _(ORDERS[one]),
            default="sentence",
            required=True,
            key="stackgan.order",
            label_visibility="collapsed",
            wrap=True,
        )
    if len(sentence.words) < 2:
        st.info(_("A sentence of one word: without it nothing is left. Type a longer one."))
        return
    whole, found = _without(model, sentence, seed)
    if order == "change":
        found = sorted(found, key=lambda one: -one.share)
    most = max(one.share for one in found) or 1.0
    between(
        np.stack([whole] * len(found)),
        np.stack([one.picture for one in found]),
        heat=np.stack([one.heat for one in found]),
        key="stackgan.words",
        ways=("heat", "wipe", "beside"),
        names=(_("The whole sentence"), _("Without the word")),
        alts=[_("Without {word}", word=one.word) for one in found],
        notes=[Note(_("without '{word}'", word=one.word), _difference(one), one.share / most) for one in found],
        label=_("Line between the whole sentence and without the word"),
    )
    st.caption(
        _(
            "All pictures come from the same noise; they glow where a pixel changes when the word is left out. A bar says how much all pixels change, on average "
            "over {n} noises; the longest stands for {most:.0f} of 255 levels. Words that only hold the sentence together should change little. What is left untold, "
            "the noise decides.",
            n=ASKED,
            most=255 * most,
        )
    )


def _difference(one: LeftOut) -> str:
    if not one.differs:
        return _("{levels:.1f} levels", levels=255 * one.share)
    trait = max(one.differs, key=one.differs.__getitem__)
    return _(
        "{levels:.1f} levels; {trait} differs in {differs} of {n}",
        levels=255 * one.share,
        trait=_(trait).lower(),
        differs=one.differs[trait],
        n=ASKED,
    )


def _without(model: Model, sentence: Sentence, seed: int) -> tuple[np.ndarray, list[LeftOut]]:
    """The whole sentence's picture, and for each word what comes without it."""
    said = sentence.words
    shorter = [said[:at] + said[at + 1 :] for at in range(len(said))]
    drawn = models.drawn(model, (said, *shorter), seed, ASKED)[1]
    whole, *others = drawn.reshape(-1, ASKED, *drawn.shape[1:])
    read = models.seen(model, drawn).reshape(-1, ASKED, len(sentence.row)) if models.judged(model) else None
    titles = [_(trait.title) for trait in models.world_of(model).TRAITS]
    found = []
    for at, one in enumerate(others):
        share = float(np.abs(one.astype(int) - whole).mean() / 255)
        changed = [] if read is None else (read[at + 1] != read[0]).sum(0)
        differs = {title: int(count) for title, count in zip(titles, changed, strict=False) if count}
        found.append(LeftOut(_named(said, at), one[0], over_grey(whole[0], one[0]), share, differs))
    return whole[0], found


def _named(said: tuple[str, ...], at: int) -> str:
    """The word; of several that read alike, which of them."""
    before = said[:at].count(said[at]) + 1
    return said[at] if said.count(said[at]) == 1 else f"{said[at]} ({before})"


def _walk(model: Model, sentence: Sentence, seed: int) -> None:
    st.header(_("From one sentence to another"), anchor=False)
    other = stackgan_sentence.second(model, sentence)
    ends = models.illustrator(model).meaning([sentence.words, other.words])
    share = np.linspace(0, 1, STEPS, dtype=np.float32)[:, None]
    drawn = models.painted(model, (1 - share) * ends[0] + share * ends[1], seed, ROWS)[1]
    rows = drawn.reshape(STEPS, ROWS, *drawn.shape[1:]).swapaxes(0, 1)
    sheet = sheets.sheet(list(rows), gap=2)
    with st.container(horizontal=True, horizontal_alignment="distribute"):
        st.markdown(f"**{sentence.text}** :material/arrow_forward:", width="content")
        st.markdown(f":material/arrow_forward: **{other.text}**", width="content")
    picture_view.show(
        sheet,
        _(
            "Left the first sentence, right the second, in {n} equal steps of what the reader keeps of them; each row is one noise. Nobody ever said what lies "
            "between: colours and places glide, shapes rather jump.",
            n=STEPS,
        ),
        alt=_("A walk from: {sentence}, to: {other}", sentence=sentence.text, other=other.text),
        width="stretch",
        target=1200,
    )
    link = picture_file.here("stackgan")
    picture_file.download(lambda: sheets.enlarged(sheet, 1200), "walk", link, key="stackgan.walk.download")

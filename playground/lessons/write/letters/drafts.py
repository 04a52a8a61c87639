"""How it learnt: the same opening after 1, 10, 100, 1,000 steps, as a film. Of a model, and of a run at work."""

import numpy as np
import streamlit as st

from engine.core.errors import Trouble
from engine.language.words import _
from engine.lessons.write.letters import by_heart, film
from engine.lessons.write.letters.texts import library
from engine.lessons.write.letters.texts.library import Text
from engine.runs import store
from engine.runs.run import Run
from engine.weights import shelf
from playground.components.big.big import stage
from playground.components.drafts.drafts import Draft, drafts
from playground.lessons.write.letters import models
from playground.runs.controls import at_work
from playground.shell import frame
from playground.widgets import picture_view
from playground.widgets.models import Model

TICK = 2.0
"""Seconds between two looks at a run that is at work."""

MOST = 40
"""Drafts that are sent: of more, evenly spread ones."""


def show(model: Model) -> None:
    config = models.config_of(model)
    text, kept = models.text_of(config), shelf.code_map(model.path)
    letters = models.opened(model).letters
    pieces = [
        (int(step), library.spelt(piece, letters)) for step, piece in zip(kept["steps"], kept["film"], strict=True)
    ]
    with stage():
        drafts(marked(pieces, text), key="letters.drafts", given=len(text.opening) if text else 0)
    st.caption(explained())
    _scores(model)


def explained() -> str:
    return _(
        "Always the same beginning (in grey) and the same random numbers: first noise, then words' lengths, then words, then grammar. "
        "Underlined: {least} letters and more that stand in the training text word for word.",
        least=by_heart.LEAST,
    )


def _scores(model: Model) -> None:
    said = {score["name"]: score["value"] for score in model.card.get("scores", ())}
    if "perplexity" in said:
        ours, counted = st.columns(2)
        ours.metric(_("Perplexity on unseen text"), f"{said['perplexity']:.2f}")
        counted.metric(_("To beat: counting pairs of letters"), f"{said['bigram perplexity']:.2f}")
        st.caption(
            _("Perplexity says among how many letters, all equally likely, the machine has to guess the next one.")
        )


def marked(pieces: list[tuple[int, str]], text: Text | None) -> list[Draft]:
    return [(step, piece, by_heart.known(piece, text.train) if text else ()) for step, piece in pieces]


def show_run(run_id: str) -> None:
    """The drafts of a run, while it learns and after."""
    with frame.guard():
        try:
            run = store.get(run_id)
        except Trouble:
            return  # the panel says so
        busy = at_work(run.status())
        st.fragment(_film, run_every=TICK if busy else None)(run)


def _film(run: Run) -> None:
    text = models.text_of(run.config)
    kept = [one for one in run.previews() if one.name == "samples"]
    if text is None or not kept:
        return
    places = np.unique(np.linspace(0, len(kept) - 1, min(MOST, len(kept))).astype(int))
    letters = text.letters
    pieces = [(kept[at].step, film.read(np.asarray(picture_view.read(kept[at].path)), letters)) for at in places]
    drafts(marked(pieces, text), key=f"letters.drafts.{run.id}", given=len(text.opening))
    st.caption(explained())

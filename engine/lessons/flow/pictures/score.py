"""How good the pictures are that a flow makes out of noise, and its contact sheet."""

import numpy as np

from engine.data import sheets
from engine.data.pictures import Pictures
from engine.lessons import crowd as lessons_crowd
from engine.lessons.flow.pictures.config import PicturesConfig
from engine.lessons.flow.pictures.model import Flow, How
from engine.lessons.helpers.judge import model as judge_model
from engine.lessons.score import Score, Wish, of_wish, share
from engine.nn.images import scaled_down

COMPARED = 500
"""Held-out pictures, and as many made ones, by which a flow is scored."""

HOW = How(steps=16)
ACROSS, ROWS = 12, 8


def measure(model: Flow, data: Pictures, config: PicturesConfig) -> list[Score]:
    """Made pictures beside held-out ones; and training pictures beside them, as what a perfect flow would score."""
    judge = judge_model.nearest(data.name, data.shape[0])
    chance = np.random.default_rng(0)
    count = min(COMPARED, len(data.held_out), len(data.train))
    one, other = (chance.permutation(len(pictures))[:count] for pictures in (data.held_out, data.train))
    held_out, known = (
        judge.embed(scaled_down(pictures, model.size).numpy()) for pictures in (data.held_out[one], data.train[other])
    )
    wanted = data.held_out_labels[one] if model.classes and data.held_out_labels is not None else None
    pictures = model.sample(count, seed=1, wanted=wanted, how=HOW)
    found, best = lessons_crowd.compared(held_out, judge.embed(pictures)), lessons_crowd.compared(held_out, known)
    many = f"{HOW.steps} steps of Euler; {count:,} made and as many held-out pictures, in the features of {judge.card['name']}"
    scores = [
        Score("KID", found.kid, found.kid_low, found.kid_high, "", f"cubic kernel, jackknife; {many}"),
        Score(
            "KID of training pictures", best.kid, best.kid_low, best.kid_high, "", "the same, as the best to hope for"
        ),
        share("coverage", found.coverage, count, f"neighbourhoods of 5; {many}"),
        share("coverage of training pictures", best.coverage, count, "the same, as the best to hope for"),
    ]
    if wanted is not None and judge.knows(data.name):
        right = int((judge.probabilities(pictures).argmax(1) == wanted).sum())
        scores.append(
            of_wish("obedience", Wish("all", right, count), f"{judge.card['name']} names the class that was asked for")
        )
    return scores


def sheet(model: Flow, data: Pictures) -> tuple[np.ndarray, str]:
    count = ACROSS * ROWS
    wanted = np.arange(count) % len(model.classes) if model.classes else None
    made = model.sample(count, wanted=wanted, how=HOW)
    if wanted is None:
        return sheets.grid(made, across=ACROSS), "Made from noise in 16 steps; nothing was picked out"
    return sheets.grid(
        made, across=ACROSS
    ), "Made from noise in 16 steps, one class after another; nothing was picked out"

"""How good the pictures are that a generator invents, as a crowd beside held-out ones."""

import numpy as np

from engine.data.pictures import Pictures
from engine.lessons import crowd as lessons_crowd
from engine.lessons.compete.gan.model import Inventor
from engine.lessons.compete.progan.model import TrainedProGAN
from engine.lessons.helpers.judge import model as judge_model
from engine.lessons.score import Score, share

COMPARED = 1_000
"""Held-out pictures, and as many made ones, by which a GAN is scored."""


def crowd(model: Inventor | TrainedProGAN, data: Pictures, wishes: np.ndarray | None) -> list[Score]:
    """Made pictures beside held-out ones; and training pictures beside them, as what a perfect generator would score."""
    judge = judge_model.nearest(data.name, data.shape[0])
    chance = np.random.default_rng(0)
    count = min(COMPARED, len(data.held_out), len(data.train))
    held_out, known = (
        judge.embed(pictures[chance.permutation(len(pictures))[:count]]) for pictures in (data.held_out, data.train)
    )
    made = judge.embed(model.sample(count, seed=1, wishes=None if wishes is None else wishes[:count]))
    found, best = lessons_crowd.compared(held_out, made), lessons_crowd.compared(held_out, known)
    eye = judge.card["name"]
    many = f"{count:,} made and as many held-out pictures, in the features of {eye}"
    return [
        Score("KID", found.kid, found.kid_low, found.kid_high, "", f"cubic kernel, jackknife; {many}"),
        Score(
            "KID of training pictures", best.kid, best.kid_low, best.kid_high, "", "the same, as the best to hope for"
        ),
        share("coverage", found.coverage, count, f"neighbourhoods of 5; {many}"),
        share("coverage of training pictures", best.coverage, count, "the same, as the best to hope for"),
    ]

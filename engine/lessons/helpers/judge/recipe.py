"""Judge of marks: what ties its files together."""

from pathlib import Path

import numpy as np

from engine.language.words import N_
from engine.lessons.helpers.judge import model, score, train
from engine.lessons.helpers.judge.network import NETWORKS
from engine.lessons.recipe import OFTEN, Answers, Recipe, Shipping


def answers(path: Path) -> Answers:
    judge = model.load(path)
    picture = np.zeros((1, judge.size, judge.size, judge.network.arguments["channels"]), np.uint8)
    return [(N_("judge one picture"), lambda: judge.probabilities(picture), OFTEN)]


RECIPE = Recipe(
    train=train.train,
    networks=NETWORKS,
    shipping=Shipping(
        load=model.load,
        measure=score.measure,
        sheet=score.sheet,
        answers=answers,
    ),
)

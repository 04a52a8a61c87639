"""Average: what ties its files together."""

from pathlib import Path

from engine.lessons.encode.average import model, score, train
from engine.lessons.encode.average.network import NETWORKS

from engine.lessons.recipe import OFTEN, Answers, Recipe, Shipping


def answers(path: Path) -> Answers:
    averager = model.load(path)
    return [("draw", averager.picture, OFTEN)]


RECIPE = Recipe(
    train=train.train,
    networks=NETWORKS,
    shipping=Shipping(load=model.load, measure=score.measure, sheet=score.sheet, answers=answers),
)

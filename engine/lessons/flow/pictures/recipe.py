"""Pictures out of noise: what ties its files together."""

from pathlib import Path

from engine.lessons.flow.pictures import model, score, train
from engine.lessons.flow.pictures.model import How
from engine.lessons.flow.pictures.network import NETWORKS
from engine.lessons.recipe import RARELY, Answers, Recipe, Shipping

NINE = 9


def answers(path: Path) -> Answers:
    flow = model.load(path)
    return [
        ("nine pictures in 16 steps", lambda: flow.sample(NINE), RARELY),
        ("nine pictures in 4 steps", lambda: flow.sample(NINE, how=How(steps=4)), RARELY),
    ]


RECIPE = Recipe(
    train=train.train,
    networks=NETWORKS,
    shipping=Shipping(load=model.load, measure=score.measure, sheet=score.sheet, answers=answers),
)

"""Progressive GAN: what ties its files together."""

from pathlib import Path

from engine.language.words import N_
from engine.lessons.compete.progan import model, schedule, score, train
from engine.lessons.compete.progan.network import NETWORKS
from engine.lessons.recipe import OFTEN, Answers, Recipe, Shipping


def answers(path: Path) -> Answers:
    grower = model.load(path)
    z = grower.noise(1)
    return [
        (N_("invent one picture"), lambda: grower.sample(1), OFTEN),
        (N_("both branches"), lambda: grower.branches(z, grower.sides[-1]), OFTEN),
    ]


RECIPE = Recipe(
    train=train.train,
    networks=NETWORKS,
    stretches=schedule.stretches,
    shipping=Shipping(
        load=model.load,
        measure=score.measure,
        sheet=score.sheet,
        answers=answers,
    ),
)

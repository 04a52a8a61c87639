"""GAN on pictures: what ties its files together."""

from pathlib import Path

import numpy as np

from engine.data.pictures import Pictures
from engine.language.words import N_
from engine.lessons.compete.gan import memory, model, score, train
from engine.lessons.compete.gan.network import NETWORKS
from engine.lessons.helpers.judge import model as judge_model
from engine.lessons.recipe import OFTEN, Answers, Recipe, Shipping


def answers(path: Path) -> Answers:
    inventor = model.load(path)
    wish = np.eye(1, inventor.labels, dtype=np.float32) if inventor.labels else None
    made = inventor.sample(1, wishes=wish)
    return [
        (N_("invent one picture"), lambda: inventor.sample(1, wishes=wish), OFTEN),
        (N_("say how real"), lambda: inventor.realness(made, wish), OFTEN),
    ]


def beside(inventor: model.Inventor, data: Pictures) -> dict[str, np.ndarray]:
    return memory.outline(judge_model.nearest(data.name, data.shape[0]), inventor, data)


RECIPE = Recipe(
    train=train.train,
    networks=NETWORKS,
    shipping=Shipping(
        load=model.load,
        measure=score.measure,
        sheet=score.sheet,
        answers=answers,
        beside=beside,
    ),
)

"""Finder of faces: what ties its files together."""

from pathlib import Path

import numpy as np

from engine.data.pictures import Pictures
from engine.data.provenance import Provenance
from engine.data.public import people, sets
from engine.language.words import N_
from engine.lessons.helpers.finder import model, score, train
from engine.lessons.helpers.finder.config import FinderConfig
from engine.lessons.helpers.finder.network import NETWORKS
from engine.lessons.recipe import RARELY, Answers, Recipe, Shipping


def supply(config: FinderConfig) -> Pictures:
    return people.load()


def provenance(data: str) -> Provenance:
    title = "Photographs of faces (CelebA) and drawn faces, laid into landscapes, paintings and drawn scenes"
    return Provenance(title, sets.FACES.from_whom, sets.FACES.licence)


def answers(path: Path) -> Answers:
    finder, canvas = model.load(path), np.zeros((768, 1024, 3), np.uint8)
    return [(N_("find faces, 1024 px"), lambda: finder.find(canvas), RARELY)]


RECIPE = Recipe(
    train=train.train,
    networks=NETWORKS,
    supply=supply,
    shipping=Shipping(
        load=model.load,
        measure=score.measure,
        sheet=score.sheet,
        answers=answers,
        provenance=provenance,
    ),
)

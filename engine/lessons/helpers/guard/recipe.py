"""Guard of kinds: what ties its files together."""

from pathlib import Path

import numpy as np

from engine.data import photo_or_painting
from engine.data.pictures import Pictures
from engine.data.provenance import Provenance
from engine.data.public import art
from engine.language.words import N_
from engine.lessons.helpers.guard import score, train
from engine.lessons.helpers.guard.config import GuardConfig
from engine.lessons.helpers.guard.model import Guard
from engine.lessons.helpers.guard.network import NETWORKS
from engine.lessons.recipe import RARELY, Answers, Recipe, Shipping


def supply(config: GuardConfig) -> Pictures:
    return photo_or_painting.load()


def load(path: Path) -> Guard:
    return Guard(path.stem)


def provenance(data: str) -> Provenance:
    title = "Photographs and paintings by Monet and others, and drawn pictures that are neither"
    return Provenance(title, art.MONET.from_whom, art.MONET.licence)


def answers(path: Path) -> Answers:
    guard, canvas = Guard(path.stem), np.zeros((256, 256, 3), np.uint8)
    return [(N_("look, 256 px"), lambda: guard.look(canvas), RARELY)]


RECIPE = Recipe(
    train=train.train,
    networks=NETWORKS,
    supply=supply,
    shipping=Shipping(
        load=load,
        measure=score.measure,
        sheet=score.sheet,
        answers=answers,
        provenance=provenance,
    ),
)

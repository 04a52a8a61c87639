"""CycleGAN: what ties its files together."""

from pathlib import Path

import numpy as np

from engine.data import unpaired
from engine.data.provenance import DRAWN, Provenance
from engine.data.unpaired import Domains
from engine.language.words import N_
from engine.lessons.recipe import RARELY, Answers, Recipe, Shipping
from engine.lessons.translate import model as translate_model
from engine.lessons.translate.cyclegan import score, train
from engine.lessons.translate.cyclegan.config import CycleConfig
from engine.lessons.translate.model import NETWORKS


def supply(config: CycleConfig) -> Domains:
    return unpaired.load(config.data, config.a, config.b)


def provenance(data: str) -> Provenance:
    about = unpaired.DOMAINS[data]
    source = None if about.built_in else unpaired.source_of(data)
    whence = (source.from_whom, source.licence) if source else DRAWN
    return Provenance(about.title, *whence)


def answers(path: Path) -> Answers:
    translator, canvas = translate_model.opened(path), np.zeros((256, 256, 3), np.uint8)
    return [
        (N_("translate, 256 px"), lambda: translator.translate(canvas), RARELY),
        (N_("judge its patches, 256 px"), lambda: translator.verdicts(canvas, canvas), RARELY),
    ]


RECIPE = Recipe(
    train=train.train,
    networks=NETWORKS["cyclegan"],
    supply=supply,
    stretches=train.stretches,
    shipping=Shipping(
        load=translate_model.both,
        measure=score.measure,
        sheet=score.sheet,
        answers=answers,
        provenance=provenance,
    ),
)

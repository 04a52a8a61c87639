"""pix2pix: what ties its files together."""

from pathlib import Path

import numpy as np

from engine.data import pairs as data_pairs
from engine.data.pairs import FACADES, SETS, Pairs
from engine.data.provenance import DRAWN, Provenance
from engine.language.words import N_
from engine.lessons.recipe import RARELY, Answers, Recipe, Shipping
from engine.lessons.translate import model as translate_model
from engine.lessons.translate.model import NETWORKS
from engine.lessons.translate.pix2pix import score, train
from engine.lessons.translate.pix2pix.config import PairConfig


def supply(config: PairConfig) -> Pairs:
    return data_pairs.load(config.data, config.source, config.pairs, config.pictures)


def provenance(data: str) -> Provenance:
    about = SETS[data]
    whence = DRAWN if about.built_in else (FACADES.from_whom, FACADES.licence)
    return Provenance(about.title, *whence)


def answers(path: Path) -> Answers:
    translator, canvas = translate_model.opened(path), np.zeros((256, 256, 3), np.uint8)
    return [
        (N_("translate, 256 px"), lambda: translator.translate(canvas), RARELY),
        (N_("judge its patches, 256 px"), lambda: translator.verdicts(canvas, canvas), RARELY),
    ]


RECIPE = Recipe(
    train=train.train,
    networks=NETWORKS["pix2pix"],
    supply=supply,
    shipping=Shipping(
        load=translate_model.opened,
        measure=score.measure,
        sheet=score.sheet,
        answers=answers,
        provenance=provenance,
    ),
)

"""Reader of sentences: what ties its files together."""

from pathlib import Path

import numpy as np

from engine.data.sentences import worlds
from engine.data.sentences.worlds import PicturesWithSentences
from engine.language.words import N_
from engine.lessons.helpers.reader import model, score, train
from engine.lessons.helpers.reader.config import ReaderConfig
from engine.lessons.helpers.reader.network import NETWORKS
from engine.lessons.recipe import OFTEN, Answers, Recipe, Shipping
from engine.weights import shelf


def supply(config: ReaderConfig) -> PicturesWithSentences:
    return worlds.load(config.data, config.pictures)


def answers(path: Path) -> Answers:
    pair, world = model.load(path), worlds.of(shelf.card(path)["config"]["data"])
    words, picture = worlds.words_of(world.EXAMPLES[0]), np.zeros((1, 64, 64, 3), np.uint8)
    return [(N_("does a sentence fit?"), lambda: model.fits(pair, picture, [words]), OFTEN)]


RECIPE = Recipe(
    train=train.train,
    networks=NETWORKS,
    supply=supply,
    shipping=Shipping(
        load=model.load,
        measure=score.measure,
        sheet=score.sheet,
        answers=answers,
    ),
)

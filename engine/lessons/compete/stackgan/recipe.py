"""Pictures from sentences: what ties its files together."""

from pathlib import Path

from engine.data.sentences import worlds
from engine.data.sentences.worlds import PicturesWithSentences
from engine.language.words import N_
from engine.lessons.compete.stackgan import config as stackgan_config
from engine.lessons.compete.stackgan import model as stackgan_model
from engine.lessons.compete.stackgan import score, train
from engine.lessons.compete.stackgan.config import StackConfig
from engine.lessons.compete.stackgan.network import NETWORKS
from engine.lessons.recipe import OFTEN, RARELY, Answers, Recipe, Shipping


def supply(config: StackConfig) -> PicturesWithSentences:
    return worlds.load(config.data, config.pictures)


def answers(path: Path) -> Answers:
    model = stackgan_model.load(path)
    words = model.read(model.world.EXAMPLES[0])
    return [
        (N_("draw one sentence"), lambda: model.illustrate([words]), OFTEN),
        (N_("draw it from 8 noises"), lambda: model.illustrate([words] * 8), RARELY),
    ]


RECIPE = Recipe(
    train=train.train,
    networks=NETWORKS,
    supply=supply,
    stretches=stackgan_config.stretches,
    shipping=Shipping(
        load=stackgan_model.load,
        measure=score.measure,
        sheet=score.sheet,
        answers=answers,
    ),
)

"""Letter by letter: what ties its files together."""

from pathlib import Path

from engine.data.provenance import Provenance
from engine.lessons.recipe import RARELY, Answers, Recipe, Shipping
from engine.lessons.write.letters import model, sampling, score, train
from engine.lessons.write.letters.config import TEXTS, LettersConfig
from engine.lessons.write.letters.network import NETWORKS
from engine.lessons.write.letters.texts import library
from engine.lessons.write.letters.texts.library import Text


def supply(config: LettersConfig) -> Text:
    return library.load(config.text, config.letters, config.own)


def provenance(text: str) -> Provenance:
    return Provenance(TEXTS[text], "written by a grammar of this project", "MIT, like Atelier")


def answers(path: Path) -> Answers:
    writer = model.load(path)
    chance = sampling.dice(0, 200)
    return [("write 200 letters", lambda: writer.write("", chance), RARELY)]


RECIPE = Recipe(
    train=train.train,
    networks=NETWORKS,
    supply=supply,
    shipping=Shipping(
        load=model.load, measure=score.measure, sheet=score.sheet, answers=answers, provenance=provenance
    ),
)

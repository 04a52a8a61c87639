"""Eye: what ties its files together."""

from pathlib import Path

import torch

from engine.language.words import N_
from engine.lessons.helpers.eye import model, score, train
from engine.lessons.helpers.eye.model import Eye
from engine.lessons.helpers.eye.network import NETWORKS
from engine.lessons.paint.style import comparison
from engine.lessons.recipe import RARELY, Answers, Recipe, Shipping


def report(eye: Eye) -> str:
    """How alike its paintings are to VGG-19's."""
    return comparison.as_text(comparison.compare())


def answers(path: Path) -> Answers:
    eye, canvas = model.opened(path), torch.zeros(1, 3, 512, 512)
    return [(N_("look, 512 px"), lambda: eye.see(canvas), RARELY)]


RECIPE = Recipe(
    train=train.train,
    networks=NETWORKS,
    shipping=Shipping(
        load=model.opened,
        measure=score.measure,
        sheet=score.sheet,
        answers=answers,
        report=report,
    ),
)

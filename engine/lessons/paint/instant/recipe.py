"""Instant painter: what ties its files together."""

from pathlib import Path

import numpy as np

from engine.language.words import N_
from engine.lessons.paint import inputs as paint_inputs
from engine.lessons.paint.instant import inputs, score, train
from engine.lessons.paint.instant.model import Instant
from engine.lessons.paint.instant.network import NETWORKS
from engine.lessons.recipe import RARELY, Answers, Recipe, Shipping


def load(path: Path) -> Instant:
    return Instant(path.stem)


def answers(path: Path) -> Answers:
    painter, canvas = Instant(path.stem), np.zeros((512, 512, 3), np.uint8)
    styles = [paint_inputs.style("painting:waves")]
    return [(N_("paint, 512 px"), lambda: painter.paint(canvas, styles), RARELY)]


RECIPE = Recipe(
    train=train.train,
    networks=NETWORKS,
    supply=inputs.for_instant,
    shipping=Shipping(
        load=load,
        measure=score.measure,
        sheet=score.sheet,
        answers=answers,
    ),
)

"""A brush of your own: what ties its files together."""

from pathlib import Path

import numpy as np

from engine.data.provenance import DRAWN, Provenance, of_library
from engine.language.words import N_
from engine.lessons.paint.brush import inputs, score, train
from engine.lessons.paint.brush import model as brush_model
from engine.lessons.paint.brush.network import NETWORKS
from engine.lessons.recipe import RARELY, Answers, Recipe, Shipping


def provenance(data: str) -> Provenance:
    return Provenance("Drawn scenes", *DRAWN) if data == "drawn" else of_library(data)


def answers(path: Path) -> Answers:
    brush, canvas = brush_model.load(path), np.zeros((512, 512, 3), np.uint8)
    return [(N_("paint, 512 px"), lambda: brush.paint(canvas), RARELY)]


RECIPE = Recipe(
    train=train.train,
    networks=NETWORKS,
    supply=inputs.for_brush,
    shipping=Shipping(
        load=brush_model.load,
        measure=score.measure,
        sheet=score.sheet,
        answers=answers,
        provenance=provenance,
    ),
)

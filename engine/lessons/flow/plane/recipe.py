"""Flow on points: what ties its files together."""

from pathlib import Path

from engine.data.cards import SHAPES
from engine.data.provenance import DRAWN, Provenance
from engine.lessons.flow.plane import model, score, train
from engine.lessons.flow.plane.network import NETWORKS
from engine.lessons.recipe import OFTEN, Answers, Recipe, Shipping


def answers(path: Path) -> Answers:
    flow = model.load(path)
    return [
        ("carry 1,000 points in 4 Heun steps", lambda: flow.sample(1_000, "heun", 4), OFTEN),
        ("carry 1,000 points in 50 Euler steps", lambda: flow.sample(1_000), OFTEN),
    ]


def provenance(shape: str) -> Provenance:
    return Provenance(f"points on the plane, {SHAPES[shape].lower()}", *DRAWN)


RECIPE = Recipe(
    train=train.train,
    networks=NETWORKS,
    supply=train.supply,
    shipping=Shipping(
        load=model.load, measure=score.measure, sheet=score.sheet, answers=answers, provenance=provenance
    ),
)

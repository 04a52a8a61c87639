"""DeepDream: what ties its files together."""

from engine.lessons.paint.dream import inputs, train
from engine.lessons.recipe import Recipe

RECIPE = Recipe(
    train=train.train,
    networks={},
    supply=inputs.for_dream,
    stretches=train.stretches,
)

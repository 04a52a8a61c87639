"""GAN on points: what ties its files together."""

from engine.lessons.compete.points import train
from engine.lessons.recipe import Recipe

RECIPE = Recipe(
    train=train.train,
    networks={},
)

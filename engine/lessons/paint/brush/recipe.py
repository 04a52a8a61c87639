"""A brush of your own: what ties its files together."""

from engine.lessons.paint.brush import inputs, train
from engine.lessons.paint.brush.network import NETWORKS
from engine.lessons.recipe import Recipe

RECIPE = Recipe(
    train=train.train,
    networks=NETWORKS,
    supply=inputs.for_brush,
)

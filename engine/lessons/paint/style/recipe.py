"""Style transfer: what ties its files together."""

from engine.lessons.paint.style import canvas, inputs, train
from engine.lessons.recipe import Recipe

RECIPE = Recipe(
    train=train.train,
    networks={},
    supply=inputs.for_style,
    stretches=canvas.stretches,
)

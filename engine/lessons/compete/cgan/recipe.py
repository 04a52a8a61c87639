"""Conditional GAN: what ties its files together."""

from engine.lessons.compete.cgan import score
from engine.lessons.compete.gan import model as gan_model
from engine.lessons.compete.gan import recipe as gan_recipe
from engine.lessons.compete.gan import train as gan_train
from engine.lessons.compete.gan.network import NETWORKS
from engine.lessons.recipe import Recipe, Shipping

RECIPE = Recipe(
    train=gan_train.train,
    networks=NETWORKS,
    shipping=Shipping(
        load=gan_model.load,
        measure=score.measure,
        sheet=score.sheet,
        answers=gan_recipe.answers,
    ),
)

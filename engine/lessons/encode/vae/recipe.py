"""Latent explorer: what ties its files together."""

from engine.lessons.encode import answers, codec, sheet
from engine.lessons.encode.autoencoder.network import NETWORKS
from engine.lessons.encode.vae import score, train
from engine.lessons.recipe import Recipe, Shipping

RECIPE = Recipe(
    train=train.train,
    networks=NETWORKS,
    shipping=Shipping(
        load=codec.load,
        measure=score.measure,
        sheet=sheet.sheet,
        answers=answers.answers,
    ),
)

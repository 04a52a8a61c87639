"""Latent explorer: its entry in the catalogue."""

from itertools import chain

from engine.core.card import Card, Chart
from engine.lessons.encode.vae import verdict
from engine.lessons.encode.vae.config import VAEConfig
from engine.lessons.encode.vae.presets import PRESETS

FAMILIES = {
    "mnist": ("vae-beta-0", "vae-beta-0.1", "vae-beta-1", "vae-beta-4", "vae-beta-16"),
}
"""Picture set -> shipped models that differ in beta alone, from the smallest to the largest: the same network, seed and steps.
What else differs between them, beta did."""

CARD = Card(
    name="vae",
    title="Latent explorer",
    group="Encode",
    summary="A variational autoencoder orders pictures on a map in which every point can be drawn.",
    invitation="Drag through the map, draw a digit and see where it lands, and find out what beta does.",
    minutes=30,
    paper="Kingma & Welling 2013",
    config=VAEConfig,
    weights=(
        "vae-conv-mnist",
        "vae-conv-glyphs",
        "vae-conv-hangul",
        "vae-conv-fashion-mnist",
        "vae-mnist",
        "vae-glyphs",
        "vae-fashion-mnist",
        *chain.from_iterable(FAMILIES.values()),
    ),
    icon=":material/explore:",
    portrait="Decoded from a grid over the latent plane of a model that learned from MNIST.",
    charts=(
        Chart(
            "Costs",
            (
                "training loss",
                "held-out negative ELBO",
                "reconstruction",
                "held-out reconstruction",
                "KL",
                "held-out KL",
            ),
            "nats per picture",
        ),
        Chart("KL of each dimension", ("KL of z*",), "nats"),
        Chart("Active units", ("active units",)),
        Chart("Mutual information", ("mutual information",), "nats"),
        Chart("Beta", ("beta",)),
    ),
    verdict=verdict.verdict,
    presets=PRESETS,
)

"""pix2pix: its entry in the catalogue."""

from engine.core.card import Card, Chart
from engine.lessons.translate.pix2pix.config import PairConfig
from engine.lessons.translate.pix2pix.presets import PRESETS

CARD = Card(
    name="pix2pix",
    title="pix2pix",
    group="Translate",
    summary="A generator learns from pairs: a label map, edges or a grey picture, and the picture that belongs to it.",
    invitation="Draw a label map and watch a house front or a landscape follow each stroke; find out what L1 and the critic are each good for.",
    minutes=25,
    paper="Isola, Zhu, Zhou & Efros 2017",
    config=PairConfig,
    weights=(
        *("facades", "scenes", "scenes-grey", "scenes-edges"),
        *("scenes-l1-10", "scenes-l1-1", "scenes-critic", "scenes-l1-only"),
        *("scenes-patch-1", "scenes-patch-16", "scenes-patch-whole"),
    ),
    icon=":material/dashboard:",
    portrait="Label maps, and what the generator makes of them.",
    charts=(
        Chart("L1", ("L1", "held-out L1")),
        Chart("L2", ("L2",)),
        Chart("What the critic says", ("D(real)", "D(made)")),
        Chart("Adversarial losses", ("adversarial", "critic")),
        Chart("Loss of the generator", ("training loss",)),
        Chart("A grid on what is made", ("checkerboard",)),
        Chart("Gradient, stage by stage", ("gradient *",)),
    ),
    presets=PRESETS,
)

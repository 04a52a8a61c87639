"""GAN on points: its entry in the catalogue."""

from engine.core.card import Card, Chart
from engine.lessons.compete.points import verdict
from engine.lessons.compete.points.config import PointsConfig
from engine.lessons.compete.points.presets import PRESETS

CARD = Card(
    name="points",
    title="GAN on points",
    group="Compete",
    summary="Two small networks play on a plane: one makes points, the other judges whether they are real.",
    invitation="Watch both learn in slow motion or at full speed, train one of them alone, draw your own shape, and break the game.",
    minutes=20,
    paper="Goodfellow et al. 2014",
    config=PointsConfig,
    weights=(),
    icon=":material/scatter_plot:",
    portrait="Real points, made points and the discriminator's verdict: at the start, on the way, and where both match.",
    charts=(
        Chart("What D says", ("D(x)", "D(G(z))", "where both settle")),
        Chart("Losses", ("discriminator loss", "generator loss")),
        Chart("Length of the gradients", ("gradient of D", "gradient of G")),
        Chart("Distance to held-out points", ("distance", "distance, at least", "distance, at most")),
        Chart("Real points that are reached", ("reached",)),
        Chart("Covered heaps", ("covered heaps",)),
    ),
    verdict=verdict.verdict,
    presets=PRESETS,
)

"""Concept vectors: its entry in the catalogue."""

from engine.core.card import Card, Chart
from engine.lessons.encode.concepts import verdict
from engine.lessons.encode.concepts.config import ConceptsConfig

CARD = Card(
    name="concepts",
    title="Concept vectors",
    group="Encode",
    summary="In a latent space of faces a direction can mean something: a smile, glasses, a beard.",
    invitation="Move sliders that make a face smile, build a direction of your own, and see honestly what else it changes.",
    minutes=30,
    paper="Larsen et al. 2016",
    config=ConceptsConfig,
    weights=("faces-photo", "faces-cartoon", "faces-pixels", "faces-eye", "faces-critic"),
    icon=":material/sentiment_satisfied:",
    portrait="Faces from random codes, each moved along the smile vector.",
    charts=(
        Chart("Costs", ("training loss", "reconstruction", "held-out reconstruction"), "nats per picture"),
        Chart("KL", ("KL", "held-out KL"), "nats per picture"),
        Chart("PSNR", ("held-out PSNR (dB)",), "dB"),
        Chart("The eye's distance", ("unlike to the eye", "held-out unlike to the eye")),
        Chart("The critic's verdicts", ("critic on originals", "critic on made")),
        Chart("Active units", ("active units",)),
    ),
    verdict=verdict.verdict,
)

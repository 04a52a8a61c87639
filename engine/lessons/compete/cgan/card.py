"""Conditional GAN: its entry in the catalogue."""

from engine.core.card import Card, Chart
from engine.lessons.compete import verdict as compete_verdict
from engine.lessons.compete.cgan.config import ConditionalConfig
from engine.lessons.compete.cgan.presets import PRESETS
from engine.lessons.compete.charts import GAN_CHARTS

CARD = Card(
    name="cgan",
    title="Conditional GAN",
    group="Compete",
    summary="A GAN that is told what to draw: both networks see the label.",
    invitation="Ask for a letter or a face with glasses, mix two wishes, and measure how well it obeys.",
    minutes=25,
    paper="Mirza & Osindero 2014; Miyato & Koyama 2018",
    config=ConditionalConfig,
    weights=("cgan-glyphs", "cgan-hangul", "cgan-fashion-mnist", "cgan-faces"),
    icon=":material/rule:",
    portrait="Each column asks for another letter, each row is one noise: a handwriting.",
    rewinds=True,
    charts=(
        Chart("Obedience", ("obedience",)),
        Chart("Obedience of each wish", ("obedience of *",)),
        *GAN_CHARTS,
    ),
    verdict=compete_verdict.verdict,
    presets=PRESETS,
)

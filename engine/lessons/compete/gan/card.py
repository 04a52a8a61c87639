"""GAN on pictures: its entry in the catalogue."""

from engine.core.card import Card
from engine.lessons.compete import verdict as compete_verdict
from engine.lessons.compete.charts import GAN_CHARTS
from engine.lessons.compete.gan.advice import ADVICE
from engine.lessons.compete.gan.config import GANConfig
from engine.lessons.compete.gan.presets import PRESETS

CARD = Card(
    name="gan",
    title="GAN on pictures",
    group="Compete",
    summary="A generator learns to draw by fooling a discriminator, which learns from its drawings to see better.",
    invitation="Watch a DCGAN learn to draw letters within a minute, break it in a dozen famous ways, and mend it again.",
    minutes=40,
    paper="Goodfellow et al. 2014; Radford et al. 2016",
    config=GANConfig,
    weights=("gan-glyphs", "gan-hangul", "gan-faces-photo", "gan-faces", "gan-fashion-mnist"),
    icon=":material/swords:",
    portrait="Faces of nobody: drawn from noise by a generator that learnt from photographs of faces.",
    rewinds=True,
    charts=GAN_CHARTS,
    verdict=compete_verdict.verdict,
    presets=PRESETS + ADVICE,
)

"""Pictures out of noise: its entry in the catalogue."""

from engine.core.card import Card, Chart
from engine.lessons.flow.pictures import verdict
from engine.lessons.flow.pictures.config import PicturesConfig
from engine.lessons.flow.pictures.presets import PRESETS

CARD = Card(
    name="pictures",
    title="Pictures out of noise",
    group="Flow",
    summary="A network learns which way leads from noise to a picture. Walked step by step, noise becomes a picture that nobody drew.",
    invitation="Watch noise turn into letters and clothes, ask for one and overdo it, paint into a hole, and compare three kinds of makers.",
    minutes=40,
    paper="Lipman et al. 2023; Ho et al. 2020",
    config=PicturesConfig,
    weights=("flow-glyphs", "flow-fashion-mnist", "flow-faces-photo"),
    icon=":material/grain:",
    portrait="From noise to two letters, left to right. Beneath each: what the network takes it for at that time.",
    rewinds=True,
    charts=(
        Chart("Loss", ("training loss", "held-out loss")),
        Chart("Held-out loss early, midway and late", ("at time 0.1", "at time 0.5", "at time 0.9")),
        Chart("The crowd of made pictures", ("coverage", "diversity", "density")),
        Chart("KID", ("KID", "KID, at least", "KID, at most")),
        Chart("Length of the gradient", ("gradient",)),
    ),
    verdict=verdict.verdict,
    presets=PRESETS,
)

"""Style transfer: its entry in the catalogue."""

from engine.core.card import Card, Chart
from engine.lessons.paint.style.config import StyleConfig
from engine.lessons.paint.style.presets import PRESETS

CARD = Card(
    name="style",
    title="Style transfer",
    group="Paint",
    summary="A picture is painted anew: its shapes from one picture, its strokes and colours from another.",
    invitation="Paint your own photograph like the Starry Night, pull the weights while it is being painted, and look at what the network sees.",
    minutes=30,
    paper="Gatys, Ecker & Bethge 2016; Huang & Belongie 2017; Johnson et al. 2016",
    config=StyleConfig,
    weights=(),
    icon=":material/brush:",
    portrait="One photograph in four styles, painted by the network.",
    charts=(
        Chart("Losses", ("content", "style", "smoothness")),
        Chart("Pull of each part on the picture", ("pull of content", "pull of style", "pull of smoothness")),
        Chart("Weights of the losses", ("weight of content", "weight of style", "weight of smoothness")),
    ),
    presets=PRESETS,
)

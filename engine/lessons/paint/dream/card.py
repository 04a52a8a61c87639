"""DeepDream: its entry in the catalogue."""

from engine.core.card import Card, Chart
from engine.lessons.paint.dream.config import DreamConfig

CARD = Card(
    name="dream",
    title="DeepDream",
    group="Paint",
    summary="A network strengthens in a picture whatever it believes to see there.",
    invitation="Choose a layer, watch a cloud grow eyes, and see what excites each channel of the network.",
    minutes=15,
    paper="Mordvintsev et al. 2015",
    config=DreamConfig,
    weights=(),
    icon=":material/bedtime:",
    portrait="A photograph, and what the layers of the eye dream of it.",
    charts=(Chart("How excited the layer is", ("excitement",)),),
)

"""Reader of sentences: its entry in the catalogue."""

from engine.core.card import Card, Chart
from engine.lessons.helpers.reader.config import ReaderConfig

CARD = Card(
    name="reader",
    title="Reader of sentences",
    group="Compete",
    summary="A network that reads sentences, and one that tells which of them fits a picture.",
    invitation="It has no page: the lesson on pictures from sentences listens to it.",
    minutes=0,
    paper="Reed et al. 2016; Xu et al. 2018",
    config=ReaderConfig,
    weights=("reader-shapes", "reader-faces"),
    icon=":material/menu_book:",
    portrait="",
    charts=(
        Chart("Loss", ("reading loss", "fit")),
        Chart("Right", ("questions answered", "right sentence found", "held-out sentences found")),
    ),
    helper=True,
)

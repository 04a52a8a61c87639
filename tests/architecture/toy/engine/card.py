"""Average: its entry in the catalogue."""

from engine.lessons.encode.average.config import AverageConfig

from engine.core.card import Card, Chart

CARD = Card(
    name="average",
    title="The average picture",
    group="Encode",
    summary="One picture that resembles all others as well as one picture can.",
    invitation="Watch the mean of all pictures being found by small steps.",
    minutes=5,
    paper="Gauss 1809",
    config=AverageConfig,
    weights=("average-glyphs",),
    icon=":material/filter_1:",
    portrait="The average of all glyphs.",
    charts=(Chart("Loss", ("training loss", "held-out loss")),),
)

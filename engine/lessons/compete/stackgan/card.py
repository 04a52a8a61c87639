"""Pictures from sentences: its entry in the catalogue."""

from engine.core.card import Card, Chart
from engine.lessons.compete.stackgan.config import StackConfig

CARD = Card(
    name="stackgan",
    title="Pictures from sentences",
    group="Compete",
    summary="A GAN that draws what a sentence says: first a rough sketch, then a finer picture over it.",
    invitation="Type what you want to see, leave a word out, walk from one sentence to another, and ask for what it has never met.",
    minutes=25,
    paper="Zhang et al. 2017; Reed et al. 2016",
    config=StackConfig,
    weights=("text-shapes", "text-faces"),
    icon=":material/chat:",
    portrait="Sentences, the sketch of the first stage, and the picture of the second.",
    charts=(
        Chart("Obedience to held-out sentences", ("obedience",)),
        Chart("Obedience of each part of a sentence", ("obedience of *",)),
        Chart("Right sentence found", ("right sentence found",)),
        Chart("What D says", ("D(x)", "D(G(z))", "D(x, wrong sentence)")),
        Chart("Losses", ("critic loss", "generator loss", "fit of made pictures")),
        Chart("Cost of blurring sentences", ("blur cost",), "nats"),
        Chart("KID", ("KID", "KID, at least", "KID, at most")),
    ),
)

"""Instant painter: its entry in the catalogue."""

from engine.core.card import Card, Chart
from engine.lessons.paint.instant.config import InstantConfig

CARD = Card(
    name="instant",
    title="Instant painter",
    group="Paint",
    summary="A network that paints any picture in any style in one pass.",
    invitation="It has no page of its own: the lesson on style transfer paints with it.",
    minutes=0,
    paper="Li et al. 2017; Lu et al. 2019",
    config=InstantConfig,
    weights=("instant",),
    icon=":material/bolt:",
    portrait="",
    charts=(
        Chart(
            "Losses",
            ("content", "style", "held-out content", "held-out style", "smoothness", "held-out smoothness"),
        ),
    ),
    helper=True,
)

"""Eye: its entry in the catalogue."""

from engine.core.card import Card, Chart
from engine.lessons.helpers.eye.config import EyeConfig

CARD = Card(
    name="eye",
    title="Eye",
    group="Paint",
    summary="A compact network that sees pictures as VGG-19 does: what style transfer looks with.",
    invitation="It has no page: the lessons that paint look with it.",
    minutes=0,
    paper="Gatys et al. 2016; Hinton et al. 2015",
    config=EyeConfig,
    weights=("eye",),
    icon=":material/visibility:",
    portrait="",
    charts=(
        Chart("Loss", ("training loss",)),
        Chart("Error of the features", ("features of *",)),
        Chart("Error of the Gram matrices", ("Gram of *",)),
    ),
    helper=True,
)

"""Guard of kinds: its entry in the catalogue."""

from engine.core.card import Card, Chart
from engine.lessons.helpers.guard.config import GuardConfig

CARD = Card(
    name="guard",
    title="Guard of kinds",
    group="Translate",
    summary="A network that tells photographs, paintings and other pictures apart.",
    invitation="It has no page: the lesson on CycleGAN asks it before it translates.",
    minutes=0,
    paper="Cox 1958; Gatys et al. 2016",
    config=GuardConfig,
    weights=("guard",),
    icon=":material/shield:",
    portrait="",
    charts=(Chart("Loss", ("training loss",)), Chart("Right", ("accuracy",))),
    helper=True,
)

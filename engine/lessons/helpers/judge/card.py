"""Judge of marks: its entry in the catalogue."""

from engine.core.card import Card, Chart
from engine.lessons.helpers.judge import verdict
from engine.lessons.helpers.judge.config import JudgeConfig

CARD = Card(
    name="judge",
    title="Judge of marks",
    group="Encode",
    summary="A network that says which marks or which class a picture has: it judges what other models make.",
    invitation="It has no page: other lessons ask it.",
    minutes=0,
    paper="He et al. 2015; Zhang et al. 2018",
    config=JudgeConfig,
    weights=(
        *("judge-faces-photo", "judge-faces", "eye-faces-photo", "eye-faces"),
        *("judge-glyphs", "judge-hangul", "judge-mnist", "judge-fashion-mnist", "judge-shapes"),
    ),
    icon=":material/gavel:",
    portrait="",
    charts=(Chart("Loss", ("training loss", "held-out loss")), Chart("Right", ("accuracy", "AUC"))),
    helper=True,
    verdict=verdict.verdict,
)

"""Finder of faces: its entry in the catalogue."""

from engine.core.card import Card, Chart
from engine.lessons.helpers.finder.config import FinderConfig

CARD = Card(
    name="finder",
    title="Finder of faces",
    group="Encode",
    summary="A small network that finds the eyes of every face in a picture, upright or leaning, near or far.",
    invitation="It has no page: where people bring a picture of their own, it lays the box around the face.",
    minutes=0,
    paper="Vaillant et al. 1994; Redmon et al. 2016",
    config=FinderConfig,
    weights=("finder",),
    icon=":material/face_retouching_natural:",
    portrait="",
    charts=(
        Chart("Loss", ("training loss",)),
        Chart("Found", ("found", "false alarms")),
        Chart("How far off", ("eyes off by",), "of the distance between the eyes"),
    ),
    helper=True,
)

"""Brushes at hand: shipped ones, called by the style that they have learnt, and the reader's own."""

from typing import Any

from engine.catalog import CARDS
from engine.language.words import _
from engine.lessons.paint.brush.config import NEAREST, NOTHING, BrushConfig
from playground.widgets import models, picture_shelf
from playground.widgets.models import Model

SHIPPED = CARDS["brush"].weights


def at_hand() -> list[Model]:
    return models.at_hand("brush", titled=style_of)


def style_of(card: dict[str, Any]) -> str:
    return picture_shelf.title(card["config"]["style"])


def called(name: str) -> Model | None:
    """The brush of this name as it is now: one that learns changes."""
    return next((model for model in at_hand() if model.name == name in SHIPPED), None) or models.of_run(name)


def words_of_begin(config: BrushConfig) -> str:
    """What it begins with, in a sentence; empty where that is nothing."""
    if config.start == NEAREST:
        return _(
            "It begins with the nearest shipped brush of this width, if there is one: then strokes show from the first look."
        )
    model = None if config.start == NOTHING else called(config.start)
    return _("It begins with the brush of **{style}**.", style=style_of(model.card)) if model else ""

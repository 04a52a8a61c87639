"""Brushes at hand: shipped ones, called by the style that they have learnt, and the reader's own."""

import dataclasses

import streamlit as st

from engine.catalog import CARDS
from engine.language.words import _
from engine.lessons.paint.brush.config import NEAREST, NOTHING, BrushConfig
from playground.shell import gate
from playground.shell.caching import of_desk
from playground.widgets import models, picture_shelf
from playground.widgets.models import Model

SHIPPED = CARDS["brush"].weights


def at_hand() -> list[Model]:
    found = models.at_hand("brush")
    own = [model for model in found if model.name not in CARDS["brush"].weights]
    return [_titled(model) for model in found if model.name in SHIPPED] + own


def _titled(model: Model) -> Model:
    return dataclasses.replace(model, title=models.noted(style_of(model), _("shipped")))


def style_of(model: Model) -> str:
    return picture_shelf.title(model.card["config"]["style"])


def called(name: str) -> Model | None:
    """The brush of this name as it is now: one that learns changes."""
    return next((model for model in at_hand() if model.name == name), None) or models.of_run(name)


def begun(config: BrushConfig) -> BrushConfig:
    """The same settings, with the brush named that they begin with."""
    return dataclasses.replace(config, start=_nearest(config)) if config.start == NEAREST else config


def words_of_begin(config: BrushConfig) -> str:
    """What it begins with, in a sentence; empty where that is nothing."""
    name = begun(config).start
    model = None if name == NOTHING else called(name)
    if model is None:
        return ""
    if config.start == NEAREST:
        return _(
            "It begins with the brush of **{style}**, of the shipped ones the nearest: strokes show from the first look.",
            style=style_of(model),
        )
    return _("It begins with the brush of **{style}**.", style=style_of(model))


@of_desk(st.cache_data, max_entries=32, show_spinner=False)
@gate.heavy("Looking for the nearest brush", seconds=1)
def _nearest(config: BrushConfig) -> str:
    from engine.lessons.paint.brush import begin  # brings torch

    return begin.nearest(config)

"""The machines at hand, opened once, and the texts that they learnt from."""

from pathlib import Path

import streamlit as st

from engine.core import config as configs
from engine.core.errors import Trouble
from engine.language.words import _
from engine.lessons.write.letters import model as letters_model
from engine.lessons.write.letters.config import LettersConfig
from engine.lessons.write.letters.model import Writer
from engine.lessons.write.letters.texts import library
from engine.lessons.write.letters.texts.library import Text
from playground.shell.caching import of_desk
from playground.widgets import models
from playground.widgets.models import Model, of_run

__all__ = ["choose", "config_of", "of_run", "opened", "text_of"]


def choose(key: str) -> Model | None:
    return models.choose(_("Model"), models.at_hand("letters"), key=key, param="model")


@of_desk(st.cache_resource, max_entries=12, show_spinner=False)
def _opened(path: str, stamp: float) -> Writer:
    return letters_model.load(Path(path))


def opened(model: Model) -> Writer:
    return _opened(str(model.path), model.stamp)


def config_of(model: Model) -> LettersConfig:
    return configs.from_dict(LettersConfig, model.card["config"])


def text_of(config: LettersConfig) -> Text | None:
    """What a machine of these settings learnt from; None where it is another's own text, or is gone."""
    try:
        return library.load(config.text, config.letters, config.own)
    except Trouble:
        return None

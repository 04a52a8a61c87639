"""Asking the shipped judge what it sees in a model's faces."""

from typing import Any

import numpy as np
import streamlit as st

from engine.weights import shelf
from playground.shell.caching import of_desk
from playground.widgets import models
from playground.widgets.models import Model


def name_of(model: Model) -> str | None:
    """The judge of the model's pictures, where one ships."""
    name = f"judge-{model.data}"
    return name if name in shelf.shipped() else None


@of_desk(st.cache_resource, max_entries=3, show_spinner="Calling the judge")
def _judge(name: str, stamp: float) -> Any:
    from engine.lessons.helpers.judge import model as judge_model

    return judge_model.load(shelf.find(name))


def judge(model: Model) -> Any:
    """The judge itself; None where none ships."""
    name = name_of(model)
    return _judge(name, shelf.find(name).stat().st_mtime) if name else None


def probabilities(model: Model, codes: np.ndarray) -> Any:
    """For each code the probability of each mark (n, k); None where no judge knows these pictures. Nothing is kept: the code
    may be that of a reader's face."""
    found = judge(model)
    return None if found is None else found.probabilities(models.loaded(model).decode(codes))

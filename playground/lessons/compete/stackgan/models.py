"""Models that draw what a sentence says: the networks on the server, what they draw, and what the judge reads in it."""

from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import streamlit as st

from engine.core import config as configs
from engine.data.sentences import worlds
from engine.lessons.compete.stackgan import config as stackgan_config
from engine.lessons.compete.stackgan.config import StackConfig
from playground.shell.caching import of_desk
from playground.widgets import judge as widgets_judge
from playground.widgets.models import Model

NOISES = 10

Words = tuple[str, ...]


def world_of(model: Model) -> ModuleType:
    return worlds.of(model.data)


def refines(model: Model) -> bool:
    """Whether the second stage has begun to learn: a run that is still at work may not have come so far."""
    config = configs.from_dict(StackConfig, model.card["config"])
    return stackgan_config.phase(config, model.card.get("step", config.steps)) == "refining"


@of_desk(st.cache_resource, max_entries=4, show_spinner="The model is getting ready")
def _illustrator(path: str, stamp: float) -> Any:
    """Shared by all visitors. It brings torch."""
    from engine.lessons.compete.stackgan import model as stackgan_model

    ready = stackgan_model.load(Path(path))
    ready.illustrate([["a"]])  # the first pass prepares what all later ones use
    return ready


def illustrator(model: Model) -> Any:
    return _illustrator(str(model.path), model.stamp)


@of_desk(st.cache_data, max_entries=64, show_spinner="Drawing")
def _drawn(path: str, stamp: float, meanings: np.ndarray, noise: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    made = _illustrator(path, stamp).draw(meanings, noise)
    return made.enlarged, made.pictures


def drawn(model: Model, sentences: tuple[Words, ...], seed: int, count: int = NOISES) -> tuple[np.ndarray, np.ndarray]:
    """For each sentence pictures from the same `count` noises, one sentence after another: the sketches, each pixel repeated
    until they are as large as the pictures, and the pictures; both uint8 (sentences * count, s, s, 3)."""
    return painted(model, illustrator(model).meaning(sentences), seed, count)


def painted(model: Model, meanings: np.ndarray, seed: int, count: int) -> tuple[np.ndarray, np.ndarray]:
    """The same for meanings (n, text)."""
    noise = illustrator(model).noise(count, seed)
    asked = np.repeat(meanings, count, 0)
    return _drawn(str(model.path), model.stamp, asked, np.tile(noise, (len(meanings), 1)))


def sketch_size(model: Model) -> int:
    return int(model.card["config"]["sketch"])


def judged(model: Model) -> bool:
    return widgets_judge.name_of(model) is not None


def seen(model: Model, pictures: np.ndarray) -> np.ndarray:
    """int64 (n, k): how the judge reads each trait of these pictures."""
    return _seen(f"judge-{model.data}", model.data, pictures, model)


@of_desk(st.cache_data, max_entries=64, show_spinner="The judge looks at the pictures")
def _seen(judge: str, name: str, pictures: np.ndarray, _model: Model) -> np.ndarray:
    return worlds.seen(name, widgets_judge.judge(_model).probabilities(pictures))

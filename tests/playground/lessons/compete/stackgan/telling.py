"""Models that draw from sentences, made without training: tiny networks whose weights come by chance."""

import numpy as np
import torch

from engine.core import config as configs
from engine.data.drawn import shapes as drawn_shapes
from engine.data.sentences import shapes as sentences_shapes
from engine.data.sentences import worlds
from engine.data.sentences.worlds import PicturesWithSentences, Told
from engine.lessons.compete.stackgan.config import StackConfig
from engine.lessons.compete.stackgan.network import Refiner, Sketcher
from engine.lessons.helpers.reader.network import Reader
from engine.runs import store
from engine.runs.run import Run, Status
from engine.weights import checkpoint

TINY = {"width": 4, "noise": 2, "steps": 2, "sketching": 0.5, "pictures": 60, "sketch": "16"}
EMBED, TEXT, CONDITION, SIZE = 8, 8, 8, 64


def save(path, step: int | None = None, **settings) -> StackConfig:
    """Weights that tell words and noises apart: each picture is another one."""
    config = StackConfig(**{**TINY, **settings})
    side = int(config.sketch)
    torch.manual_seed(config.seed)
    networks = {
        "reader": Reader(worlds.vocabulary(worlds.of(config.data)), EMBED, TEXT),
        "sketcher": Sketcher(TEXT, CONDITION, config.noise, side, config.width),
        "refiner": Refiner(TEXT, CONDITION, side, SIZE, config.width),
    }
    for network in networks.values():
        for value in network.parameters():
            if value.dim() > 1:
                torch.nn.init.normal_(value, 0, 1.5 / value[0].numel() ** 0.5)
    card = {"lesson": "stackgan", "config": configs.to_dict(config), "step": config.steps if step is None else step}
    checkpoint.save_weights(path, networks, card)
    return config


def a_run(title: str = "Mine", step: int | None = None, **settings) -> Run:
    made = store.create("stackgan", StackConfig(**{**TINY, **settings}), title=title)
    save(made.weights, step, **settings)
    made.write_status(Status(state="finished", step=made.config.steps, steps=made.config.steps))
    return made


def few(name: str, count: int) -> PicturesWithSentences:
    """A tale of few paper shapes, drawn within a second."""
    pictures, attributes = drawn_shapes.make(300, 0)
    told = Told(pictures, sentences_shapes.rows(attributes))
    strange, kept = worlds.never_met(sentences_shapes, told.rows), worlds.held_out(told.rows)
    parts = (~strange & ~kept, kept & ~strange, strange)
    return PicturesWithSentences(name, *(told.only(np.flatnonzero(part)) for part in parts))

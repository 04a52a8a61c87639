"""The contact sheet of a model that draws what sentences say."""

from random import Random

import numpy as np

from engine import images, matching
from engine.data import worlds
from engine.data.worlds import Tale
from engine.matching import Pair
from engine.telling import Illustrator

ACROSS, NOISES = 8, 3


def sheet_of_reader(pair: Pair, data: Tale) -> tuple[np.ndarray, str]:
    """Below each sentence the pictures that it fits best and worst."""
    world, some = worlds.of(data.name), data.held_out.only(np.arange(AMONG))
    sentences = [world.say(row) for row in some.rows[:ACROSS]]
    order = matching.fits(pair, some.pictures, sentences).argsort(0)
    said = "; ".join(" ".join(words) for words in sentences)
    words = f"Of {AMONG} held-out pictures, the two that fit each sentence best, and the two that fit it worst: {said}"
    return images.sheet([some.pictures[order[place]] for place in (-1, -2, 1, 0)]), words


AMONG = 300
"""Pictures that a sentence is compared with."""


def sheet_of_illustrator(model: Illustrator, data: Tale) -> tuple[np.ndarray, str]:
    """A column for each held-out sentence; for each noise the sketch and below it the picture."""
    dice = Random(0)
    sentences = [model.world.say(model.world.hushed(row, dice)) for row in data.held_out.rows[:ACROSS]]
    rows = []
    for one in model.noise(NOISES):
        drawn = model.draw(model.meaning(sentences), np.repeat(one[None], ACROSS, 0))
        rows += [drawn.enlarged, drawn.pictures]
    said = "; ".join(" ".join(words) for words in sentences)
    return images.sheet(rows), f"Held-out sentences, each sketch with its picture below, for {NOISES} noises: {said}"


SHEETS = {"reader": sheet_of_reader, "stackgan": sheet_of_illustrator}

"""The contact sheet of a model that draws what sentences say."""

from random import Random

import numpy as np

from engine import images
from engine.data.worlds import Tale
from engine.telling import Drawn, Illustrator

ACROSS, NOISES = 8, 3


def sheet_of_illustrator(model: Illustrator, data: Tale) -> tuple[np.ndarray, str]:
    """A column for each held-out sentence; for each noise the sketch and below it the picture."""
    dice = Random(0)
    sentences = [model.world.say(model.world.hushed(row, dice)) for row in data.held_out.rows[:ACROSS]]
    rows = []
    for one in model.noise(NOISES):
        drawn = model.draw(model.meaning(sentences), np.repeat(one[None], ACROSS, 0))
        rows += [enlarged(drawn), drawn.pictures]
    said = "; ".join(" ".join(words) for words in sentences)
    return images.sheet(rows), f"Held-out sentences, each sketch with its picture below, for {NOISES} noises: {said}"


def enlarged(drawn: Drawn) -> np.ndarray:
    """The sketches, each pixel repeated until they are as large as the pictures."""
    factor = drawn.pictures.shape[1] // drawn.sketches.shape[1]
    return drawn.sketches.repeat(factor, 1).repeat(factor, 2)


SHEETS = {"stackgan": sheet_of_illustrator}

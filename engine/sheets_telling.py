"""The contact sheet of a model that draws what sentences say."""

from random import Random

import numpy as np

from engine import images
from engine.data.worlds import Tale
from engine.telling import Illustrator

ACROSS, NOISES = 8, 3


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


SHEETS = {"stackgan": sheet_of_illustrator}

"""How near the average is to held-out pictures, and its contact sheet."""

import numpy as np
from engine.lessons.encode.average.config import AverageConfig
from engine.lessons.encode.average.model import Averager

from engine.data.pictures import Pictures
from engine.lessons.score import Score, mean_score


def measure(model: Averager, data: Pictures, config: AverageConfig) -> list[Score]:
    far = np.abs(data.held_out.astype(float) - model.picture()).mean((1, 2, 3))
    return [mean_score("distance", far, "of 255", "mean over the pixels")]


def sheet(model: Averager, data: Pictures) -> tuple[np.ndarray, str]:
    return model.picture(), "The average picture"

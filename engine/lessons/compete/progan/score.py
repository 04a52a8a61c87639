"""How good a progressive GAN is, and its contact sheet."""

import numpy as np

from engine.data import sheets
from engine.data.pictures import Pictures
from engine.lessons.compete.progan.config import ProgressiveConfig
from engine.lessons.compete.progan.model import TrainedProGAN
from engine.lessons.compete.score import crowd
from engine.lessons.score import Score


def measure(model: TrainedProGAN, data: Pictures, config: ProgressiveConfig) -> list[Score]:
    return crowd(model, data, None)


def sheet(grower: TrainedProGAN, data: Pictures) -> tuple[np.ndarray, str]:
    """The same noise at every resolution, and below that what it invents when it is done."""
    tower = grower.tower(grower.noise(16, seed=1))
    rows = [sheets.enlarged(made, grower.size) for made in tower.values()]
    made = grower.sample(64)
    words = "Above, each column is one noise at 4, 8, 16, 32 and 64 pixels; below, invented from noise. Nothing was picked out"
    return sheets.sheet([*rows, *np.split(made, 4)]), words

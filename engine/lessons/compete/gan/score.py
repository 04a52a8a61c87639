"""How good a GAN on pictures is, and its contact sheet."""

import numpy as np

from engine.data import sheets
from engine.data.pictures import Pictures
from engine.lessons.compete.gan.config import GANConfig
from engine.lessons.compete.gan.model import Inventor
from engine.lessons.compete.score import crowd
from engine.lessons.score import Score


def measure(model: Inventor, data: Pictures, config: GANConfig) -> list[Score]:
    return crowd(model, data, None)


def sheet(inventor: Inventor, data: Pictures) -> tuple[np.ndarray, str]:
    return sheets.grid(inventor.sample(96), across=16), "Invented from noise; nothing was picked out"

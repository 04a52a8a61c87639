"""What a brush learns from: one style, and pictures to practise on."""

from dataclasses import dataclass

import numpy as np

from engine.data import gallery as data_gallery
from engine.data import library
from engine.data.public import art
from engine.data.uploads import intake
from engine.lessons.paint.brush.config import BrushConfig
from engine.lessons.paint.inputs import SCENES, Style, style


@dataclass(frozen=True)
class BrushInputs:
    """Pictures that a brush learns to paint, uint8 (n, h, w, 3), others that it is tried on, and its style."""

    contents: np.ndarray
    held_out: np.ndarray
    style: Style


def for_brush(config: BrushConfig) -> BrushInputs:
    if config.data == "drawn":
        contents, held_out = art.drawn_scenes(SCENES)
    else:
        pictures = library.pictures_of(config.data)
        photograph = art.CLASSES.index("photograph")
        contents = pictures.train[pictures.train_labels == photograph]
        held_out = pictures.held_out[pictures.held_out_labels == photograph]
    photographs = [intake.square(data_gallery.picture(name), art.SIDE) for name in ("photo:china", "photo:flower")]
    return BrushInputs(contents, np.stack([*photographs, *held_out]), style(config.style))

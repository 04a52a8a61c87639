"""How well a brush paints held-out pictures in its style, and its contact sheet."""

import numpy as np
import torch

from engine.data import gallery as data_gallery
from engine.data import sheets
from engine.data.uploads import intake
from engine.lessons import gram_losses
from engine.lessons.helpers.eye import model as eye_model
from engine.lessons.helpers.eye.network import LAYERS
from engine.lessons.paint import grams
from engine.lessons.paint.brush.config import BrushConfig
from engine.lessons.paint.brush.inputs import BrushInputs
from engine.lessons.paint.brush.model import Brush
from engine.lessons.paint.crops import CONTENT_LAYER
from engine.lessons.score import Score, mean_score
from engine.nn import device, images

SHOWN = "scene:harbour", "scene:village", "photo:china"
SIDE = 256


def measure(brush: Brush, data: BrushInputs, config: BrushConfig) -> list[Score]:
    """The eye's losses of its paintings; and of the pictures themselves, as what doing nothing would score."""
    eye = eye_model.load("compact")
    wanted = grams.grams_of(data.style, eye, config.look)
    losses: dict[str, list[float]] = {"content": [], "style": [], "nothing": []}
    with torch.inference_mode():
        for picture in data.held_out:
            before, after = (eye.see(unit(one)) for one in (picture, brush.paint(picture)))
            losses["content"].append(float(gram_losses.content(after[CONTENT_LAYER], before[CONTENT_LAYER])))
            for name, seen in (("style", after), ("nothing", before)):
                far = [gram_losses.style(gram_losses.gram(seen[layer]), wanted[layer]) for layer in LAYERS]
                losses[name].append(float(torch.stack(far).mean()))
    words = "in the shipped eye's sight"
    return [
        mean_score("content loss", np.array(losses["content"]), "", f"{words}; 0 keeps all"),
        mean_score("style loss", np.array(losses["style"]), "", f"{words}; 0 is the style itself"),
        mean_score("style loss of the pictures", np.array(losses["nothing"]), "", "the same, if nothing is painted"),
    ]


def unit(picture: np.ndarray) -> torch.Tensor:
    return images.to_unit(torch.from_numpy(np.ascontiguousarray(picture))[None]).to(device.pick())


def sheet(brush: Brush, data: BrushInputs) -> tuple[np.ndarray, str]:
    given = [intake.square(data_gallery.picture(name, 2 * SIDE), SIDE) for name in SHOWN]
    made = [brush.paint(one) for one in given]
    return sheets.sheet([np.stack(given), np.stack(made)]), "Above pictures, below how the brush paints them"

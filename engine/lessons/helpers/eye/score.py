"""How well the shipped eye sees and the shipped painter paints, on pictures that neither has learnt from."""

import numpy as np
import torch

from engine.data.pictures import Pictures
from engine.lessons import gram_losses
from engine.lessons.helpers.eye import model as eye_model
from engine.lessons.helpers.eye import train
from engine.lessons.helpers.eye.config import EyeConfig
from engine.lessons.helpers.eye.model import Eye
from engine.lessons.helpers.eye.network import LAYERS
from engine.lessons.paint.style import comparison
from engine.lessons.score import Score, mean_score
from engine.nn import device, images

AT_ONCE = 8


def measure(model: Eye, data: Pictures, config: EyeConfig) -> list[Score]:
    """Errors against the teacher, each as a share of what there is to be seen."""
    teacher = eye_model.teacher()
    features: dict[str, list[float]] = {name: [] for name in LAYERS}
    grams: dict[str, list[float]] = {name: [] for name in LAYERS}
    with torch.inference_mode():
        for some in torch.from_numpy(data.held_out).split(AT_ONCE):
            x = images.to_unit(some).to(device.pick())
            with device.precision():
                target = train.wanted(model.network, teacher(x))
            seen = model.see(x)
            for name in LAYERS:
                for a, b in zip(seen[name].float().split(1), target[name].float().split(1), strict=True):
                    features[name].append(float(gram_losses.content(a, b)))
                    grams[name].append(float(gram_losses.style(gram_losses.gram(a), gram_losses.gram(b))))
    words = "cuts of 256 px; 0 is VGG-19's own sight in the axes that are read, 1 is blindness"
    return [
        mean_score(f"{what} of {name}", np.array(values[name]), "", words)
        for what, values in (("error of the features", features), ("error of the Gram matrix", grams))
        for name in LAYERS
    ]


def sheet(eye: Eye, data: Pictures) -> tuple[np.ndarray, str]:
    """Paintings of drawn scenes in drawn styles: no photograph and no painting by anybody else."""
    contents, styles = (
        ("scene:harbour", "scene:cat"),
        ("painting:waves", "painting:stained-glass", "painting:flow-field"),
    )
    words = f"Drawn scenes on the left, drawn styles above, and what this eye makes of them in {comparison.STEPS} steps"
    return comparison.table(eye, contents, styles), words

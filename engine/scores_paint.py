"""How well the shipped eye sees and the shipped painter paints, on pictures that neither has learnt from."""

import numpy as np
import torch

from engine import device, eyes, images, style_losses
from engine.configs_paint import EyeConfig, InstantConfig
from engine.data.pictures import Pictures
from engine.eyes import Eye
from engine.instant import Instant
from engine.models.eye import LAYERS
from engine.scores import Score, mean_score
from engine.training import eye as teaching
from engine.training import instant as painting

AT_ONCE = 8
PAIRS = 64


def eye(model: Eye, data: Pictures, config: EyeConfig) -> list[Score]:
    """Errors against the teacher, each as a share of what there is to be seen."""
    teacher = eyes.teacher()
    features: dict[str, list[float]] = {name: [] for name in LAYERS}
    grams: dict[str, list[float]] = {name: [] for name in LAYERS}
    with torch.inference_mode():
        for some in torch.from_numpy(data.held_out).split(AT_ONCE):
            x = images.to_unit(some).to(device.pick())
            with device.precision():
                target = teaching.wanted(model.network, teacher(x))
            seen = model.see(x)
            for name in LAYERS:
                for a, b in zip(seen[name].float().split(1), target[name].float().split(1), strict=True):
                    features[name].append(float(style_losses.content(a, b)))
                    grams[name].append(float(style_losses.style(style_losses.gram(a), style_losses.gram(b))))
    words = "cuts of 256 px; 0 is VGG-19's own sight in the axes that are read, 1 is blindness"
    return [
        mean_score(f"{what} of {name}", np.array(values[name]), "", words)
        for what, values in (("error of the features", features), ("error of the Gram matrix", grams))
        for name in LAYERS
    ]


def instant(model: Instant, data: Pictures, config: InstantConfig) -> list[Score]:
    """The eye's losses of instant paintings; and of the photographs themselves, as what doing nothing would score."""
    photographs, paintings = (
        data.held_out[data.held_out_labels == kind] for kind in (painting.PHOTOGRAPH, painting.PAINTING)
    )
    chance = np.random.default_rng(0)
    contents, styles = (
        torch.from_numpy(pictures[chance.integers(len(pictures), size=PAIRS)]) for pictures in (photographs, paintings)
    )
    losses: dict[str, list[float]] = {"content": [], "style": [], "nothing": []}
    with torch.inference_mode():
        for content, style in zip(contents.split(1), styles.split(1), strict=True):
            x, y = (images.to_unit(one).to(device.pick()) for one in (content, style))
            _, parts = painting.losses_of(model.painter, model.eye, x, y, torch.Generator().manual_seed(0))
            before, wanted = model.eye.see(x), model.eye.see(y)
            same = [style_losses.style(style_losses.gram(before[k]), style_losses.gram(wanted[k])) for k in LAYERS]
            losses["content"].append(float(parts["content"]))
            losses["style"].append(float(parts["style"]))
            losses["nothing"].append(float(torch.stack(same).mean()))
    pairs = "pairs of a held-out photograph and a held-out painting"
    words = "cuts of 256 px, in the shipped eye's sight"
    return [
        mean_score("content loss", np.array(losses["content"]), "", f"{words}; 0 keeps all", pairs),
        mean_score("style loss", np.array(losses["style"]), "", f"{words}; 0 is the style itself", pairs),
        mean_score(
            "style loss of the photograph", np.array(losses["nothing"]), "", "the same, if nothing is painted", pairs
        ),
    ]

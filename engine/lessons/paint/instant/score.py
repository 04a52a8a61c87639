"""How well the instant painter paints held-out photographs, and its contact sheet."""

import numpy as np
import torch

from engine.data import gallery as data_gallery
from engine.data import sheets
from engine.data.pictures import Pictures
from engine.lessons import gram_losses
from engine.lessons.helpers.eye.network import LAYERS
from engine.lessons.paint import inputs as paint_inputs
from engine.lessons.paint.instant import train
from engine.lessons.paint.instant.config import InstantConfig
from engine.lessons.paint.instant.model import Instant
from engine.lessons.paint.instant.train import PAINTING, PHOTOGRAPH
from engine.lessons.score import Score, mean_score
from engine.nn import device, images

PAIRS = 64


def measure(model: Instant, data: Pictures, config: InstantConfig) -> list[Score]:
    """The eye's losses of instant paintings; and of the photographs themselves, as what doing nothing would score."""
    photographs, paintings = (data.held_out[data.held_out_labels == kind] for kind in (PHOTOGRAPH, PAINTING))
    chance = np.random.default_rng(0)
    contents, styles = (
        torch.from_numpy(pictures[chance.integers(len(pictures), size=PAIRS)]) for pictures in (photographs, paintings)
    )
    losses: dict[str, list[float]] = {"content": [], "style": [], "nothing": []}
    with torch.inference_mode():
        for content, style in zip(contents.split(1), styles.split(1), strict=True):
            x, y = (images.to_unit(one).to(device.pick()) for one in (content, style))
            _, parts = train.losses_of(model.painter, model.eye, x, y, torch.Generator().manual_seed(0))
            before, wanted = model.eye.see(x), model.eye.see(y)
            same = [gram_losses.style(gram_losses.gram(before[k]), gram_losses.gram(wanted[k])) for k in LAYERS]
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


def sheet(painter: Instant, data: Pictures) -> tuple[np.ndarray, str]:
    contents = [data_gallery.picture(name, 256) for name in ("scene:harbour", "scene:cat", "scene:lake")]
    names = ("waves", "stained-glass", "flow-field", "woodcut", "mosaic")
    styles = [paint_inputs.style(f"painting:{name}", longest=256) for name in names]
    above = np.stack(
        [np.full_like(contents[0], 255), *(style.picture for style in styles if style.picture is not None)]
    )
    rows = [np.stack([one, *(painter.paint(one, [style]) for style in styles)]) for one in contents]
    return sheets.sheet([above, *rows]), "Drawn scenes on the left, drawn styles above, each painted in one pass"

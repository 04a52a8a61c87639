"""What an eye sees in pictures, numpy in and out: the Gram matrices that painting compares."""

import numpy as np
import torch
from torch import Tensor

from engine.core.errors import Trouble
from engine.language.words import _
from engine.lessons import gram_losses
from engine.lessons.helpers.eye import model as eye_model
from engine.lessons.helpers.eye.model import Eye
from engine.lessons.helpers.eye.network import NARROWEST
from engine.lessons.paint import colours, inputs
from engine.lessons.paint.inputs import Style
from engine.nn import device
from engine.nn.images import scaled, unit


def gram_maps(subject: str | np.ndarray, size: int = 512, eye: str = "compact") -> dict[str, np.ndarray]:
    """Layer -> Gram matrix (c, c), float32, of a picture uint8 (h, w, 3) or of what a reference or a fingerprint's name means."""
    known = inputs.style(subject, longest=size) if isinstance(subject, str) else Style("", 1.0, subject, None)
    return {layer: gram[0].cpu().numpy() for layer, gram in grams_of(known, eye_model.load(eye), size).items()}


def see_grams(eye: Eye, x: Tensor) -> dict[str, Tensor]:
    """Layer -> Gram matrix (n, c, c) of pictures."""
    with torch.no_grad():
        return {layer: gram_losses.gram(seen) for layer, seen in eye.see(x).items()}


def grams_of(style: Style, eye: Eye, longest: int, like: np.ndarray | None = None) -> dict[str, Tensor]:
    """The Gram matrices of a style whose longer side has `longest` pixels; `like`: tinted like this picture first."""
    if style.picture is not None:
        picture = style.picture if like is None else colours.matched(style.picture, like)
        height, width = picture.shape[:2]
        scale = min(1, longest / max(height, width))  # an enlarged picture would be a blurred style
        scale = max(scale, NARROWEST / min(height, width))
        return see_grams(eye, scaled(unit(picture), round(height * scale), round(width * scale)))
    if eye.name != "compact":
        raise Trouble(
            _(
                "'{title}' is known here by its fingerprint alone, which only the compact eye can read.",
                title=_(style.print_alone.about.title),
            ),
            "Choose the compact eye, or upload the painting itself.",
        )
    if like is not None:
        raise Trouble(
            _(
                "'{title}' is known here by its fingerprint alone: there is no picture to tint.",
                title=_(style.print_alone.about.title),
            ),
            "Choose 'only light and dark are painted', or upload the painting itself.",
        )
    known = style.print_alone.grams[style.print_alone.nearest(longest)]
    return {layer: torch.from_numpy(values)[None].to(device.pick()) for layer, values in known.items()}

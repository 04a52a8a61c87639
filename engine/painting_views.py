"""What an eye sees in pictures, numpy in and out: the Gram matrices that painting compares."""

import numpy as np

from engine import easel, eyes, painting
from engine.easel import Style


def gram_maps(subject: str | np.ndarray, size: int = 512, eye: str = "compact") -> dict[str, np.ndarray]:
    """Layer -> Gram matrix (c, c), float32, of a picture uint8 (h, w, 3) or of what a reference or a fingerprint's name means."""
    known = easel.style(subject, longest=size) if isinstance(subject, str) else Style("", 1.0, subject, None)
    return {layer: gram[0].cpu().numpy() for layer, gram in painting.grams_of(known, eyes.load(eye), size).items()}

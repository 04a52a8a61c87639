"""Colours that stay: a painting with the content's own colours (Gatys et al. 2016, arXiv:1606.05897), in its two forms."""

import numpy as np
import torch
from torch import Tensor

WEIGHTS = (0.299, 0.587, 0.114)
"""How much red, green and blue count for the eye as brightness: the Y of YIQ."""


def luminance(x: Tensor) -> Tensor:
    """(n, 3, h, w) in [0, 1] -> (n, 1, h, w)."""
    return (x * x.new_tensor(WEIGHTS)[:, None, None]).sum(1, keepdim=True)


def kept(content: Tensor, painted: Tensor) -> Tensor:
    """Light and dark of `painted` with the colours of `content`, both (n, 3, h, w) in [0, 1].

    Gatys et al. paint a grey picture in a grey style. We paint in all colours and keep the light and dark of that, which looks
    alike and works with fingerprints, too. A change of Y that leaves I and Q as they are adds the same number to red, green
    and blue. It is a whole number of 255ths, so the differences between the three stay exact. Where a screen cannot show that
    colour so light or so dark, it becomes greyer, no more than it must; its hue stays.
    """
    light = luminance(content)
    rise = (luminance(painted.clamp(0, 1)) - light).mul(255).round().div(255)
    wanted, chroma = light + rise, content - light
    room = torch.where(chroma > 0, 1 - wanted, wanted).clamp(min=0) / chroma.abs().clamp(min=1e-6)
    fits = room.amin(1, keepdim=True).clamp(max=1)
    return torch.where(fits > 0.999, content + rise, wanted + fits * chroma).clamp(0, 1)


def matched(style: np.ndarray, content: np.ndarray) -> np.ndarray:
    """The style picture, tinted so that its colours have the content's mean and covariance (Hertzmann 2001). uint8 (h, w, 3).

    x -> C^(1/2) S^(-1/2) (x - mean of S) + mean of C
    """
    (middle, spread), (aim, wanted) = (_moments(picture) for picture in (style, content))
    turn = _power(wanted, 0.5) @ _power(spread, -0.5)
    tinted = (style.reshape(-1, 3) / 255 - middle) @ turn.T + aim
    return (tinted.reshape(style.shape) * 255).round().clip(0, 255).astype(np.uint8)


def _moments(picture: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    colours = picture.reshape(-1, 3) / 255
    return colours.mean(0), np.cov(colours.T) + 1e-5 * np.eye(3)


def _power(symmetric: np.ndarray, exponent: float) -> np.ndarray:
    values, vectors = np.linalg.eigh(symmetric)
    return (vectors * values**exponent) @ vectors.T

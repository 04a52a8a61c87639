"""A network that tells which sentence fits a picture: it turns pictures into the same kind of directions as sentences.

    x (n, 3, s, s) in [-1, 1] --fitted--> (n, 3, 32, 32) --stages--> (n, 4 w, 4, 4) --seen--> direction (n, 128)
    t (n, text)               --meant--> direction (n, 128)

A picture and a sentence fit the better, the less their directions differ (DAMSM in Xu et al. 2018, arXiv:1711.10485, without its
attention to single words).
"""

from typing import Any

import torch.nn.functional as F
from torch import Tensor, nn

from engine.models.judge import Residual, halve, with_places

SIDE = 32
"""It looks at pictures of any size as if they had so many pixels: sketches and finished pictures alike."""

FITS = 128
"""Numbers in which a picture and a sentence are compared."""


class Matcher(nn.Module):
    def __init__(self, text: int, width: int):
        super().__init__()
        self.arguments: dict[str, Any] = {"text": text, "width": width}
        w = width
        self.stem = nn.Sequential(nn.Conv2d(3 + 2, w, 3, padding=1, bias=False), nn.BatchNorm2d(w), nn.ReLU())
        self.stages = nn.Sequential(
            *(halve(w, 2 * w), Residual(2 * w)),  # (n, 2 w, 16, 16)
            *(halve(2 * w, 4 * w), Residual(4 * w)),  # (n, 4 w, 8, 8)
            nn.AvgPool2d(2),
        )
        self.seen = nn.Linear(4 * w * 4 * 4, FITS)
        self.meant = nn.Linear(text, FITS)

    def forward(self, x: Tensor) -> Tensor:
        """What is seen of each picture, as a direction."""
        features = self.stages(self.stem(with_places(F.adaptive_avg_pool2d(x, SIDE))))
        return F.normalize(self.seen(features.flatten(1)), dim=1)

    def direction(self, t: Tensor) -> Tensor:
        """Where a picture would point that fits the sentence."""
        return F.normalize(self.meant(t), dim=-1)

"""A network that tells which sentence fits a picture: it turns pictures into the same kind of directions as sentences.

    x (n, 3, s, s) in [-1, 1] --fitted--> (n, 3, 32, 32) --stages--> (n, 4 w, 4, 4) --seen--> direction (n, 128)
    t (n, text)               --meant--> direction (n, 128)

A picture and a sentence fit the better, the less their directions differ (DAMSM in Xu et al. 2018, arXiv:1711.10485, without its
attention to single words).
"""

from collections.abc import Sequence
from typing import Any

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from engine.nn.layers import Residual, halve, with_places


class Reader(nn.Module):
    def __init__(self, words: Sequence[str], embed: int, text: int):
        """words: those it knows. They travel with it, so that a model never depends on a list elsewhere."""
        super().__init__()
        self.arguments: dict[str, Any] = {"words": list(words), "embed": embed, "text": text}
        self.ids = {word: number for number, word in enumerate(words, start=1)}
        self.embed = nn.Embedding(len(words) + 1, embed, padding_idx=0)
        self.gru = nn.GRU(embed, text, batch_first=True)

    def forward(self, ids: Tensor) -> Tensor:
        states, _ = self.gru(self.embed(ids))
        last = (ids > 0).sum(1).clamp(min=1) - 1
        return states[torch.arange(len(ids), device=ids.device), last]

    def spell(self, sentences: Sequence[Sequence[str]]) -> Tensor:
        """ids (n, l): words that it does not know are left out."""
        known = [[self.ids[word] for word in words if word in self.ids] for words in sentences]
        ids = torch.zeros(len(known), max(1, *map(len, known)), dtype=torch.long)
        for row, one in zip(ids, known, strict=True):
            row[: len(one)] = torch.tensor(one)
        return ids


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


NETWORKS = {"reader": Reader, "matcher": Matcher}

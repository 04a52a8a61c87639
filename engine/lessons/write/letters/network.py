"""Two machines that say which letter comes next, of as many weights each.

    x (n, t) letters' numbers --> logits (n, t, letters): what the letter after each could be

Lstm (Hochreiter & Schmidhuber 1997) carries what it has read in a fixed number of cells. Transformer (Vaswani et al. 2017) keeps
the last SPAN letters as they were and looks back at them; how far back counts by a learnt number for each distance and head, as in
T5 (Raffel et al. 2020), where the first paper added waves to the letters.
"""

from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional as F

EMBED = 32
"""Numbers that stand for a letter in the LSTM."""

HEADS, LAYERS, SPAN = 4, 2, 64
"""Of the transformer: heads in a layer, layers, and how many letters each looks back at, itself among them."""


class Lstm(nn.Module):
    def __init__(self, letters: str, width: int):
        super().__init__()
        self.arguments: dict[str, Any] = {"letters": letters, "width": width}
        self.embed = nn.Embedding(len(letters), EMBED)
        self.lstm = nn.LSTM(EMBED, width, batch_first=True)
        self.out = nn.Linear(width, len(letters))

    def forward(self, x: Tensor) -> Tensor:
        return self.out(self.lstm(self.embed(x))[0])


class Transformer(nn.Module):
    """`ideas`: how many numbers a block thinks with."""

    def __init__(self, letters: str, width: int, ideas: int):
        super().__init__()
        self.arguments: dict[str, Any] = {"letters": letters, "width": width, "ideas": ideas}
        self.embed = nn.Embedding(len(letters), width)
        self.blocks = nn.ModuleList([Block(width, ideas) for _layer in range(LAYERS)])
        self.norm = nn.LayerNorm(width)
        self.out = nn.Linear(width, len(letters))

    def forward(self, x: Tensor) -> Tensor:
        h = self.embed(x)
        for block in self.blocks:
            h = block(h)
        return self.out(self.norm(h))


class Block(nn.Module):
    """Look back, then think: both add to what is there (pre-norm, as in GPT-2)."""

    def __init__(self, width: int, ideas: int):
        super().__init__()
        self.before_looking, self.before_thinking = nn.LayerNorm(width), nn.LayerNorm(width)
        self.look = nn.Linear(width, 3 * width)
        self.seen = nn.Linear(width, width)
        self.think = nn.Linear(width, ideas)
        self.thought = nn.Linear(ideas, width)
        self.distance = nn.Parameter(-0.1 * torch.arange(SPAN).repeat(HEADS, 1))

    def forward(self, h: Tensor) -> Tensor:
        n, t, width = h.shape
        parts = self.look(self.before_looking(h)).view(n, t, 3, HEADS, width // HEADS)
        query, key, value = parts.permute(2, 0, 3, 1, 4)  # (n, heads, t, width / heads) each
        seen = F.scaled_dot_product_attention(query, key, value, attn_mask=self.reach(t))
        h = h + self.seen(seen.transpose(1, 2).reshape(n, t, width))
        return h + self.thought(self.think(self.before_thinking(h)).relu())

    def reach(self, t: int) -> Tensor:
        """What is added to each score (heads, t, t): the number of the distance; minus infinity ahead, and beyond the span."""
        at = torch.arange(t, device=self.distance.device)
        back = at[:, None] - at
        far = self.distance[:, back.clamp(0, SPAN - 1)]
        return far.masked_fill((back < 0) | (back >= SPAN), -torch.inf)


NETWORKS = {"writer": {"Lstm": Lstm, "Transformer": Transformer}}


def of_size(kind: str, letters: str, weights: int) -> nn.Module:
    """The largest such network that has no more weights than this, so that both kinds can be compared."""
    if kind == "lstm":
        width = 1
        while _size(Lstm, letters, width + 1) <= weights:
            width += 1
        return Lstm(letters, width)
    width = HEADS
    while _size(Transformer, letters, width + HEADS, 4 * (width + HEADS)) <= weights:
        width += HEADS
    left = weights - _size(Transformer, letters, width, 4 * width)
    return Transformer(letters, width, 4 * width + max(0, left // (LAYERS * (2 * width + 1))))


def _size(kind: type[nn.Module], *arguments: Any) -> int:
    """How many weights a network would have. On this device none of them takes memory."""
    with torch.device("meta"):
        return sum(weight.numel() for weight in kind(*arguments).parameters())

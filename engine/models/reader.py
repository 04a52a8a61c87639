"""A reader of sentences: word embeddings and a recurrent network (GRU, Cho et al. 2014), read from the first word to the last.

ids (n, l), 0 where a sentence has ended --embed--> (n, l, e) --GRU--> what it holds after the last word (n, text)
"""

from collections.abc import Sequence
from typing import Any

import torch
from torch import Tensor, nn


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

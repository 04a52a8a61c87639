"""From scores to a letter: temperature, top-k, nucleus, and a random number that decides. Numpy only.

The letters are laid one after another on a line of length 1, the likeliest first, each as long as it is likely. The random number u
says where on the line to look (the inverse of the distribution function). So the same u gives the same letter as long as the
probabilities stay, and a text that is written again with the same numbers branches only where a setting made the difference.
playground/components/writer/sampling.js does the same sums.
"""

from dataclasses import dataclass

import numpy as np

COLDEST = 0.02
"""Below this temperature only the likeliest letter is left."""


@dataclass(frozen=True)
class Taste:
    """How a letter is chosen."""

    temperature: float = 1.0
    """Below 1 likely letters become likelier, above 1 all become more alike."""
    top_k: int = 0
    """Only so many of the likeliest letters; 0: all."""
    nucleus: float = 1.0
    """Only the likeliest letters that together have this share (Holtzman et al. 2020)."""


def distribution(logits: np.ndarray, taste: Taste) -> np.ndarray:
    """p of each letter (letters,) after temperature, top-k and nucleus, in this order."""
    order, likely = laid(logits, taste)
    found = np.zeros(len(logits))
    found[order] = likely
    return found


def laid(logits: np.ndarray, taste: Taste) -> tuple[np.ndarray, np.ndarray]:
    """The letters (letters,) in their order on the line, and how long each is there."""
    order = np.argsort(-logits, kind="stable")
    scores = logits[order].astype(np.float64)
    scores -= scores[0]
    likely = np.exp(scores / taste.temperature) if taste.temperature >= COLDEST else 1.0 * (order == order[0])
    if taste.top_k:
        likely[taste.top_k :] = 0
    likely /= likely.sum()
    if taste.nucleus < 1:
        likely[np.cumsum(likely) - likely >= taste.nucleus] = 0
        likely /= likely.sum()
    return order, likely


def chosen(logits: np.ndarray, taste: Taste, u: float) -> int:
    """The letter at u on the line, u in [0, 1)."""
    order, likely = laid(logits, taste)
    reached = int(np.cumsum(likely).searchsorted(u, side="right"))
    return int(order[min(reached, int(likely.astype(bool).sum()) - 1)])


def dice(seed: int, count: int) -> np.ndarray:
    """So many random numbers in [0, 1), the same for a seed in every language (mulberry32, as in components/shared/numbers.js)."""
    found, state = np.empty(count), seed & 0xFFFFFFFF
    for at in range(count):
        state = (state + 0x6D2B79F5) & 0xFFFFFFFF
        mixed = ((state ^ (state >> 15)) * (state | 1)) & 0xFFFFFFFF
        mixed ^= (mixed + ((mixed ^ (mixed >> 7)) * (mixed | 61) & 0xFFFFFFFF)) & 0xFFFFFFFF
        found[at] = ((mixed ^ (mixed >> 14)) & 0xFFFFFFFF) / 2**32
    return found

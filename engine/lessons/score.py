"""How good a model is on pictures it never saw: a number, its interval, and how it was measured."""

from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from engine.language.words import N_


@dataclass(frozen=True)
class Score:
    """`low` to `high` is the 95 % interval of the mean over the held-out pictures."""

    name: str
    value: float
    low: float
    high: float
    unit: str
    protocol: str


def mean_score(name: str, values: np.ndarray, unit: str, protocol: str, of: str = N_("held-out pictures")) -> Score:
    """The mean of one value per picture, with its 95 % interval: 1.96 standard errors on both sides."""
    mean, error = float(values.mean()), float(values.std(ddof=1) / np.sqrt(len(values)))
    protocol = N_("{protocol}; mean over {n:,} {of}").format(protocol=protocol, n=len(values), of=of)
    return Score(name, mean, mean - 1.96 * error, mean + 1.96 * error, unit, protocol)


def share(name: str, value: float, count: int, protocol: str) -> Score:
    error = 1.96 * float(np.sqrt(value * (1 - value) / count))
    return Score(name, value, value - error, value + error, "", protocol)


def as_card(found: list[Score]) -> list[dict[str, Any]]:
    return [asdict(score) for score in found]


SURE = 1.96
"""Standard errors on both sides of a 95 % interval."""


@dataclass(frozen=True)
class Wish:
    """One thing that was asked for: of `of` pictures `right` obeyed, and between `low` and `high` of all would (95 %)."""

    name: str
    right: int
    of: int

    @property
    def share(self) -> float:
        return self.right / self.of if self.of else 0.0

    @property
    def interval(self) -> tuple[float, float]:
        return wilson(self.right, self.of)


def wilson(right: int, of: int) -> tuple[float, float]:
    """A 95 % interval for a share (Wilson 1927). It stays between 0 and 1, and is honest where all or none are right."""
    if not of:
        return 0.0, 1.0
    share, z2 = right / of, SURE**2
    middle = (share + z2 / (2 * of)) / (1 + z2 / of)
    reach = SURE * np.sqrt(share * (1 - share) / of + z2 / (4 * of**2)) / (1 + z2 / of)
    return float(max(0.0, middle - reach)), float(min(1.0, middle + reach))


def of_wish(name: str, wish: Wish, protocol: str) -> Score:
    return Score(name, wish.share, *wish.interval, "", protocol)

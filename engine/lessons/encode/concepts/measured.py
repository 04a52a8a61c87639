"""Side effects that were measured once for all, so that a page of a shipped model need not measure them again.

pretrained/effects/NAME.npz    which vectors, how far, with locks or not; what changed, and how sure that is

python -m engine concepts faces-photo --measure
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from engine.data import marks
from engine.weights import shelf

FOLDER = shelf.FOLDER / "effects"
AMOUNTS = (0.5, 1.0, 1.5, 2.0, 2.5, 3.0)
"""Steps along a vector that a page offers."""


@dataclass(frozen=True)
class Effect:
    """The mean change of each mark's probability (k,), and the half width of its 95 % interval."""

    change: np.ndarray
    error: np.ndarray


class Asked(NamedTuple):
    mark: str
    amount: float
    locked: bool
    """Against all other sliders but those that are a part of the concept."""


def worth_keeping(data: str) -> Iterator[Asked]:
    """Each mark's vector at one step; those that the lesson offers first at every step, as found and with all locks."""
    yield from (Asked(mark.name, 1.0, False) for mark in marks.MARKS[data] if mark.name not in marks.SLIDERS[data])
    for mark in marks.SLIDERS[data]:
        yield from (Asked(mark, amount, locked) for amount in AMOUNTS for locked in (False, True))


def keep(name: str, found: Mapping[Asked, Effect]) -> None:
    FOLDER.mkdir(exist_ok=True)
    np.savez_compressed(
        FOLDER / f"{name}.npz",
        mark=np.array([asked.mark for asked in found]),
        amount=np.array([asked.amount for asked in found], np.float32),
        locked=np.array([asked.locked for asked in found]),
        change=np.stack([effect.change for effect in found.values()]).astype(np.float16),
        error=np.stack([effect.error for effect in found.values()]).astype(np.float16),
    )


@lru_cache
def of(name: str) -> dict[Asked, Effect]:
    """What is known of a shipped model; nothing of any other."""
    path = FOLDER / f"{name}.npz"
    if name not in shelf.shipped() or not path.is_file():
        return {}
    with np.load(path, allow_pickle=False) as kept:
        asked = zip(kept["mark"].tolist(), kept["amount"].tolist(), kept["locked"].tolist(), strict=True)
        effects = zip(kept["change"].astype(np.float32), kept["error"].astype(np.float32), strict=True)
        return {Asked(*one): Effect(*effect) for one, effect in zip(asked, effects, strict=True)}

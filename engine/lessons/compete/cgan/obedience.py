"""Does a conditional GAN draw what it is asked for? A judge that took no part in the game looks at its pictures. Numpy in, numpy out."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from engine.core.errors import Trouble
from engine.lessons.compete import wishes as compete_wishes
from engine.lessons.compete.gan.model import Inventor
from engine.lessons.compete.wishes import WISHES
from engine.lessons.helpers.judge.model import Judge
from engine.lessons.score import Wish


@dataclass(frozen=True)
class Obedience:
    """What became of many wishes.

    pictures   uint8 (n, h, w, c), made for `wanted` (n, k)
    shown      (n, k): the probability that the judge gives to each wish's mark
    wrong      for each wish, which of the pictures disobeyed it
    confusion  (k, k). Of classes: row asked, column the judge's first choice, as shares of the row. Of marks: by how much
               more often the judge sees the column's mark where the row's was asked for than where it was not
    """

    wishes: tuple[Wish, ...]
    pictures: np.ndarray
    wanted: np.ndarray
    shown: np.ndarray
    wrong: tuple[np.ndarray, ...]
    confusion: np.ndarray

    @property
    def all(self) -> Wish:
        return Wish("all", sum(wish.right for wish in self.wishes), sum(wish.of for wish in self.wishes))


def measure(model: Inventor, judge: Judge, count: int = 1000, seed: int = 0) -> Obedience:
    """Ask for `count` pictures and let the judge of their set say what it sees."""
    name = model.config["data"]
    if not model.labels:
        raise Trouble("This GAN cannot be asked for anything.", "Choose a conditional one.")
    if not judge.knows(name):
        raise Trouble("No judge knows what this model can be asked for.", "Choose a model of another picture set.")
    one = name not in WISHES
    wanted = orders(model.labels, count, one, seed)
    pictures = model.invent(model.noise(count, seed), wanted)
    said = judge.probabilities(pictures)
    obeyed = compete_wishes.obeyed(name, wanted, said)
    wrong, wishes = [], []
    for number, title in enumerate(model.wishes):
        meant = np.flatnonzero(wanted[:, number] > 0.5) if one else np.arange(count)
        right = obeyed[str(number)]
        wishes.append(Wish(title, int(right.sum()), len(right)))
        wrong.append(meant[~right])
    shown = said if one else said[:, compete_wishes.columns_of(name)]
    return Obedience(tuple(wishes), pictures, wanted, shown, tuple(wrong), confusion(wanted, shown, one))


def merged(parts: Sequence[Obedience], one: bool) -> Obedience:
    """Several counts of one model's as one. `one`: exactly one wish applies to each picture."""
    starts = np.cumsum([0, *(len(part.pictures) for part in parts)])
    wanted, shown = (np.concatenate([getattr(part, name) for part in parts]) for name in ("wanted", "shown"))
    wishes = tuple(
        Wish(same[0].name, sum(wish.right for wish in same), sum(wish.of for wish in same))
        for same in zip(*(part.wishes for part in parts), strict=True)
    )
    wrong = tuple(
        np.concatenate([places + start for places, start in zip(same, starts, strict=False)])
        for same in zip(*(part.wrong for part in parts), strict=True)
    )
    pictures = np.concatenate([part.pictures for part in parts])
    return Obedience(wishes, pictures, wanted, shown, wrong, confusion(wanted, shown, one))


def orders(labels: int, count: int, one: bool, seed: int) -> np.ndarray:
    """float32 (count, labels): each class equally often, or each mark by a fair coin."""
    if one:
        return np.eye(labels, dtype=np.float32)[np.resize(np.arange(labels), count)]
    return np.random.default_rng(seed).integers(0, 2, (count, labels)).astype(np.float32)


def confusion(wanted: np.ndarray, shown: np.ndarray, one: bool) -> np.ndarray:
    if one:
        seen = np.eye(shown.shape[1])[shown.argmax(1)]
        return (wanted.T @ seen) / np.maximum(wanted.sum(0)[:, None], 1)
    seen, meant = (shown > 0.5).astype(float), wanted > 0.5
    return np.stack([_mean(seen[row]) - _mean(seen[~row]) for row in meant.T])


def _mean(rows: np.ndarray) -> np.ndarray:
    return rows.mean(0) if len(rows) else np.zeros(rows.shape[1])


def worst(found: Obedience, count: int) -> Sequence[int]:
    """The wishes that are obeyed least, as their numbers."""
    return sorted(range(len(found.wishes)), key=lambda number: found.wishes[number].share)[:count]

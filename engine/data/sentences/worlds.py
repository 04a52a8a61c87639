"""Worlds that can be told in sentences: pictures drawn by Atelier, what each shows as a row of numbers, and words for it.

row       (k): for each trait the number of its value; NONE where there is nothing to tell, or where it is not told
sentence  a list of words: many sentences tell the same row
never     pairs of values that no picture to learn from shows together: can a network that knows both draw them at once?
"""

import unicodedata
from collections.abc import Collection
from dataclasses import dataclass
from itertools import groupby, permutations
from random import Random
from types import ModuleType

import numpy as np

from engine.core import spelling
from engine.core.errors import Trouble
from engine.data import library, marks
from engine.data.sentences import faces, shapes
from engine.data.sentences.traits import NONE, Trait
from engine.language.words import _

WORLDS: dict[str, ModuleType] = {"shapes": shapes, "faces": faces}
"""Picture set -> its TRAITS, NEVER, KIN, OPPOSITES, WHY, EXAMPLES, what its words hang on (PLACES, HUES, LOOKS, HEADS, RELATIONS),
and how it is told: rows, say, understood, hushed, sayable, silent."""

HELD_OUT = 10
"""One in so many rows, by its numbers alone, is kept from learning: its sentences are met for the first time when asked."""

PRIMES = np.array([2, 3, 5, 7, 11, 13, 17, 19])


@dataclass(frozen=True)
class Told:
    """Pictures uint8 (n, 64, 64, 3), and int64 (n, k): what each shows."""

    pictures: np.ndarray
    rows: np.ndarray

    def only(self, chosen: np.ndarray) -> "Told":
        return Told(self.pictures[chosen], self.rows[chosen])


@dataclass(frozen=True)
class PicturesWithSentences:
    """A world's pictures: those to learn from, those whose sentences are held out, and those with a pair never met."""

    name: str
    train: Told
    held_out: Told
    novel: Told


def of(name: str) -> ModuleType:
    if name not in WORLDS:
        raise Trouble(
            _("No sentences are known about '{name}'.", name=name), _("Choose one of: {join}.", join=", ".join(WORLDS))
        )
    return WORLDS[name]


def load(name: str, count: int) -> PicturesWithSentences:
    """The set's pictures, sorted by what may be learnt from."""
    world, data = of(name), library.pictures_of(name)
    rows = world.rows(data.train_attributes)
    strange, kept = never_met(world, rows), held_out(rows)
    told = Told(data.train, rows)
    learnt = np.flatnonzero(~strange & ~kept)[:count]
    return PicturesWithSentences(
        name, told.only(learnt), told.only(np.flatnonzero(kept & ~strange)), told.only(np.flatnonzero(strange))
    )


def never_met(world: ModuleType, rows: np.ndarray) -> np.ndarray:
    """bool (n,): whether a row tells of a pair that is never learnt from."""
    return np.any(strange_columns(world, rows), axis=1)


def strange_columns(world: ModuleType, rows: np.ndarray) -> np.ndarray:
    """bool (n, k): which values of a row make up a pair that is never learnt from."""
    columns, found = [trait.name for trait in world.TRAITS], np.zeros(rows.shape, bool)
    for (one, first), (other, second) in world.NEVER:
        a, b = columns.index(one), columns.index(other)
        met = (rows[:, a] == world.TRAITS[a].values.index(first)) & (rows[:, b] == world.TRAITS[b].values.index(second))
        found[:, a] |= met
        found[:, b] |= met
    return found


def held_out(rows: np.ndarray) -> np.ndarray:
    """bool (n,): by the numbers of a row alone, so that the same sentence always falls on the same side."""
    return ((rows + 1) ** 2 @ PRIMES[: rows.shape[1]]) % HELD_OUT == 0


def vocabulary(world: ModuleType) -> tuple[str, ...]:
    """Every word that the world's sentences use."""
    return tuple(
        sorted({word for trait in world.TRAITS for value in trait.words for word in value} | set(world.FILLERS))
    )


def telling(world: ModuleType) -> set[str]:
    """The words that say how something is; the others only hold a sentence together."""
    return {word for trait in world.TRAITS for value in trait.words for word in value}


def words_of(text: str) -> list[str]:
    """Small letters, no marks; where the script changes, a word ends. A number or an emoji is a word, too, though one that nobody knows."""
    without = unicodedata.normalize("NFC", text).lower().replace("'", "").replace("\u2019", "")
    runs = ((kind, "".join(run)) for kind, run in groupby(without, _kind))
    return [run for kind, run in runs if kind and run.strip(JOINERS)]


JOINERS = "\u200d\ufe0e\ufe0f"
"""They change the emoji before them, and cannot be seen alone."""


def _kind(sign: str) -> str:
    if sign.isalpha():
        return script(sign)
    pictured = sign in JOINERS or unicodedata.category(sign) in ("So", "Sk") and not sign.isascii()
    return "emoji" if pictured else "number" if sign.isdigit() else ""


def script(letter: str) -> str:
    return unicodedata.name(letter, "LETTER").split()[0]


SLIP = 0.8
"""How much a typed word has to look like a known one, from 0 to 1, to be one with a slip and not another word."""


def nearest(world: ModuleType, word: str, known: Collection[str]) -> str | None:
    """The known word that means an unknown one, or that it is but for a slip: those rarely hit the first letter."""
    if word in world.KIN:
        return world.KIN[word]
    return spelling.nearest(word, [one for one in known if one[0] == word[0]], SLIP)


def opposite(world: ModuleType, word: str) -> str | None:
    """Known words for what is so if it is not as this one says. None where that leaves more than one way."""
    if word in world.OPPOSITES:
        return world.OPPOSITES[word]
    for names, others in (
        pair for trait in world.TRAITS if len(trait.values) == 2 for pair in permutations(trait.words)
    ):
        if word in names:
            return f"no {word}" if others == ("no",) else others[min(names.index(word), len(others) - 1)]
    return None


def seen(name: str, said: np.ndarray) -> np.ndarray:
    """int64 (n, k): how a judge of the set, whose probabilities are `said` (n, marks), reads each trait."""
    return np.stack([_read(name, trait, said) for trait in of(name).TRAITS], 1)


def _read(name: str, trait: Trait, said: np.ndarray) -> np.ndarray:
    columns = [marks.index(name, mark) for mark in trait.marks]
    return (said[:, columns[0]] > 0.5).astype(int) if len(columns) == 1 else said[:, columns].argmax(1)


def obeyed(rows: np.ndarray, read: np.ndarray) -> dict[int, np.ndarray]:
    """Trait -> for each picture that was told about it, whether it shows it: bool (m,)."""
    return {column: (read[:, column] == rows[:, column])[rows[:, column] != NONE] for column in range(rows.shape[1])}


def rivals(world: ModuleType, row: np.ndarray, column: int) -> np.ndarray:
    """int64 (m, k): all rows that differ from this one in one trait alone; none where nothing is told of it."""
    trait = world.TRAITS[column]
    if row[column] == NONE or not trait.free(row[column]):
        return np.empty((0, len(row)), np.int64)
    others = [value for value in range(len(trait.values)) if value != row[column] and trait.free(value)]
    changed = np.repeat(row[None], len(others), 0)
    changed[:, column] = others
    return changed


def altered(world: ModuleType, row: np.ndarray, dice: Random) -> np.ndarray:
    """A row that is wrong in one point only: the hardest to tell from the right one. It tells no pair that is never learnt from,
    or the network would learn that such sentences are always wrong."""
    while True:
        changed = _swapped(world, row) if world.SWAPS and dice.random() < SWAPPED else _changed(world, row, dice)
        if (changed != row).any() and not never_met(world, changed[None])[0]:
            return changed


SWAPPED = 0.25
"""How often the two things of a picture change places."""


def _swapped(world: ModuleType, row: np.ndarray) -> np.ndarray:
    changed = row.copy()
    if all(row[other] == NONE for _, other in world.SWAPS):
        return changed
    for one, other in world.SWAPS:
        changed[one], changed[other] = row[other], row[one]
    return changed


def _changed(world: ModuleType, row: np.ndarray, dice: Random) -> np.ndarray:
    columns = [at for at, trait in enumerate(world.TRAITS) if row[at] != NONE and trait.free(row[at])]
    return dice.choice(rivals(world, row, dice.choice(columns)))

"""What a conditional GAN can be asked for: the classes of a set, or marks of faces that go together freely."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from engine.core.errors import Trouble
from engine.data import marks
from engine.data.pictures import Pictures

WISHES = {"faces": ("smile", "glasses", "beard", "hat", "dark-skin", "long-hair")}
"""Picture set -> the marks that can be asked for; all other sets are asked for one of their classes."""


@dataclass(frozen=True)
class Asked:
    """`names` (k) in words, and for each picture float32 (n, k): 1 for what it shows. `one`: exactly one applies."""

    names: tuple[str, ...]
    train: np.ndarray
    held_out: np.ndarray
    one: bool


def of(data: Pictures) -> Asked:
    if data.name in WISHES:
        columns = columns_of(data.name)
        train, held_out = (table[:, columns].astype(np.float32) for table in marks.tables(data))
        return Asked(names(data.name, data.classes), train, held_out, one=False)
    if not data.classes or data.train_labels is None:
        raise Trouble("These pictures have no labels to ask for.", "Choose a set with classes, such as the glyphs.")
    one_hot = np.eye(len(data.classes), dtype=np.float32)
    return Asked(tuple(data.classes), one_hot[data.train_labels], one_hot[data.held_out_labels], one=True)


def names(name: str, classes: Sequence[str]) -> tuple[str, ...]:
    """What can be asked for, in words."""
    if name in WISHES:
        return tuple(marks.MARKS[name][column].title for column in columns_of(name))
    return tuple(classes)


def columns_of(name: str) -> list[int]:
    """Where the wishes stand among the marks that the set's judge tells."""
    return [marks.index(name, mark) for mark in WISHES[name]]


def obeyed(name: str, wanted: np.ndarray, said: np.ndarray) -> Mapping[str, np.ndarray]:
    """Whether each picture shows what was asked for: for each wish's number, bool (m,) over the pictures that tell of it.

    wanted (n, k) of zeros and ones; said (n, j), the probabilities that the set's judge gives to its marks. A class counts
    as shown if it is the judge's first choice. A mark counts as obeyed if the judge sees it where it was asked for, and does
    not see it where it was not.
    """
    if name in WISHES:
        shown = said[:, columns_of(name)] > 0.5
        return {str(one): shown[:, one] == (wanted[:, one] > 0.5) for one in range(wanted.shape[1])}
    right = said.argmax(1) == wanted.argmax(1)
    return {str(one): right[wanted[:, one] > 0.5] for one in range(wanted.shape[1])}

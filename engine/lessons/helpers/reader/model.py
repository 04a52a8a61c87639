"""The reader and the matcher of a world, ready to use: what a sentence means, and whether it fits a picture."""

from pathlib import Path
from random import Random
from types import ModuleType
from typing import NamedTuple

import numpy as np
import torch
from torch import Tensor

from engine.core.errors import Trouble
from engine.data.sentences import worlds
from engine.data.sentences.worlds import Told
from engine.language.words import _
from engine.lessons.helpers.reader.network import NETWORKS, Matcher, Reader
from engine.nn import device, images
from engine.weights import checkpoint, shelf

AT_ONCE = 100
"""Pictures that go through the network together."""


class Pair(NamedTuple):
    """Both at rest."""

    reader: Reader
    matcher: Matcher


def load(path: Path) -> Pair:
    otherwise = Trouble(
        _("{file} holds no reader of sentences.", file=path.name), "Choose one that was trained as a reader."
    )
    networks, _card, _beside = checkpoint.opened(path, {"reader": NETWORKS}, otherwise)
    return Pair(networks["reader"].to(device.pick()), device.fast(networks["matcher"]))


def of_set(name: str) -> Pair:
    """The shipped reader of a world."""
    worlds.of(name)
    return load(shelf.find(f"reader-{name}"))


def spoken(reader: Reader, world: ModuleType, rows: np.ndarray) -> Tensor:
    """What the reader holds of a sentence for each row, (n, text): each told in one of the many ways to tell it."""
    dice = Random(rows.tobytes())
    return reader(reader.spell([world.say(row, dice) for row in rows]).to(device.pick()))


@torch.no_grad()
def fits(pair: Pair, pictures: np.ndarray, sentences: list[list[str]]) -> np.ndarray:
    """float32 (n, m): how well each picture, uint8 (n, s, s, 3), fits each sentence, from -1 to 1."""
    meant = pair.matcher.direction(pair.reader(pair.reader.spell(sentences).to(device.pick())))
    return (_seen(pair, pictures) @ meant.T).cpu().numpy()


@torch.no_grad()
def found(pair: Pair, world: ModuleType, told: Told) -> list[dict[int, bool]]:
    """For each picture: trait -> whether its sentence fits better than every one with another value of this trait."""
    return [_found(pair, world, row, one) for row, one in zip(told.rows, _seen(pair, told.pictures), strict=True)]


def _seen(pair: Pair, pictures: np.ndarray) -> Tensor:
    """Where each picture points, (n, d)."""
    unit = images.to_unit(torch.from_numpy(np.ascontiguousarray(pictures)).to(device.pick()))
    with device.precision():
        return torch.cat([pair.matcher(some) for some in (2 * unit - 1).split(AT_ONCE)]).float()


def _found(pair: Pair, world: ModuleType, row: np.ndarray, seen: Tensor) -> dict[int, bool]:
    rivals = {column: worlds.rivals(world, row, column) for column in range(len(row))}
    rivals = {column: some for column, some in rivals.items() if len(some)}
    near = pair.matcher.direction(spoken(pair.reader, world, np.concatenate([row[None], *rivals.values()]))) @ seen
    ends = np.cumsum([1, *(len(some) for some in rivals.values())])
    return {
        column: bool(near[0] > near[first:last].max())
        for column, first, last in zip(rivals, ends, ends[1:], strict=False)
    }

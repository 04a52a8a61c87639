"""Painting at once on the reader's own graphics card: the eye and the painter of model.py, noted as steps.

The card looks at the picture and tells the means and products of what it sees. The browser works out from these, and from a style's,
how to dress it (`playground/components/weights/painter.js`), and the card paints. So the same look serves all styles and strengths.
"""

from collections.abc import Sequence
from functools import cache
from itertools import accumulate, pairwise
from typing import Any, NamedTuple

import numpy as np
import torch
from torch import nn

from engine.lessons.helpers.eye import model as eye_model
from engine.lessons.helpers.eye.network import CompactEye
from engine.lessons.noted import array, convolved
from engine.lessons.paint.inputs import Style
from engine.lessons.paint.instant import model
from engine.lessons.paint.instant.model import RIM
from engine.lessons.paint.instant.network import (
    DRESSED,
    FLOOR,
    KNOWN,
    MULTIPLE,
    Painter,
    raised,
    scaled,
    words,
)
from engine.weights import shelf
from engine.weights.graphics import FOUR, Plan, Room, sharing, weights_alone

WEIGHTS = "instant painter"
"""Under this name its weights cross to the page, once for pictures of all sizes."""


class Noted(NamedTuple):
    """The steps, and what the browser must know of them."""

    plan: Plan
    grain: np.ndarray
    about: dict[str, Any]


def weights() -> bytes:
    return weights_alone(WEIGHTS, noted(64, 64).plan)


def steps(name: str, height: int, width: int) -> bytes:
    """For pictures of this size."""
    plan, grain, about = noted(height, width)
    return sharing(name, plan, WEIGHTS, grain, about)


def code(styles: Sequence[Style]) -> bytes:
    """What the browser must know of a blend of styles, floats of 32 bits: its words, then for each dressed layer the mean and the lower
    half of the root K of its spread, K Kᵀ, raised as `way` raises it."""
    ready = model.load()
    style = model.blend([ready.moments(one) for one in styles], [one.weight for one in styles])
    parts = [words(style)[0]]
    for layer in DRESSED:
        mean, spread = (part[0].double().cpu() for part in style[layer])
        values, axes = torch.linalg.eigh(spread)
        root = torch.linalg.cholesky(scaled(axes[None], raised(values[None]))[0])
        parts += [mean, root[tuple(torch.tril_indices(len(root), len(root)))]]
    return np.concatenate([array(part).ravel() for part in parts]).tobytes()


def noted(height: int, width: int) -> Noted:
    """Rooms: the grain, what the card tells of the picture, what the browser answers, what is seen; then those in which
    the eye looks and afterwards the painter paints."""
    painter, eye = networks()
    plan = Plan(height, width, MULTIPLE, RIM)
    grains, grain = _grains(plan, painter)
    channels = dict(zip(KNOWN, painter.arguments["seen"], strict=True))
    told = {layer: plan.room(_fours(_channels(read)) * FOUR) for layer, read in zip(KNOWN, eye.reads, strict=False)}
    asked = plan.here()
    dress = {layer: (plan.room(channels[layer] ** 2), plan.room(channels[layer])) for layer in DRESSED}
    spoken = plan.room(2 * sum(channels.values()))
    seen = _look(plan, eye, told)
    looks = len(plan.steps)
    _paint(plan, painter, seen, dress, spoken, grains)
    about = {
        "looks": looks,
        "floor": FLOOR,
        "told": [told[KNOWN[0]].at, asked],
        "answered": asked,
        "layers": [{"channels": channels[layer], "dressed": layer in DRESSED} for layer in KNOWN],
    }
    return Noted(plan, grain, about)


@cache
def networks() -> tuple[Painter, CompactEye]:
    """As they were shipped: for the processor, model.py lays them out otherwise."""
    painter, _card = model.opened("instant")
    return painter, eye_model.folded(shelf.find("eye"))


def _channels(layer: nn.Module) -> int:
    assert isinstance(layer, nn.Conv2d)
    return layer.out_channels


def _fours(channels: int) -> int:
    """Of what is told of so many: means, and products of each four with each."""
    fours = -(-channels // FOUR)
    return fours + FOUR * fours * fours


def _grains(plan: Plan, painter: Painter) -> tuple[dict[str, Room], np.ndarray]:
    """In the first rooms; drawn as `Instant.paint` draws it."""
    chance = torch.Generator().manual_seed(0)
    rooms, drawn = {}, []
    for name in painter.convolutions:
        part = {"c": 8, "m": 4, "f": 2}[name[0]]
        places = (plan.height // part) * (plan.width // part)
        rooms[name] = plan.room(places)
        grain = torch.randn(1, 1, plan.height // part, plan.width // part, generator=chance)
        drawn.append(np.pad(array(grain).ravel(), (0, -places % FOUR)))
    return rooms, np.concatenate(drawn)


def _look(plan: Plan, eye: CompactEye, told: dict[str, Room]) -> dict[str, Room]:
    """What is seen in the dressed layers."""
    reads = dict(zip(KNOWN, eye.reads, strict=False))
    kept = {
        layer: plan.room(_channels(reads[layer]), plan.height >> level, plan.width >> level)
        for level, layer in enumerate(DRESSED, start=1)
    }
    passing = plan.here()
    x = plan.folded(plan.room(12, plan.height // 2, plan.width // 2))
    for layer, stage in zip(KNOWN, eye.stages, strict=False):
        for convolution, following in pairwise([*stage.children(), None]):
            if isinstance(convolution, nn.Conv2d):
                x = convolved(plan, x, convolution, relu=isinstance(following, nn.ReLU))
        found = convolved(plan, x, reads[layer], kept.get(layer))
        plan.moments(found, told[layer], alone=layer not in DRESSED)
    plan.over(passing)
    return kept


def _paint(
    plan: Plan,
    painter: Painter,
    seen: dict[str, Room],
    dress: dict[str, tuple[Room, Room]],
    spoken: Room,
    grains: dict[str, Room],
) -> None:
    film = painter.film
    turns = plan.mixed(spoken, array(film.weight)[:, :, None, None], array(film.bias))
    starts = dict(zip(painter.convolutions, accumulate(painter.told, initial=0), strict=False))

    def step(name: str, x: Room, onto: Room | None = None) -> Room:
        layer = painter.convolutions[name]
        its = turns.part(starts[name] // FOUR, 3 * _channels(layer) // FOUR)
        return plan.turned(convolved(plan, x, layer), its, grains[name], onto)

    def beside(x: Room, layer: str) -> Room:
        """Twice as large, and what is seen at that size."""
        other = seen[layer]
        both = plan.room(FOUR * (x.fours + other.fours), other.height, other.width)
        plan.larger(x, both.part(0, x.fours))
        plan.dressed(other, *dress[layer], both.part(x.fours, other.fours))
        return both

    deep = seen["relu4_1"]
    x = step("coarse", plan.dressed(deep, *dress["relu4_1"], plan.room(FOUR * deep.fours, deep.height, deep.width)))
    x = step("coarse_2", step("coarse_1", x), onto=x)
    x = step("middle", beside(x, "relu3_1"))
    x = step("middle_2", step("middle_1", x), onto=x)
    x = step("fine", beside(x, "relu2_1"))
    x = step("fine_1", x, onto=x)
    plan.unfolded(convolved(plan, x, painter.pixels))

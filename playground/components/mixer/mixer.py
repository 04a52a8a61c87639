"""The mixer: one slider for each concept, and a face that follows while a slider is dragged.

    hold("faces-photo", lambda: models.decoder(model))
    mixed = mixer("faces-photo", z, [Concept("smile", "Smile", "no smile", "big smile", vector)], "mix")
    code = z + sum(mixed.amounts[concept.name] * concept.vector for concept in concepts)

The browser decodes. Python hears nothing while the hand moves, and the amounts once when it lets go.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from engine.core.errors import Trouble
from engine.language.words import N_, _
from playground.components.shared import assets
from playground.components.shared.encoding import floats, numbers
from playground.components.shared.palette import palette

STEP = 0.05


@dataclass(frozen=True)
class Concept:
    """A direction (d,) among the codes. Its slider runs from -reach, in words `low`, to +reach, in words `high`."""

    name: str
    title: str
    low: str
    high: str
    vector: np.ndarray
    reach: float = 3.0

    @property
    def limit(self) -> float:
        """The reach in whole steps, so that the slider can stand at zero."""
        return max(STEP, round(round(self.reach / STEP) * STEP, 2))


@dataclass(frozen=True)
class Mixed:
    """How far each concept's slider stood when it was last let go."""

    amounts: dict[str, float]


_component = assets.component("mixer", "weights/nets.js", "shared/network.js")


def mixer(
    weights_name: str,
    z: Sequence[float] | np.ndarray,
    concepts: Sequence[Concept],
    key: str,
    *,
    amounts: Mapping[str, float] | None = None,
    locked: Sequence[str] = (),
    strip: bool = True,
    title: str = N_("Mix concepts"),
) -> Mixed:
    """Show it, for a decoder that `hold` has given the page under this name. `z` (d,) is the face before.

    amounts  where the sliders start; a later change of it moves them there. Another `z` leaves them where they are
    locked   names of concepts whose sliders stand still; to take them out of the other vectors is the caller's part
    strip    show the concept that was moved last, from one end to the other
    """
    data = described(weights_name, z, concepts, key, amounts=amounts, locked=locked, strip=strip, title=title)
    reported = _component(key=key, data=data, on_amounts_change=lambda: None).get("amounts")
    return Mixed(sound(reported if reported is not None else amounts, concepts))


def described(
    weights_name: str,
    z: Sequence[float] | np.ndarray,
    concepts: Sequence[Concept],
    key: str,
    *,
    amounts: Mapping[str, float] | None,
    locked: Sequence[str],
    strip: bool,
    title: str,
) -> dict[str, Any]:
    """All that as plain JSON."""
    check(z, concepts)
    return {
        "name": key,
        "palette": palette(),
        "weights": weights_name,
        "z": floats(z),
        "concepts": [
            {
                "name": one.name,
                "title": one.title,
                "low": one.low,
                "high": one.high,
                "reach": one.limit,
                "locked": one.name in locked,
            }
            for one in concepts
        ],
        "vectors": numbers(np.array([one.vector for one in concepts], np.float32)),
        "step": STEP,
        "amounts": sound(amounts, concepts),
        "strip": strip,
        "title": _(title),
    }


def check(z: Sequence[float] | np.ndarray, concepts: Sequence[Concept]) -> None:
    if not concepts:
        raise Trouble("There is no concept to mix.", "Build one first, or choose a model that brings some.")
    names = [one.name for one in concepts]
    for one in concepts:
        if names.count(one.name) > 1:
            raise Trouble(_("Two concepts are called '{name}'.", name=one.name), "Give one of them another name.")
        if np.shape(one.vector) != np.shape(z):
            raise Trouble(
                _(
                    "'{title}' has {has} numbers, and this face's code has {wanted}.",
                    title=one.title,
                    has=np.size(one.vector),
                    wanted=np.size(z),
                ),
                "Take the concept and the face from the same model.",
            )


def sound(amounts: object, concepts: Sequence[Concept]) -> dict[str, float]:
    """An amount for each concept, within its reach. What a browser sends may hold anything; what is no number is zero."""
    given = amounts if isinstance(amounts, Mapping) else {}
    return {one.name: within(given.get(one.name), one.limit) for one in concepts}


def within(value: object, limit: float) -> float:
    usable = isinstance(value, (int, float, np.number)) and math.isfinite(value)
    return round(float(min(limit, max(-limit, value))), 2) if usable else 0.0

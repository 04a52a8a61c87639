"""A picture's cloud of codes on the map: samples rain from it and are decoded, and a slider leads from model to model.

    hold("vae-beta-1", lambda: models.decoder(model))
    cloud([Stage("vae-beta-1", "1", "Beta 1", ...), ...], key="encode", start=0)

All of it runs in the browser: Python hears nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from engine.language.words import _
from playground.components.shared import assets
from playground.components.shared.encoding import floats, numbers, text
from playground.components.shared.palette import palette

EXAMPLES = 10
"""Pictures whose clouds are drawn beside the reader's own: one of each class."""


@dataclass(frozen=True)
class Costs:
    """A picture's two terms of the loss, in nats; `paid` is the second one times beta."""

    reconstruction: float
    kl: float
    paid: float


@dataclass(frozen=True)
class Stage:
    """One model of the slider.

    name    of the decoder that `hold` has given the page
    short   what stands below the slider; `title` and `words` say it in full
    points  codes of held-out pictures (n, d), the same pictures in each stage, and how wide their clouds are, `spreads`
    mean    the picture's own code (d,), and its cloud's width, `sigma`. A plain autoencoder has no width
    centre  the middle of the map, (d,), and `extent` how far it reaches from there
    """

    name: str
    short: str
    title: str
    words: str
    points: np.ndarray
    centre: np.ndarray
    extent: float
    spreads: np.ndarray | None = None
    mean: np.ndarray | None = None
    sigma: np.ndarray | None = None
    beta: float | None = None
    costs: Costs | None = None


_component = assets.component(
    "cloud", "weights/nets.js", "shared/network.js", "pad/density.js", "cloud/stages.js", "cloud/map.js"
)


def cloud(
    stages: Sequence[Stage],
    *,
    key: str,
    start: int = 0,
    span: tuple[int, int] = (0, 1),
    labels: np.ndarray | None = None,
    classes: Sequence[str] = (),
    picture: np.ndarray | None = None,
    knob: str = "Beta",
) -> None:
    """Show it. `picture` uint8 (h, w, c) is the one whose cloud it is; `span` the two dimensions that the map shows."""
    data = {
        "name": key,
        "palette": palette(),
        "d": stages[0].points.shape[1],
        "span": list(span),
        "axes": [f"z{axis + 1}" for axis in span],
        "start": start,
        "knob": _(knob),
        "labels": None if labels is None else text(np.asarray(labels, np.uint8)),
        "classes": [_(str(name)) for name in classes],
        "examples": examples(labels, len(stages[0].points)),
        "picture": None if picture is None else text(picture),
        "shape": None if picture is None else [picture.shape[2], *picture.shape[:2]],
        "stages": [described(stage, span) for stage in stages],
    }
    _component(key=key, data=data)


def examples(labels: np.ndarray | None, count: int) -> list[int]:
    """The first picture of each class, or just the first ones."""
    if labels is None:
        return list(range(min(EXAMPLES, count)))
    return [int(at) for at in np.unique(labels, return_index=True)[1][:EXAMPLES]]


def described(stage: Stage, span: tuple[int, int]) -> dict[str, Any]:
    """One stage as plain JSON."""
    seen = list(span)
    given = stage.mean is not None
    return {
        "name": stage.name,
        "short": stage.short,
        "title": stage.title,
        "words": stage.words,
        "points": numbers(np.asarray(stage.points, np.float32)[:, seen]),
        "spreads": None if stage.spreads is None else numbers(np.asarray(stage.spreads, np.float32)[:, seen]),
        "centre": floats(np.asarray(stage.centre)[seen]),
        "extent": float(stage.extent),
        "beta": stage.beta,
        "code": floats(stage.mean) if stage.mean is not None else None,
        "width": floats(stage.sigma) if stage.sigma is not None else None,
        "mean": floats(np.asarray(stage.mean)[seen]) if given else None,
        "sigma": floats(np.asarray(stage.sigma)[seen]) if stage.sigma is not None else None,
        "costs": None if stage.costs is None else vars(stage.costs),
    }

"""What a concept vector is: all held-out faces along it, those with the concept and those without, and a threshold to drag.

Beside it the plane in which the ways to find the vector part: one line for each.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from playground.components.shared import assets
from playground.components.shared.encoding import floats, numbers
from playground.components.shared.palette import palette


@dataclass(frozen=True)
class Way:
    """How far along it (n,) each face lies, in steps, and the places of those whose pictures stand on the axis."""

    title: str
    steps: np.ndarray
    ends: tuple[float, float]
    shown: np.ndarray


_component = assets.component("spread", "weights/nets.js", "shared/network.js")


def spread(
    weights_name: str,
    codes: np.ndarray,
    has: np.ndarray | None,
    ways: Sequence[Way],
    points: np.ndarray,
    lines: np.ndarray,
    key: str,
    concept: str,
) -> None:
    """Show it, for a decoder that `hold` has given the page under this name.

    codes   (n, d) of the faces; only those that are shown go to the browser
    has     (n,) who has the concept; None where nobody says so
    points  (n, 2), and lines (m, 2), in the plane
    """
    places = list(dict.fromkeys(int(place) for way in ways for place in way.shown))
    data = {
        "name": key,
        "palette": palette(),
        "weights": weights_name,
        "codes": numbers(codes[places]),
        "places": places,
        "has": None if has is None else "".join("1" if one else "0" for one in has),
        "ways": [
            {"title": way.title, "steps": numbers(way.steps), "ends": floats(way.ends), "shown": way.shown.tolist()}
            for way in ways
        ],
        "points": numbers(points.astype(np.float32).ravel()),
        "lines": [floats(line) for line in lines],
        "concept": concept,
    }
    _component(key=key, data=data)

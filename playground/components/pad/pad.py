"""The latent pad: a plane of codes that one drags a point over, while the browser decodes 60 pictures a second.

    decoder = browser.pack([*browser.read(path)[0]["decoder"], browser.sigmoid()])
    latent_pad([View("Map of pictures", decoder, points=codes, labels=labels)], key="vae", classes=classes)

Nothing is sent to Python while the hand moves. With `report=True` the place comes back when it rests.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import streamlit as st

from engine.core.errors import Trouble
from engine.language.words import _
from playground.components.shared import assets
from playground.components.shared.atlas import atlas
from playground.components.shared.encoding import floats, numbers, text
from playground.components.shared.palette import palette

LAYERS = ("points", "pictures", "density", "holes")


@dataclass(frozen=True)
class View:
    """One decoder over the plane. Two views lie side by side and share the place.

    decoder     what engine.weights.browser.pack returns; it takes (d,) and ends in [0, 1]
    name        under which the browser keeps what is heavy, decoder, points and thumbnails: they then cross once a visit.
                Whatever differs in them needs another name. Without one they cross each time
    points      codes of data (n, d), with labels (n,) into the pad's classes and, for a density that is exactly the
                aggregate posterior, the encoder's standard deviations `spreads` (n, d)
    thumbnails  uint8 (n, h, w) or (n, h, w, 3): what a hovered point shows; without them the decoder paints it
    prior       codes are meant to follow a standard normal distribution (a VAE, a GAN), not just any (an autoencoder)
    centre      the middle of the plane, (d,), and `extent` how far it reaches from there
    ellipses    {"mean": (d,), "sigma": (d,)}: drawn at one and two sigma
    marks       {"z": (d,), "label": "A"}; without a label a small dot
    path        places (n, d) joined by a line
    axes        what the dimensions are called; by default z1, z2 and so on
    """

    title: str
    decoder: Mapping[str, Any]
    points: np.ndarray | None = None
    labels: np.ndarray | None = None
    spreads: np.ndarray | None = None
    thumbnails: np.ndarray | None = None
    prior: bool = True
    centre: Sequence[float] | None = None
    extent: float = 3.5
    ellipses: Sequence[Mapping[str, Any]] = ()
    marks: Sequence[Mapping[str, Any]] = ()
    path: Sequence[Sequence[float]] = ()
    axes: Sequence[str] = ()
    name: str = ""


SENT = "atelier.views"

_component = assets.component(
    "pad",
    "weights/nets.js",
    "shared/network.js",
    "pad/density.js",
    "pad/view.js",
    "pad/scale.js",
    "pad/plane.js",
    "pad/face.js",
    "pad/controls.js",
)


def latent_pad(
    views: Sequence[View],
    *,
    key: str,
    classes: Sequence[str] = (),
    z: Sequence[float] | None = None,
    span: tuple[int, int] = (0, 1),
    layers: Sequence[str] = ("points",),
    report: bool = False,
) -> list[float] | None:
    """Show the pad. `z` is where it starts; a later change of it moves the point there.

    `span` are the two dimensions the plane shows, `layers` what lies behind the point: any of points, pictures, density,
    holes. Returns the place where the hand last rested if `report`, else None.
    """
    d = int(views[0].decoder["input"][0])
    if d < 2:
        raise Trouble("This model has one latent dimension, and a plane needs two.", "Choose a model with 2 or more.")
    sent: set[str] = st.session_state.setdefault(SENT, set())
    data = {
        "name": key,
        "palette": palette(),
        "d": d,
        "classes": [_(str(name)) for name in classes],
        "z": None if z is None else [float(value) for value in z],
        "span": list(span),
        "layers": [layer for layer in LAYERS if layer in layers],
        "report": report,
        "views": [described(view, d, heavy=view.name not in sent) for view in views],
    }
    # What a script sent that was cut off may never have reached the browser: then it asks, and gets it in the next.
    place = _component(key=key, data=data, on_z_change=lambda: None, on_missing_change=sent.clear).get("z")
    sent.update(view.name for view in views if view.name)
    return place


def described(view: View, d: int, heavy: bool = True) -> dict[str, Any]:
    """A view as plain JSON; if the browser keeps what is `heavy` already, without it."""
    points = None if view.points is None or len(view.points) == 0 else np.asarray(view.points, np.float32)
    return {
        "title": view.title,
        "kept": view.name,
        "heavy": _heavy(view, points) if heavy else None,
        "n": 0 if points is None else len(points),
        "prior": view.prior,
        "centre": [0.0] * d if view.centre is None else [float(value) for value in view.centre],
        "extent": float(view.extent),
        "ellipses": [{part: floats(ellipse[part]) for part in ("mean", "sigma")} for ellipse in view.ellipses],
        "marks": [{"z": floats(mark["z"]), "label": str(mark.get("label", ""))} for mark in view.marks],
        "path": [floats(place) for place in view.path],
        "axes": list(view.axes) or [f"z{axis + 1}" for axis in range(d)],
    }


def _heavy(view: View, points: np.ndarray | None) -> dict[str, Any]:
    return {
        "net": dict(view.decoder),
        "points": None if points is None else numbers(points),
        "spreads": None if points is None or view.spreads is None else numbers(np.asarray(view.spreads, np.float32)),
        "labels": None if points is None or view.labels is None else text(np.asarray(view.labels, np.uint8)),
        "atlas": None if points is None or view.thumbnails is None else atlas(view.thumbnails),
    }

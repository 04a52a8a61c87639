"""The toy: a GAN on points that plays in the reader's browser, at the screen's own pace, with a hand on everything.

    heard = toy(config, key="points.toy", on_move=lambda moved: ...)

The browser does the sums of engine.lessons.compete.points.train; nothing is asked of the server while it plays.
"""

from collections.abc import Callable, Mapping
from statistics import NormalDist
from typing import Any

import numpy as np
import streamlit as st

from engine.core import config as configs
from engine.core.errors import Trouble
from engine.data.cards import SHAPES
from engine.data.drawn import points
from engine.language.words import _
from engine.lessons.compete.points.config import PointsConfig
from playground.components.shared import assets
from playground.components.shared.encoding import numbers
from playground.components.shared.palette import palette

MOVED = ("turn", "k", "generator_rate", "discriminator_rate", "seed", "width", "layers")
"""Settings that are set in the toy itself. All others start a new game when they change."""

_component = assets.component(
    "toy",
    *(
        f"toy/{name}.js"
        for name in (
            *("network", "game", "measures", "plane", "pen", "curves", "charts", "words"),
            *("diagram", "players", "board"),
        )
    ),
    styles=("toy/points.css",),
)


def toy(config: PointsConfig, *, key: str, on_move: Callable[[dict[str, Any]], None] = lambda moved: None) -> None:
    """Show it. When the reader has moved one of MOVED in the toy, `on_move` gets all of them."""

    def heard() -> None:
        on_move(sound(st.session_state[key].get("moved"), config))

    _component(key=key, data=described(config, key), on_moved_change=heard)


def described(config: PointsConfig, key: str) -> dict[str, Any]:
    """All that the browser needs, as plain JSON."""
    data = points.load(config.data, config.pictures)
    about = configs.knobs(config)
    centres = points.CENTRES.get(config.shape)
    return {
        "name": key,
        "palette": palette(),
        "config": configs.to_dict(config),
        "shape": _(SHAPES[config.shape]),
        "train": numbers(data.train),
        "heldOut": numbers(data.held_out),
        "centres": None if centres is None else np.round(centres, 5).tolist(),
        "mode": points.MODE,
        "blur": points.SPREAD,
        "lattice": lattice(config),
        "rates": {"low": about["generator_rate"].low, "high": about["generator_rate"].high},
        "most": about["k"].high,
        "layers": {"low": about["layers"].low, "high": about["layers"].high},
        "width": {"low": about["width"].low, "high": about["width"].high},
    }


def lattice(config: PointsConfig) -> list[float]:
    """Places along one noise number that part it into equal shares: the grid that the generator bends."""
    shares = np.linspace(0.02, 0.98, 37 if config.latent == 2 else 361)
    if config.noise == "uniform":
        return np.round(2 * shares - 1, 4).tolist()
    return [round(NormalDist().inv_cdf(share), 4) for share in shares]


def sound(moved: object, config: PointsConfig) -> dict[str, Any]:
    """The settings that a browser says were moved. What it sends may hold anything: what does not fit stays as it was."""
    given = moved if isinstance(moved, Mapping) else {}
    kept = {name: getattr(config, name) for name in MOVED}
    for name in MOVED:
        try:
            if name in given:
                tried = configs.from_dict(PointsConfig, configs.to_dict(config) | {name: given[name]})
                kept[name] = getattr(tried, name)
        except Trouble:
            continue
    return kept

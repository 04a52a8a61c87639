"""Walks through a latent space, and planes through three of its points: choose key frames, play, take away."""

import functools
from collections.abc import Mapping
from typing import Any

import numpy as np
import streamlit as st

from engine.lessons import latent
from engine.runs import exports
from playground.components.big.big import stage
from playground.components.film.film import film
from playground.components.pad.pad import View, latent_pad
from playground.components.shared import palette
from playground.shell import gate
from playground.widgets import codes_map, key_frames, models
from playground.widgets.models import Model

PATHS = {"arc": "Arc", "straight": "Straight"}
EASINGS = {"soft": "Soft", "steady": "Steady"}


def walks(
    model: Model,
    more: Mapping[str, key_frames.Source] | None = None,
    axes: Mapping[str, key_frames.Direction] | None = None,
) -> None:
    """What a lesson of its own knows: `more` ways to key frames, name -> (title, model -> codes), and directions that can be
    `axes` of the map."""
    with st.container(border=True):
        keys = key_frames.choose(model, more or {}, axes or {})
    if len(keys) < 2:
        st.info("A walk needs two key frames at least.", icon=":material/route:")
        return
    what = st.segmented_control(
        "What to do with them",
        ["Walk", "Plane"],
        default="Walk",
        required=True,
        key="walk.what",
        label_visibility="collapsed",
        wrap=True,
    )
    if what == "Walk":
        _walk(model, keys)
    elif len(keys) < 3:
        st.info("A plane needs three key frames. Choose at least three.")
    else:
        plane(model, dict(zip("ABC", keys[:3], strict=True)))
        st.caption(
            f"Of {model.dimensions} dimensions this shows the two that A, B and C span. The first three key frames are the corners."
        )


def _walk(model: Model, keys: np.ndarray) -> None:
    cells = st.columns([3, 3, 4, 4, 2], vertical_alignment="bottom", gap="medium")
    choice: dict[str, Any] = {"required": True, "width": "stretch", "wrap": True}
    path = cells[0].segmented_control(
        "Path", list(PATHS), format_func=PATHS.__getitem__, default="arc", key="walk.path", **choice
    )
    easing = cells[1].segmented_control(
        "Easing", list(EASINGS), format_func=EASINGS.__getitem__, default="soft", key="walk.easing", **choice
    )
    frames = cells[2].slider("Frames from key to key", 4, 40, 16, key="walk.frames")
    speed = cells[3].slider("Frames a second", 4, 30, 15, key="walk.speed")
    loop = cells[4].toggle("Loop", True, key="walk.loop")
    at_hand = str(model.path), model.stamp, keys, frames, path, easing, loop
    left, right = st.columns([2, 3], gap="large")
    with left, stage():
        pictures = _pictures(*at_hand)
        film(
            pictures,
            key=f"walk.film.{model.name}",
            keys=latent.walk(keys, frames, path, easing, loop).keys,
            speed=speed,
            loop=loop,
        )
        st.caption(f"{len(pictures)} pictures from key frame to key frame.")
        with st.container(horizontal=True):
            for kind, words in {"gif": "GIF", "webp": "WebP", "png": "Strip"}.items():
                st.download_button(
                    words,
                    functools.partial(_file, *at_hand, speed, kind),
                    f"walk.{kind}",
                    icon=":material/download:",
                    on_click="ignore",
                    key=f"walk.{kind}",
                )
    with right:
        _norms(model, keys, frames, easing, loop)


def _norms(model: Model, keys: np.ndarray, frames: int, easing: str, loop: bool) -> None:
    """How far from the centre both ways lead."""
    import plotly.graph_objects as go

    lines = []
    for number, (path, words) in enumerate(PATHS.items()):
        norms = latent.walk(keys, frames, path, easing, loop).norms
        lines.append(go.Scatter(y=norms, name=words, line={"color": palette.LIGHT[number], "width": 3}))
    figure = go.Figure(lines)
    figure.update_layout(
        height=300, margin={"l": 10, "r": 10, "t": 10, "b": 10}, xaxis_title="Frame", yaxis_title="Distance from the centre",
        legend={"orientation": "h", "y": 1.12},
    )  # fmt: skip
    st.plotly_chart(figure, config={"displayModeBar": False}, key="walk.norms")
    what, who = ("random noise lies", "generator") if model.invents else ("the codes of pictures lie", "decoder")
    st.caption(
        f"In many dimensions {what} near one distance from the centre. A straight way dips below it, where the "
        f"{who} has seen little; the arc stays. On a plane the arc goes round the middle instead of through it."
    )


def plane(
    model: Model,
    keys: Mapping[str, np.ndarray],
    more: Mapping[str, np.ndarray] | None = None,
    key: str = "plane",
) -> None:
    """A flat sheet through three named codes: the pad over it paints any place of it. `more` codes are marked, too, and
    the point starts at the last of them."""
    sheet = latent.plane(*keys.values())
    named = {**keys, **(more or {})}
    places = sheet.place(np.stack(list(named.values())))
    view = View(
        f"A plane through three {'noises' if model.invents else 'codes'}",
        codes_map.decoder_on_sheet(str(model.path), model.stamp, sheet.origin, sheet.right, sheet.up),
        prior=False,
        axes=("{} → {}".format(*keys), "towards {2}".format(*keys)),
        extent=float(np.abs(places).max() * 1.6),
        marks=[{"z": place, "label": name} for name, place in zip(named, places, strict=True)],
    )
    latent_pad([view], key=f"{key}.{model.name}", layers=("pictures",), z=places[-1] if more else None)


@st.cache_data(max_entries=16, show_spinner=False)
@gate.heavy("Walking", seconds=1)
def _pictures(path: str, stamp: float, keys: np.ndarray, frames: int, way: str, easing: str, loop: bool) -> np.ndarray:
    """Every frame of the walk, uint8 (n, h, w, c)."""
    return models.painted_from(path, stamp, latent.walk(keys, frames, way, easing, loop).codes)


def _file(*asked: Any) -> bytes:
    """The walk as a file, made only when somebody asks for it."""
    *at_hand, speed, kind = asked
    return exports.film(_pictures(*at_hand), kind, 1 / speed)

"""Walks through a latent space, and planes through three of its points: choose key frames, play, take away."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import streamlit as st

from engine import browser, exports, latent
from playground.parts import codes_map, models, page, pictures
from playground.parts.components import palette
from playground.parts.components.pad import View, latent_pad

MOST = 8
PATHS = {"arc": "Along the arc", "straight": "Straight"}
EASINGS = {"soft": "Soft", "steady": "Steady"}


def walks(model: models.Model) -> None:
    keys = _key_frames(model)
    what = st.segmented_control(
        "What to do with them",
        ["Walk", "Plane"],
        default="Walk",
        required=True,
        key="walk.what",
        label_visibility="collapsed",
    )
    with page.guard():
        if what == "Plane":
            _plane(model, keys[:3])
        else:
            _walk(model, keys)


def _key_frames(model: models.Model) -> np.ndarray:
    """2 to 8 codes: random ones, and held-out pictures' own."""
    codes = models.code_map(model)["codes"].astype(np.float32)
    labels = models.code_map(model).get("labels")
    classes = codes_map.classes(model)
    with st.container(border=True):
        left, right = st.columns([2, 5], gap="large", vertical_alignment="center")
        with left:
            count = st.slider("Key frames", 2, MOST, 4, key="walk.count")
            again = st.number_input("Other ones", 0, 9999, 0, key="walk.seed", help="Another number, other key frames.")
            chosen = st.multiselect(
                "Of these classes",
                classes,
                key="walk.classes",
                placeholder="all",
                disabled=labels is None or not classes,
            )
        pool = codes if not chosen else codes[np.isin(labels, [classes.index(name) for name in chosen])]
        keys = pool[np.random.default_rng(again).choice(len(pool), count, replace=len(pool) < count)]
        with right:
            drawn = models.loaded(model).decode(keys)
            pictures.show(
                pictures.sheet(list(drawn), across=count, gap=4),
                "The key frames, decoded: codes of held-out pictures.",
                target=720,
            )
    return keys


def _walk(model: models.Model, keys: np.ndarray) -> None:
    cells = st.columns(5, vertical_alignment="bottom")
    path = cells[0].segmented_control(
        "Path", list(PATHS), format_func=PATHS.get, default="arc", required=True, key="walk.path"
    )
    easing = cells[1].segmented_control(
        "Easing", list(EASINGS), format_func=EASINGS.get, default="soft", required=True, key="walk.easing"
    )
    frames = cells[2].slider("Frames each", 4, 40, 16, key="walk.frames")
    speed = cells[3].slider("Frames a second", 4, 30, 15, key="walk.speed")
    loop = cells[4].toggle("Loop", True, key="walk.loop")
    film, walk = _film(str(model.path), model.stamp, keys, frames, path, easing, loop, speed, "webp")
    left, right = st.columns([2, 3], gap="large")
    with left:
        st.image(film, f"{len(walk.codes)} pictures from key frame to key frame.", width=336)
        with st.container(horizontal=True):
            for kind, words in {"gif": "GIF", "webp": "WebP", "png": "Strip"}.items():
                content = (
                    film
                    if kind == "webp"
                    else _film(str(model.path), model.stamp, keys, frames, path, easing, loop, speed, kind)[0]
                )
                st.download_button(
                    words, content, f"walk.{kind}", icon=":material/download:", on_click="ignore", key=f"walk.{kind}"
                )
    with right:
        _norms(keys, frames, easing, loop)


def _norms(keys: np.ndarray, frames: int, easing: str, loop: bool) -> None:
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
    st.caption(
        "In many dimensions codes of pictures lie near one distance from the centre. A straight way dips below it, where the "
        "decoder has seen little; the arc stays. In two dimensions it may go round the middle instead of through it."
    )


def _plane(model: models.Model, keys: np.ndarray) -> None:
    """A flat sheet through three codes: the pad over it decodes any place of it."""
    if len(keys) < 3:
        st.info("A plane needs three key frames. Choose at least three.")
        return
    plane = latent.plane(*keys)
    places = plane.place(keys)
    reach = float(np.abs(places).max() * 1.6)
    view = View(
        "A plane through three codes",
        _on_plane(str(model.path), model.stamp, plane.origin, plane.right, plane.up),
        prior=False,
        extent=reach,
        marks=[{"z": place, "label": letter} for place, letter in zip(places, "ABC", strict=True)],
    )
    latent_pad([view], key=f"plane.{model.name}", layers=("pictures",))
    st.caption(
        f"Of {model.dimensions} dimensions this shows the two that A, B and C span. The first three key frames are the corners."
    )


@st.cache_data(max_entries=8, show_spinner=False)
def _on_plane(path: str, stamp: float, origin: np.ndarray, right: np.ndarray, up: np.ndarray) -> Mapping[str, Any]:
    """The decoder behind a layer that turns a place on the plane into a code."""
    networks, _ = browser.read(Path(path))
    onto = browser.linear(np.stack([right, up], 1), origin)
    return browser.pack([onto, *networks["decoder"], browser.sigmoid()])


@st.cache_data(max_entries=16, show_spinner="Walking")
def _film(
    path: str, stamp: float, keys: np.ndarray, frames: int, way: str, easing: str, loop: bool, speed: int, kind: str
) -> tuple[bytes, latent.Walk]:
    walk = latent.walk(keys, frames, way, easing, loop)
    return exports.film(models.loaded_from(path, stamp).decode(walk.codes), kind, 1 / speed), walk

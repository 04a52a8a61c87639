"""Walks through a latent space, and planes through three of its points: choose key frames, play, take away."""

import functools
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import streamlit as st

from engine.data import sheets
from engine.lessons import latent
from engine.runs import exports
from engine.weights import browser
from playground.components.lineup.lineup import ALONE
from playground.components.pad.pad import View, latent_pad
from playground.components.shared import palette
from playground.shell import gate
from playground.widgets import codes_map, lineup_pages, models, picture_view
from playground.widgets.models import Model

MOST = 8
PATHS = {"arc": "Arc", "straight": "Straight"}
EASINGS = {"soft": "Soft", "steady": "Steady"}
SOURCES = {
    "pictures": "Encoded pictures",
    "hand": "Picked by hand",
    "random": "Random codes",
    "clicks": "Places on the map",
}
NOISES = {"random": "Fresh noise", "hand": "Picked by hand"}
"""Of a generator: it has no codes of given pictures."""
SHOWN = 24
"""Pictures of a line-up to pick from."""
PAGES = 40
"""Of a generator, whose pictures never end."""


def walks(model: Model) -> None:
    with st.container(border=True):
        keys = _key_frames(model)
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


def _key_frames(model: Model) -> np.ndarray:
    """Up to 8 codes: of held-out pictures, by chance, or from places that the reader has chosen on the map."""
    sources = NOISES if model.invents else SOURCES
    source = st.segmented_control(
        "Key frames",
        list(sources),
        format_func=sources.__getitem__,
        default=next(iter(sources)),
        required=True,
        key="walk.source",
        wrap=True,
    )
    if source == "clicks":
        keys = _clicked(model)
    elif source == "hand":
        keys = _picked(model)
    else:
        left, right = st.columns([2, 5], gap="large", vertical_alignment="center")
        with left:
            keys = _drawn(model, source)
    with right if source in ("pictures", "random") else st.container():
        if len(keys):
            sheet = sheets.grid(models.painted(model, keys), across=len(keys))
            how = "painted by the generator" if model.invents else "decoded"
            picture_view.show(sheet, f"{sources[source]}, {how}: the key frames.", target=720)
    return keys


def _drawn(model: Model, source: str) -> np.ndarray:
    count = st.slider("How many", 2, MOST, 4, key="walk.count")
    seed = st.number_input("Other ones", 0, 9999, 0, key="walk.seed", help="Another number, other key frames.")
    if model.invents:
        return models.noise(model, count, seed)
    chance = np.random.default_rng(seed)
    if source == "random":
        return models.loaded(model).random_codes(count, chance).astype(np.float32)
    beside, classes = models.code_map(model), codes_map.classes(model)
    pool, labels = beside["codes"].astype(np.float32), beside.get("labels")
    if labels is not None and classes:
        chosen = (
            st.multiselect("Of these classes", classes, key="walk.classes", placeholder="all", wrap=True) or classes
        )
        pool = pool[np.isin(labels, [classes.index(name) for name in chosen])]
    return pool[chance.choice(len(pool), count, replace=len(pool) < count)]


def _picked(model: Model) -> np.ndarray:
    """From one to the next in the order in which they were clicked: from one person to another, say."""
    pool = None if model.invents else models.code_map(model)["codes"].astype(np.float32)
    pages = PAGES if pool is None else len(pool) // SHOWN
    number = st.number_input(f"Page (of {pages})", 1, pages, 1, key="walk.page", width=150, persist_state="session")

    def of_page(page: int) -> np.ndarray:
        return models.noise(model, SHOWN, page) if pool is None else pool[(page - 1) * SHOWN : page * SHOWN]

    picked = lineup_pages.pick(
        models.held(model),
        of_page,
        number,
        f"walk.hand.{model.name}",
        most=MOST,
        chosen={ALONE: [(number, 0)]},
        side=62,
        title="Invented pictures" if model.invents else "Copies of held-out pictures",
    )
    return picked[ALONE]


def _clicked(model: Model) -> np.ndarray:
    """Places that the reader has kept, one after another."""
    name = f"walk.clicked.{model.name}"
    kept = st.session_state.setdefault(name, [])
    marks = [{"z": z, "label": str(number)} for number, z in enumerate(kept, 1)]
    view = codes_map.view(model, title="Drag the point, then keep the place", marks=marks, path=kept)
    here = latent_pad([view], key=f"clicks.{model.name}", classes=codes_map.classes(model), report=True)
    with st.container(horizontal=True):
        full = len(kept) >= MOST
        if (
            st.button(
                "Keep this place", icon=":material/add_location_alt:", disabled=here is None or full, key="walk.keep"
            )
            and here
        ):
            kept.append(list(here))
            st.rerun()
        if st.button("Take the last back", icon=":material/undo:", disabled=not kept, key="walk.back"):
            kept.pop()
            st.rerun()
    return np.array(kept, np.float32).reshape(-1, model.dimensions)


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
    film = functools.partial(_film, str(model.path), model.stamp, keys, frames, path, easing, loop, speed)
    left, right = st.columns([2, 3], gap="large")
    with left:
        shown, count = film("webp")
        st.image(picture_view.address(shown, "webp"), f"{count} pictures from key frame to key frame.", width=336)
        with st.container(horizontal=True):
            for kind, words in {"gif": "GIF", "webp": "WebP", "png": "Strip"}.items():
                st.download_button(
                    words,
                    film(kind)[0],
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
        _on_plane(str(model.path), model.stamp, sheet.origin, sheet.right, sheet.up),
        prior=False,
        extent=float(np.abs(places).max() * 1.6),
        marks=[{"z": place, "label": name} for name, place in zip(named, places, strict=True)],
    )
    latent_pad([view], key=f"{key}.{model.name}", layers=("pictures",), z=places[-1] if more else None)


@st.cache_data(max_entries=8, show_spinner=False)
def _on_plane(path: str, stamp: float, origin: np.ndarray, right: np.ndarray, up: np.ndarray) -> Mapping[str, Any]:
    """The decoder behind a layer that turns a place on the plane into a code."""
    onto = browser.linear(np.stack([right, up], 1), origin)
    return browser.pack([onto, *browser.painter(Path(path))])


@st.cache_data(max_entries=16, show_spinner=False)
@gate.heavy("Walking", seconds=1)
def _film(
    path: str, stamp: float, keys: np.ndarray, frames: int, way: str, easing: str, loop: bool, speed: int, kind: str
) -> tuple[bytes, int]:
    """The walk as a file, and how many pictures it has."""
    walk = latent.walk(keys, frames, way, easing, loop)
    return exports.film(models.painted_from(path, stamp, walk.codes), kind, 1 / speed), len(walk.codes)

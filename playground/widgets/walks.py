"""Walks through a latent space, and planes through three of its points: choose key frames, play, take away."""

import functools
from collections.abc import Mapping
from typing import Any

import numpy as np
import streamlit as st

from engine.language.words import N_, _
from engine.lessons import latent
from engine.runs import exports
from playground.components.big.big import stage
from playground.components.film.film import film
from playground.components.pad.pad import View, latent_pad
from playground.components.shared import palette
from playground.shell import gate, picture_file
from playground.widgets import codes_map, key_frames, models
from playground.widgets.models import Model

PATHS = {"arc": N_("Arc"), "straight": N_("Straight")}
EASINGS = {"soft": N_("Soft"), "steady": N_("Steady")}
WHAT = (N_("Walk"), N_("Plane"))
FILES = {"gif": "GIF", "webp": "WebP", "png": N_("Strip")}


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
        st.info(_("A walk needs two key frames at least."), icon=":material/route:")
        return
    what = st.segmented_control(
        _("What to do with them"),
        WHAT,
        default=WHAT[0],
        format_func=_,
        required=True,
        key="walk.what",
        label_visibility="collapsed",
        wrap=True,
    )
    if what == WHAT[0]:
        _walk(model, keys)
    elif len(keys) < 3:
        st.info(_("A plane needs three key frames. Choose at least three."))
    else:
        plane(model, dict(zip("ABC", keys[:3], strict=True)))
        st.caption(
            _(
                "Of {dimensions} dimensions this shows the two that A, B and C span. The first three key frames are the corners.",
                dimensions=model.dimensions,
            )
        )


def _walk(model: Model, keys: np.ndarray) -> None:
    cells = st.columns([3, 4, 4, 4, 2], vertical_alignment="bottom", gap="medium")
    choice: dict[str, Any] = {"required": True, "width": "stretch", "wrap": True}
    path = cells[0].segmented_control(
        _("Path"), list(PATHS), format_func=lambda one: _(PATHS[one]), default="arc", key="walk.path", **choice
    )
    easing = cells[1].segmented_control(
        _("Easing"), list(EASINGS), format_func=lambda one: _(EASINGS[one]), default="soft", key="walk.easing", **choice
    )
    frames = cells[2].slider(_("Frames from key to key"), 4, 40, 16, key="walk.frames")
    speed = cells[3].slider(_("Frames a second"), 4, 30, 15, key="walk.speed")
    loop = cells[4].toggle(_("Loop"), True, key="walk.loop")
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
        st.caption(_("{n} pictures from key frame to key frame.", n=len(pictures)))
        with st.container(horizontal=True):
            link = picture_file.here(st.session_state["page"])
            for kind, words in FILES.items():
                st.download_button(
                    _(words),
                    functools.partial(_file, *at_hand, speed, kind, link),
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
        lines.append(go.Scatter(y=norms, name=_(words), line={"color": palette.LIGHT[number], "width": 3}))
    figure = go.Figure(lines)
    figure.update_layout(
        height=300, margin={"l": 10, "r": 10, "t": 10, "b": 10}, xaxis_title=_("Frame"), yaxis_title=_("Distance from the centre"),
        legend={"orientation": "h", "y": 1.12},
    )  # fmt: skip
    st.plotly_chart(figure, config={"displayModeBar": False}, key="walk.norms")
    if model.invents:
        said = _(
            "In many dimensions random noise lies near one distance from the centre. A straight way dips below it, where "
            "the generator has seen little; the arc stays. On a plane the arc goes round the middle instead of through it."
        )
    else:
        said = _(
            "In many dimensions the codes of pictures lie near one distance from the centre. A straight way dips below "
            "it, where the decoder has seen little; the arc stays. On a plane the arc goes round the middle instead of "
            "through it."
        )
    st.caption(said)


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
        _("A plane through three noises") if model.invents else _("A plane through three codes"),
        codes_map.decoder_on_sheet(str(model.path), model.stamp, sheet.origin, sheet.right, sheet.up),
        prior=False,
        axes=("{} → {}".format(*keys), _("towards {name}", name=list(keys)[2])),
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
    *at_hand, speed, kind, link = asked
    return picture_file.signed(exports.film(_pictures(*at_hand), kind, 1 / speed), link)

"""Painting with a brush that has learnt, or is still learning, its style: any picture, in one pass."""

import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import streamlit as st

from engine.core.errors import Trouble
from engine.data import gallery
from engine.language.words import N_, _
from engine.runs import store
from engine.weights.graphics import as_bytes
from playground.components.big.big import stage
from playground.components.graphics import graphics
from playground.components.making.making import Making, making
from playground.components.shared.difference import apart
from playground.components.weights import weights
from playground.components.wipe.wipe import wipe
from playground.lessons.paint.brush import choice, models
from playground.runs import controls
from playground.shell import frame, gate, links, picture_file, views, wording
from playground.shell.caching import of_desk
from playground.widgets import models as widgets_models
from playground.widgets import picture_shelf, picture_view, setting
from playground.widgets.models import Model

TICK = 2.0
"""Seconds between two looks at a brush that still learns: its weights are saved every ten."""

SIZES = (256, 512, 1024)

SHOWN = {"both": N_(":material/compare: Before and after"), "painting": N_(":material/brush: Painting")}

WIDE = 620
"""CSS pixels that a painting may be wide."""

FADED = 256
"""Pixels of the pictures that lose their contrast."""


@dataclass(frozen=True)
class Painted:
    """uint8 (h, w, 3), and how long it took."""

    picture: np.ndarray
    seconds: float


@st.cache_resource(max_entries=6, show_spinner=False)
def _brush(path: str, stamp: float):
    """The network, shared by all visitors. It brings torch."""
    from engine.lessons.paint.brush import model as brush_model

    return brush_model.load(Path(path))


@of_desk(st.cache_data, max_entries=32, show_spinner=False)
@gate.heavy("Painting", seconds=1)
def _painted(path: str, stamp: float, content: str, size: int) -> Painted:
    brush = _brush(path, stamp)
    picture = gallery.picture(content, size)
    began = time.perf_counter()
    painted = brush.paint(picture)
    return Painted(painted, time.perf_counter() - began)


def _painted_by_server(model: Model, content: str, size: int) -> Painted:
    return _painted(str(model.path), model.stamp, content, size)


def _made_here(model: Model, content: str, size: int) -> Making | None:
    """The painting, where the visitor's own graphics card makes it: then the server computes nothing."""
    if not graphics.at_hand():
        return None
    from engine.lessons.paint.brush import graphics as brushes

    picture = picture_shelf.large(content, size)
    shape = picture.shape[:2]
    name = f"{model.name} {model.stamp:.0f} {shape}"
    width = model.card["networks"]["brush"]["arguments"]["width"]
    if not brushes.fits(width, shape) or weights.refused(name):
        return None
    weights.hold(name, lambda: as_bytes(name, brushes.plan_of(_brush(str(model.path), model.stamp).network, *shape)))
    return Making(name, picture)


def show(corner) -> None:
    _prefer_the_run()
    with corner:
        model = widgets_models.choose(_("Brush"), models.at_hand(), key="brush.model", param="model")
    if model is None:
        views.offer(_("Train a brush"), "train", "brush")
        return
    st.query_params["content"] = choice.content()
    left, right = st.columns([7, 5], gap="medium")
    with right:
        choice.content_wall(tall=300)
    learning = _learning(model)
    with left, stage():
        st.fragment(_while_it_learns, run_every=TICK if learning else None)(model.name, learning)


def _prefer_the_run() -> None:
    """Who comes from a run means its brush."""
    if "run" in st.query_params and "model" not in st.query_params and "brush.model" not in st.session_state:
        st.query_params["model"] = st.query_params["run"]


def _learning(model: Model) -> bool:
    try:
        return controls.at_work(store.get(model.name).status())
    except Trouble:
        return False


def _while_it_learns(name: str, ticking: bool) -> None:
    with frame.guard():
        model = models.called(name)
        if model is None:
            raise Trouble("This brush was deleted meanwhile.", "Choose another one.")
        if _learning(model) != ticking:
            st.rerun()  # the timer belongs to the whole page
        with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
            shown = setting.what_to_show(SHOWN, "both", key="brush.shown")
            size = _size()
        content = choice.content()
        result = (None if ticking else _made_here(model, content, size)) or _painted_by_server(model, content, size)
        _show(content, model, size, result, both=shown == "both")
        _actions(content, model, size, ticking)
        _contrast(content, model)


def _size() -> int:
    return st.segmented_control(
        _("Pixels of the longer side"),
        SIZES,
        default=512,
        required=True,
        key="brush.size",
        persist_state="session",
        format_func=lambda size: f"{size:,} px",
        label_visibility="collapsed",
        help=_("A brush knows strokes of one size, in pixels: on a larger picture they look finer."),
        wrap=True,
    )


def _show(content: str, model: Model, size: int, result: Painted | Making, *, both: bool) -> None:
    title = picture_shelf.title(content)
    alt = _("{title}, painted with {brush}", title=title, brush=model.title)
    said = {"brush": _cited(model), "steps": model.card["step"]}
    if isinstance(result, Painted):
        after = _(
            "Painted in **one pass: {time}**, with {brush} after {steps:,} steps.",
            **said,
            time=picture_view.took(result.seconds),
        )
    else:
        after = _("Painted in **one pass**, with {brush} after {steps:,} steps.", **said)
    if both:
        painting = result.picture if isinstance(result, Painted) else result
        before = picture_shelf.large(content, size)
        caption = f"{wording.safe(picture_shelf.credit(content))}. {after}"
        wipe(before, painting, caption, key="brush.wipe", alt=alt, names=(_("Picture"), _("Painting")))
    elif isinstance(result, Painted):
        picture_view.at_most(result.picture, after, alt=alt, wide=WIDE)
    else:
        making(result, after, key="brush.made", alt=alt, wide=picture_view.width_of(result.given.shape[:2], wide=WIDE))


def _cited(model: Model) -> str:
    return f"*{wording.safe(model.title)}*"


def _actions(content: str, model: Model, size: int, learning: bool) -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        name = f"{picture_shelf.title(content)} - {model.title}"
        link = picture_file.here("brush")
        picture_file.download(
            lambda: _painted_by_server(model, content, size).picture, name, link, key="brush.download"
        )
        style = model.card["config"]["style"]
        if picture_shelf.known(style) and st.button(
            _("Paint it stroke by stroke"),
            icon=":material/brush:",
            key="brush.slowly",
            help=_(
                "The same picture in the same style by optimisation: hundreds of passes, for this one picture alone."
            ),
        ):
            st.switch_page(links.page_of("style"), query_params={"view": "train", "content": content, "styles": style})
        if learning:
            st.caption(_("It still learns: the painting changes with it."), width="content")


def _contrast(content: str, model: Model) -> None:
    """What instance norm does, to be tried: a faded picture comes out as if it had never faded."""
    with st.expander(
        _("What instance norm does: fade the picture"), icon=":material/contrast:", key="brush.fade", on_change="rerun"
    ) as drawer:
        if not drawer.open:
            return
        contrast = st.slider(_("Contrast of the picture"), 10, 100, 30, format="%d%%", key="brush.contrast")
        before = gallery.picture(content, FADED)
        pale = faded(before, contrast / 100)
        brush = _brush(str(model.path), model.stamp)
        whole, painted = brush.paint(before), brush.paint(pale)
        one, two = st.columns(2)
        with one:
            picture_view.at_most(
                pale,
                _("The picture, faded: {levels:.0f} levels from the original.", levels=apart(before, pale)),
                alt=_("The faded picture"),
                tall=220,
            )
        with two:
            picture_view.at_most(
                painted,
                _("Its painting: {levels:.0f} levels from that of the original.", levels=apart(whole, painted)),
                alt=_("The faded picture, painted"),
                tall=220,
            )
        st.caption(
            _(
                "Levels: the mean difference of two pixels, of 255. Instance norm gives each channel of **each picture** mean 0 and "
                "deviation 1 before it goes on. So contrast is forgotten at the first layer, and the style alone decides how bold the strokes are."
            )
        )


def faded(picture: np.ndarray, contrast: float) -> np.ndarray:
    """Each colour drawn to its own mean, uint8 (h, w, 3)."""
    mean = picture.mean((0, 1))
    return np.round(mean + contrast * (picture - mean)).astype(np.uint8)

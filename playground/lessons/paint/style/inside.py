"""Look inside: feature maps of the content, the Gram matrices of style, content and painting, and what a single layer can paint."""

import numpy as np
import streamlit as st

from engine import catalog
from engine.core.preset import Preset
from engine.language.words import _
from engine.lessons.helpers.eye.fields import LAYERS
from engine.lessons.paint import inputs
from engine.lessons.paint.style.config import StyleConfig
from engine.runs import store
from playground.components.big.big import stage
from playground.lessons.paint.style import at_once, layer_portraits, start
from playground.lessons.paint.style import choice as style_choice
from playground.lessons.paint.style.choice import CHOSEN, KEY, Choice
from playground.runs import previews
from playground.shell import frame, gate, wording
from playground.shell.caching import of_desk
from playground.widgets import config_form, picture_shelf, picture_view

SIDE = 300
"""Pixels across of a heat map, about."""

MAP = 128
"""The same of a feature map: sixteen stand beside each other."""

FEATURES = 32
"""How many rows and columns are shown: the strongest features come first, and smaller cells could not be told apart."""

NEVER, NOTHING, TOGETHER = np.array([70, 190, 240]), np.array([24, 20, 44]), np.array([255, 196, 84])


def show() -> None:
    choice = style_choice.current()
    style_choice.show_in_link()
    layer_portraits.styles(choice)
    with stage():
        feature_maps(choice)
    grams(choice)
    experiments()
    layer_portraits.content(choice)  # last: it takes its time


def _layer(key: str) -> str:
    return st.segmented_control(
        _("Layer of the eye"),
        list(LAYERS),
        default="relu3_1",
        required=True,
        key=key,
        format_func=lambda name: LAYERS[name].partition(": ")[0],
        help=_("From single strokes on the left to whole things on the right."),
    )


def feature_maps(choice: Choice) -> None:
    """What single channels of one layer see in the content picture, and where."""
    st.header(_("What does the eye see in your picture?"), anchor=False)
    layer = _layer("paint.maps.layer")
    with frame.guard():
        found = _maps(choice.content, layer)
        grid = st.grid(len(found), min_column_width=88)
        for channel, values in found.items():
            with grid.cell():
                alt = _(
                    "What channel {channel} of {layer} sees in {title}",
                    channel=channel,
                    layer=layer,
                    title=picture_shelf.title(choice.content),
                )
                picture_view.show(
                    heat(values), _("Channel {channel}", channel=channel), alt=alt, width="stretch", target=MAP
                )
        st.caption(
            _(
                "The {n} channels of this layer that say most about **{title}**, the strongest first: "
                "**yellow** where a channel finds what it looks for, **blue** where it finds the opposite. Early layers follow every edge; deep ones "
                "answer to whole things, on a coarse grid. Content is compared on such maps, style on how they go together.",
                n=len(found),
                title=wording.safe(picture_shelf.title(choice.content)),
            )
        )


def grams(choice: Choice) -> None:
    """Three heat maps of one layer: what a style is to the eye."""
    st.header(_("What is a style, to a network?"), anchor=False)
    layer = _layer("paint.gram.layer")
    style = max(choice.styles, key=lambda one: one[1])[0]
    with frame.guard():
        picture, what = _current(choice)
        maps = [
            (_("Style: {title}", title=picture_shelf.title(style)), _gram(style)[layer]),
            (what, _gram_of(picture)[layer]),
            (_("Content: {title}", title=picture_shelf.title(choice.content)), _gram(choice.content)[layer]),
        ]
        brightest = max(float(np.quantile(np.abs(values[:FEATURES, :FEATURES]), 0.98)) for _title, values in maps)
        for column, (title, values) in zip(st.columns(3, gap="medium"), maps, strict=True):
            with column:
                picture_view.show(
                    heat(values[:FEATURES, :FEATURES] / brightest),
                    wording.safe(title),
                    alt=_("Gram matrix of {layer}. {title}", layer=_(LAYERS[layer]), title=title),
                    width="stretch",
                    target=SIDE,
                )
        apart = [_distance(values, maps[0][1]) for _title, values in maps[1:]]
        st.markdown(
            _(
                "Distance from the style in this layer: the painting **{painting:.2f}**, the content **{content:.2f}** (0 would be the style itself).",
                painting=apart[0],
                content=apart[1],
            )
        )
        _explain(layer, len(maps[0][1]))


def _explain(layer: str, count: int) -> None:
    left, right = st.columns(2, gap="large")
    with left:
        st.markdown(
            _(
                "**{layer}.** Each row and each column is one **feature** of this layer, the strongest {shown} "
                "of {count}: a stroke in some direction, a patch of blue, an edge between two colours. A **cell** says how often the two "
                "features of its row and its column are seen *at the same place*: **yellow** where they go together, **blue** where one "
                "is there and the other is its opposite, dark where they have nothing to do with each other.",
                layer=_(LAYERS[layer]),
                shown=min(count, FEATURES),
                count=count,
            )
        )
    with right:
        st.markdown(
            _(
                "On the **diagonal** stands how strong each feature is on its own. *Where* anything was is not in the matrix: all places are summed. "
                "That is why it holds strokes and colours, and no moon and no cypress. Painting makes the middle matrix resemble the left one."
            )
        )
        st.caption(_("The pair is the one that you have chosen under At once or Paint."))


def heat(values: np.ndarray) -> np.ndarray:
    """Numbers in [-1, 1] as colours, uint8 (h, w, 3): dark in the middle, blue below, yellow above."""
    share = values.clip(-1, 1)[:, :, None]
    colours = NOTHING + np.where(share > 0, TOGETHER - NOTHING, NEVER - NOTHING) * np.abs(share) ** 0.7
    return colours.round().astype(np.uint8)


def _distance(gram: np.ndarray, target: np.ndarray) -> float:
    return float(((gram - target) ** 2).sum() / (target**2).sum())


def _current(choice: Choice) -> tuple[np.ndarray, str]:
    """The painting to look into: the newest run of this pair, or the instant one."""
    for run in store.every("style"):
        config = run.config
        if config.content == choice.content and choice.references == [
            name for name, _weight in inputs.parts(config.styles)
        ]:
            picture = previews.newest(run)
            if picture is not None:
                return picture, _("Painting, at step {step:,}", step=run.status().step)
    return at_once.of(choice).picture, _("Painting, made at once")


@of_desk(st.cache_data, max_entries=32, show_spinner=False)
@gate.heavy("The eye is looking", seconds=1)
def _maps(reference: str, layer: str) -> dict[int, np.ndarray]:
    from engine.lessons.paint import feature_maps  # brings torch

    return feature_maps.strongest(reference, layer)


@of_desk(st.cache_data, max_entries=32, show_spinner=False)
@gate.heavy("The eye is looking", seconds=1)
def _gram(reference: str) -> dict[str, np.ndarray]:
    from engine.lessons.paint import grams as paint_grams

    return paint_grams.gram_maps(reference)


@st.cache_data(max_entries=16, show_spinner=False)
@gate.heavy("The eye is looking", seconds=1)
def _gram_of(picture: np.ndarray) -> dict[str, np.ndarray]:
    from engine.lessons.paint import grams as paint_grams

    return paint_grams.gram_maps(picture)


def experiments() -> None:
    """What one layer keeps, and what the style alone paints: each a run, started by one click."""
    st.header(_("What does a layer keep?"), anchor=False)
    st.markdown(
        _(
            "Each of these paints with a part of the eye alone. What is missing in the picture is what that part does not know."
        )
    )
    grid = st.grid(3, min_column_width=240)
    for preset in catalog.card("style").presets:
        if "eye" in preset.settings:
            continue  # a whole painting, not an experiment with one part
        config = _with_choice(preset)
        hindrance = start.obstacle(config)
        with grid.cell(), st.container(border=True):
            st.markdown(f"**{_(preset.title)}**  \n{_(preset.symptom)}")
            st.caption(f"{_(hindrance.what)} {_(hindrance.advice)}" if hindrance else _(preset.cause))
            st.button(
                _("Paint it"),
                icon=":material/play_arrow:",
                key=f"paint.try.{preset.name}",
                disabled=hindrance is not None,
                on_click=_try,
                args=(config,),
            )


def _with_choice(preset: Preset) -> StyleConfig:
    """The preset, with the reader's own pictures where it chooses none."""
    now = style_choice.config()
    kept = {name: getattr(now, name) for name in CHOSEN}
    return StyleConfig(**kept | dict(preset.settings))


def _try(config: StyleConfig) -> None:
    config_form.fill(KEY, config)
    st.session_state["style.view"] = "train"
    start.begin(config)

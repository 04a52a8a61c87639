"""What excites each channel: the sheets of all layers, and any channel at once, alone and dreamt on the chosen picture."""

import numpy as np
import streamlit as st

from engine.language.words import _
from engine.lessons.helpers.eye.fields import CHANNELS
from engine.lessons.paint.dream import channels as dream_channels
from engine.lessons.paint.dream.channels import SIDE
from engine.lessons.paint.dream.config import DreamConfig
from engine.lessons.paint.dream.inputs import NOISE
from playground.components.big.big import stage
from playground.lessons.paint.dream import choice, form
from playground.lessons.paint.dream.choice import ALL
from playground.shell import frame, gate, wording
from playground.shell.caching import of_desk
from playground.widgets import picture_shelf, picture_view, setting

SMALL = 208
"""Pixels of the longer side of a dream that takes no longer than a click."""

STEPS, STRENGTH = 24, 0.06

CLICKED = "dream.clicked"


def show() -> None:
    """The sheet on the left, the chosen channel on the right."""
    layer = choice.current("layer")
    with stage():
        left, right = st.columns([7, 5], gap="medium")
        with left:
            with st.container(gap="xsmall"):
                choice.layer_buttons(layer, key="dream.sheet.layer", on_change=_take_layer)
            channel = chosen(layer)
            choice.channel_wall(layer, channel, key="dream.sheet", on_pick=_pick, everything=False, height=330)
            st.caption(
                _(
                    "Each square began as noise and was changed until one channel of {layer} was as excited as it could get. "
                    "These {n} of its {all} channels stand for the others. "
                    "The numbers are those of VGG-19; what you see is what the compact eye knows of them.",
                    layer=layer,
                    n=len(_sheet_channels(layer)),
                    all=CHANNELS[layer],
                )
            )
        with right, frame.guard():
            choice.show_in_link()
            _one(layer, channel)


def _take_layer() -> None:
    choice.choose(layer=st.session_state["dream.sheet.layer"], channel=ALL)


def _sheet_channels(layer: str) -> tuple[int, ...]:
    sheet = choice.sheets().get(layer)
    return sheet.channels if sheet else ()


def chosen(layer: str) -> int:
    """The chosen channel; without a choice the first of the sheet."""
    channel = choice.current("channel")
    return channel if channel != ALL else next(iter(_sheet_channels(layer)), 0)


def _pick(channel: int) -> None:
    choice.choose(channel=channel)
    st.session_state[CLICKED] = True


def _typed() -> None:
    _pick(st.session_state["dream.any"])


def _one(layer: str, channel: int) -> None:
    content = choice.current("content")
    on_noise = content == NOISE
    title = _("noise") if on_noise else picture_shelf.title(content)
    setting.hold("dream.any", channel)
    st.number_input(_("Any channel of {layer}", layer=layer), 0, CHANNELS[layer] - 1, key="dream.any", on_change=_typed)
    alone, on_picture = st.columns(2)
    with alone:
        picture_view.show(
            alone_of(layer, channel),
            _("What excites channel {channel} of {layer}.", channel=channel, layer=layer),
            width="stretch",
        )
    with on_picture:
        if st.session_state.get(CLICKED) and not on_noise:
            picture = dreamt(content, layer, channel)
            picture_view.show(
                picture, _("The same channel, dreamt on {title}.", title=wording.safe(title)), width="stretch"
            )
        elif not on_noise:
            picture_view.show(
                picture_shelf.large(content, SMALL), _("{title}, undreamt.", title=wording.safe(title)), width="stretch"
            )
            st.button(
                _("Dream it on this"), icon=":material/bedtime:", key="dream.quick", on_click=_pick, args=(channel,)
            )
    with st.container(horizontal=True):
        if not on_noise:
            st.button(
                _("Dream it large on {title}", title=wording.safe(title)),
                type="primary",
                icon=":material/bedtime:",
                key="dream.large",
                on_click=_begin,
                args=(choice.config(channel=channel, guide=""),),
            )
        st.button(
            _("Dream it large, from noise"),
            icon=":material/grain:",
            key="dream.noise",
            on_click=_begin,
            args=(dream_channels.from_noise(layer, channel, 384),),
        )
    st.caption(_("Another picture is chosen in the view **Dream**."))


def _begin(config: DreamConfig) -> None:
    choice.choose(channel=config.channel)
    st.session_state["dream.view"] = "train"
    form.begin(config)


def alone_of(layer: str, channel: int) -> np.ndarray:
    """From the sheet if it is there; any other channel dreams in a moment."""
    sheet = choice.sheets().get(layer)
    if sheet and channel in sheet.channels:
        return sheet.pictures[sheet.channels.index(channel)]
    return from_noise(layer, channel)


@st.cache_data(max_entries=64, show_spinner=False)
@gate.heavy("It dreams from noise", seconds=1)
def from_noise(layer: str, channel: int) -> np.ndarray:
    return dream_channels.at_once(dream_channels.from_noise(layer, channel, SIDE))


@of_desk(st.cache_data, max_entries=64, show_spinner=False)
@gate.heavy("It dreams", seconds=1)
def dreamt(content: str, layer: str, channel: int) -> np.ndarray:
    """The channel on the picture, small."""
    return dream_channels.at_once(
        DreamConfig(content=content, layer=layer, channel=channel, size=SMALL, steps=STEPS, strength=STRENGTH)
    )

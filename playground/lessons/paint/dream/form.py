"""Before a dream begins: the picture, the layer, the channel, and the button that starts it."""

import streamlit as st

from engine.core import config as configs
from engine.language.words import _
from engine.lessons.paint.dream.config import DreamConfig
from engine.lessons.paint.dream.inputs import NOISE
from engine.runs import jobs, quotas, store
from playground.components.big.big import desk, stage
from playground.lessons.paint import eye_download
from playground.lessons.paint.dream import choice, moods
from playground.lessons.paint.dream.choice import ALL, CHOSEN, KEY
from playground.shell import frame, wording
from playground.widgets import config_form, picture_shelf, picture_view

FIRST = ("size", "eye", "strength", "dive")
"""What a first visit needs."""

FOLDED = tuple(name for name in configs.kinds(DreamConfig) if name not in (*FIRST, *CHOSEN))

TALL, WIDE = 340, 620
"""CSS pixels that the picture takes at most."""


def show() -> None:
    """The picture on the left, what shall be dreamt into it on the right."""
    left, right = stage().columns([7, 5], gap="medium")
    with right:
        moods_place = desk("moods")
        choice.pictures_wall()
        with st.container(gap="xsmall"):
            choice.guide_drawer()
            choice.layer_buttons(choice.current("layer"), key="dream.form.layer", on_change=_take_layer)
            choice.channel_wall(
                choice.current("layer"),
                choice.current("channel"),
                key="dream.form.channel",
                on_pick=take_channel,
                height=175,
            )
        config = config_form.config_form(
            DreamConfig,
            KEY,
            start=choice.config(),
            hidden=CHOSEN,
            folded=FOLDED,
            button=None,
            expanded=False,
        )
    with left, frame.guard():
        config = config or choice.config()  # a folded form gives nothing back: then what it last held counts
        if not moods.result(config, tall=TALL, wide=WIDE):
            ground(config.content, _("What it will dream on"), tall=TALL, wide=WIDE)
        _start(config)
    with moods_place:
        moods.shelf(config)


def _take_layer() -> None:
    choice.choose(layer=st.session_state["dream.form.layer"], channel=ALL)


def take_channel(channel: int) -> None:
    choice.choose(channel=channel, guide="")


def ground(content: str, said: str, *, tall: int, wide: int) -> None:
    """The picture that is dreamt on, with `said` before its name."""
    if content == NOISE:
        st.info(_("{said}: noise. What comes is what the eye brings along.", said=said), icon=":material/grain:")
        return
    if not picture_shelf.known(content):  # of a run shown to the class: the picture stays on its desk
        st.info(_("{said}: a picture of its own desk.", said=said), icon=":material/image:")
        return
    picture_view.at_most(
        picture_shelf.large(content),
        f"{said}: {wording.safe(picture_shelf.credit(content))}.",
        alt=picture_shelf.title(content),
        tall=tall,
        wide=wide,
    )


def _start(config: DreamConfig) -> None:
    if not eye_download.at_hand(config.eye):
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button(
            _("Dream"),
            type="primary",
            icon=":material/bedtime:",
            key="dream.go",
            on_click=begin,
            args=(config,),
        )
        st.caption(
            _(
                "It strengthens whatever excites **{what}**, "
                "in {steps} steps. Layer, channel and strength may change while it dreams.",
                what=wording.safe(choice.in_words(config)),
                steps=config.steps,
            ),
            width="stretch",
        )


def begin(config: DreamConfig) -> None:
    """A new dream. Its name goes into the address before it starts: Streamlit may cut a script off anywhere."""
    quotas.admit()
    run = store.create("dream", config, title=title_of(config))
    st.query_params["run"] = run.id
    jobs.launch(run)


def title_of(config: DreamConfig) -> str:
    what = choice.in_words(config)
    if config.content == NOISE:
        return _("What excites {what}", what=what)
    return _("{title}, dreamt by {what}", title=picture_shelf.title(config.content), what=what)[:80]

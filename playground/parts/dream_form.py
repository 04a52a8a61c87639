"""Before a dream begins: the picture, the layer, the channel, and the button that starts it."""

import streamlit as st

from engine import configs, jobs, quotas, runs
from engine.configs_paint import DreamConfig
from engine.easel import NOISE
from playground.parts import config_form, dream_choice, page, paint_eye, paint_instant, paint_pictures, words
from playground.parts.dream_choice import ALL, CHOSEN, KEY

FIRST = ("size", "eye", "strength", "keep")
"""What a first visit needs."""

FOLDED = tuple(name for name in configs.kinds(DreamConfig) if name not in (*FIRST, *CHOSEN))

TALL, WIDE = 340, 620
"""CSS pixels that the picture takes at most."""


def form() -> None:
    """The picture on the left, what shall be dreamt into it on the right."""
    left, right = st.columns([7, 5], gap="medium")
    with right:
        dream_choice.pictures_wall()
        with st.container(gap="xsmall"):
            dream_choice.layer_buttons(dream_choice.get("layer"), key="dream.form.layer", on_change=_take_layer)
            dream_choice.channel_wall(
                dream_choice.get("layer"),
                dream_choice.get("channel"),
                key="dream.form.channel",
                on_pick=take_channel,
                height=175,
            )
        config = config_form.config_form(
            DreamConfig,
            KEY,
            start=dream_choice.config(),
            hidden=CHOSEN,
            folded=FOLDED,
            button=None,
            expanded=False,
        )
    with left, page.guard():
        ground(dream_choice.get("content"), "What it will dream on", tall=TALL, wide=WIDE)
        # A folded form gives nothing back: then what it last held counts.
        _start(config or dream_choice.config())


def _take_layer() -> None:
    dream_choice.put(layer=st.session_state["dream.form.layer"], channel=ALL)


def take_channel(channel: int) -> None:
    dream_choice.put(channel=channel)


def ground(content: str, said: str, *, tall: int, wide: int) -> None:
    """The picture that is dreamt on, with `said` before its name."""
    if content == NOISE:
        st.info(f"{said}: noise. What comes is what the eye brings along.", icon=":material/grain:")
        return
    if not paint_pictures.known(content):  # of a run shown to the class: the picture stays on its desk
        st.info(f"{said}: a picture of its own desk.", icon=":material/image:")
        return
    paint_instant.at_most(
        paint_pictures.large(content),
        f"{said}: {words.safe(paint_pictures.credit(content))}.",
        alt=paint_pictures.title(content),
        tall=tall,
        wide=wide,
    )


def _start(config: DreamConfig) -> None:
    if not paint_eye.at_hand(config.eye):
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button(
            "Dream",
            type="primary",
            icon=":material/bedtime:",
            key="dream.go",
            on_click=begin,
            args=(config,),
        )
        st.caption(
            f"It strengthens whatever excites **{dream_choice.in_words(config.layer, config.channel)}**, "
            f"in {config.steps} steps. Layer, channel and strength may change while it dreams.",
            width="stretch",
        )


def begin(config: DreamConfig) -> None:
    """A new dream. Its name goes into the address before it starts: Streamlit may cut a script off anywhere."""
    quotas.admit()
    run = runs.create("dream", config, title=title_of(config))
    st.query_params["run"] = run.id
    jobs.launch(run)


def title_of(config: DreamConfig) -> str:
    what = dream_choice.in_words(config.layer, config.channel)
    if config.content == NOISE:
        return f"What excites {what}"
    return f"{paint_pictures.title(config.content)}, dreamt by {what}"[:80]

"""Before a painting begins: its settings, what stands in its way, how long it will take, and the button that starts it."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from engine import configs
from engine.configs_paint import StyleConfig
from playground.parts import (
    config_form,
    page,
    paint_areas,
    paint_choice,
    paint_eye,
    paint_instant,
    paint_pictures,
    paint_start,
    preset_shelf,
    words,
)
from playground.parts.paint_choice import Choice

FIRST = ("size", "start", "colours", "eye")
"""What a first visit needs."""

FOLDED = tuple(name for name in configs.kinds(StyleConfig) if name not in (*FIRST, *paint_choice.CHOSEN))

VIEWS = {"canvas": ":material/image: Canvas", "areas": ":material/gesture: Draw areas"}


def easel() -> None:
    """The canvas on the left, with the button and the settings below it; what shall be painted on the right."""
    above, below = st.container(), st.container()
    with below:
        preset_shelf.preset_shelf(paint_choice.KEY, keep=paint_choice.CHOSEN)  # first: it fills the form
    with above:
        left, right = st.columns([7, 5], gap="medium")
    with right:
        paint_choice.galleries()
    with left, page.guard():
        _canvas(paint_choice.now())
        paint_choice.blend()
        start = st.container()
        config = config_form.config_form(
            StyleConfig,
            paint_choice.KEY,
            start=paint_choice.config(),
            hidden=unused,
            folded=FOLDED,
            button=None,
        )
        if config:
            with start:
                place = _start(config)
            if place:
                with place:
                    paint_start.cost(config)  # last: on a new computer it is measured first


def unused(values) -> set[str]:
    """Settings that have their own place on the page, and those that play no role."""
    return {*paint_choice.CHOSEN, *(() if values["optimiser"] == "adam" else ("learning_rate",))}


def _canvas(choice: Choice) -> None:
    shown = st.segmented_control(
        "What to show",
        list(VIEWS),
        format_func=VIEWS.__getitem__,
        default="canvas",
        required=True,
        key="paint.canvas",
        label_visibility="collapsed",
        persist_state="session",
        wrap=True,
    )
    if shown == "areas":
        paint_areas.areas(choice, key="paint.areas.slow", tallest=300)
        return
    paint_instant.at_most(
        paint_pictures.large(choice.content),
        f"What will be painted: {words.safe(paint_pictures.credit(choice.content))}.",
        alt=paint_pictures.title(choice.content),
        tall=340,
    )


def _start(config: StyleConfig) -> DeltaGenerator | None:
    """The button, and the room beside it for what it will cost; None where the painting cannot begin."""
    if not paint_eye.at_hand(config.eye):
        return None
    hindrance = paint_start.obstacle(config)
    if hindrance:
        page.tell(hindrance)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button(
            "Paint",
            type="primary",
            icon=":material/brush:",
            key="style.go",
            disabled=hindrance is not None,
            on_click=paint_start.begin,
            args=(config,),
        )
        return None if hindrance else st.container()

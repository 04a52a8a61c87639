"""Before a painting begins: its settings, what stands in its way, how long it will take, and the button that starts it."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from engine.core import config as configs
from engine.language.words import N_, _
from engine.lessons.paint.style.config import StyleConfig
from playground.components.big.big import desk, stage
from playground.lessons.paint import eye_download
from playground.lessons.paint.style import areas, weight_calculator
from playground.lessons.paint.style import choice as style_choice
from playground.lessons.paint.style import start as style_start
from playground.lessons.paint.style.choice import CHOSEN, KEY, Choice
from playground.shell import frame, wording
from playground.widgets import config_form, picture_shelf, picture_view, presets, setting

FIRST = ("size", "start", "colours", "eye")
"""What a first visit needs."""

FOLDED = tuple(name for name in configs.kinds(StyleConfig) if name not in (*FIRST, *CHOSEN))

VIEWS = {"canvas": N_(":material/image: Canvas"), "areas": N_(":material/gesture: Draw areas")}


def show() -> None:
    """The canvas on the left, with the button and the settings below it; what shall be painted on the right."""
    above, below = st.container(), st.container()
    with below:
        presets.preset_shelf(KEY, keep=CHOSEN)  # first: it fills the form
        weight_calculator.show(style_choice.config())
    with above:
        left, right = stage().columns([7, 5], gap="medium")
    with right:
        style_choice.galleries()
    with left, frame.guard():
        _canvas(style_choice.current())
        style_choice.blend()
        start = st.container()
        with desk("settings"):
            config = config_form.config_form(
                StyleConfig,
                KEY,
                start=style_choice.config(),
                hidden=unused,
                folded=FOLDED,
                button=None,
            )
        if config:
            with start:
                place = _start(config)
            if place:
                with place:
                    style_start.cost(config)  # last: on a new computer it is measured first


def unused(values) -> set[str]:
    """Settings that have their own place on the page, and those that play no role."""
    rates = {"adam": ("learning_rate",), "sgd": ("descent", "decay")}
    others = {name for optimiser, names in rates.items() if optimiser != values["optimiser"] for name in names}
    return {*CHOSEN, *others}


def _canvas(choice: Choice) -> None:
    shown = setting.what_to_show(VIEWS, "canvas", key="paint.canvas")
    if shown == "areas":
        areas.areas(choice, key="paint.areas.slow", tallest=300)
        return
    picture_view.at_most(
        picture_shelf.large(choice.content),
        _("What will be painted: {credit}.", credit=wording.safe(picture_shelf.credit(choice.content))),
        alt=picture_shelf.title(choice.content),
        tall=340,
    )


def _start(config: StyleConfig) -> DeltaGenerator | None:
    """The button, and the room beside it for what it will cost; None where the painting cannot begin."""
    if not eye_download.at_hand(config.eye):
        return None
    hindrance = style_start.obstacle(config)
    if hindrance:
        frame.tell(hindrance)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button(
            _("Paint"),
            type="primary",
            icon=":material/brush:",
            key="style.go",
            disabled=hindrance is not None,
            on_click=style_start.begin,
            args=(config,),
        )
        return None if hindrance else st.container()

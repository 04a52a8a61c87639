"""Starting a painting: what stands in its way, what it will cost, what it is called."""

import streamlit as st

from engine.core.errors import Trouble
from engine.lessons.helpers.eye.fields import LAYERS
from engine.lessons.paint.inputs import parts
from engine.lessons.paint.style.config import StyleConfig
from engine.runs import jobs, quotas, store
from playground.shell import gate, wording
from playground.shell.caching import of_desk
from playground.widgets import picture_shelf


def begin(config: StyleConfig, param: str = "run") -> None:
    """A new painting. Its name goes into the address before it starts: Streamlit may cut a script off anywhere."""
    quotas.admit()
    run = store.create("style", config, title=title_of(config))
    st.query_params[param] = run.id
    jobs.launch(run)


def title_of(config: StyleConfig) -> str:
    return f"{picture_shelf.title(config.content)} in the style of {picture_shelf.in_words(parts(config.styles))}"[:80]


def obstacle(config: StyleConfig) -> Trouble | None:
    """What would make the painting fail, known before it begins: an eye may lack a layer, and a fingerprint is less than a picture."""
    if config.eye == "compact" and config.content_layer not in LAYERS:
        return Trouble(
            f"The compact eye has no layer {config.content_layer}.",
            f"Choose VGG-19 as the eye, or one of {', '.join(LAYERS)}.",
        )
    styles = parts(config.styles)
    known = {name: picture_shelf.title(name) for name, _ in styles if picture_shelf.is_fingerprint(name)}
    if not known:
        return None
    what = f"'{next(iter(known.values()))}' is known here by its fingerprint alone"
    if config.eye != "compact":
        return Trouble(f"{what}, which only the compact eye can read.", "Choose the compact eye, or another style.")
    if config.colours == "match":
        return Trouble(
            f"{what}: there is no picture to tint.", "Choose that only light and dark are painted, or another style."
        )
    if config.start == "style" and max(styles, key=lambda one: one[1])[0] in known:
        return Trouble(f"{what}, which is no picture to start from.", "Start from the content picture or from noise.")
    return None


def cost(config: StyleConfig) -> None:
    """Seconds and memory in words."""
    seconds, bytes = estimated(config)
    st.caption(
        f"About **{wording.duration(seconds)}** and **{bytes / 1e9:.1f} GB** of memory for {config.steps:,} steps.",
        width="content",
    )


@of_desk(st.cache_data, max_entries=64, show_spinner=False)
@gate.heavy("Measuring how fast this computer paints", seconds=1)
def estimated(config: StyleConfig) -> tuple[float, int]:
    from engine.lessons.paint.style import cost as style_cost  # brings torch

    found = style_cost.estimate(config)
    return found.seconds, found.bytes

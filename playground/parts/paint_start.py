"""Starting a painting: what stands in its way, what it will cost, what it is called."""

import streamlit as st

from engine import jobs, quotas, runs
from engine.configs_paint import StyleConfig
from engine.easel import parts
from engine.errors import Trouble
from playground.parts import paint_pictures, words
from playground.parts.caching import of_desk


def begin(config: StyleConfig, param: str = "run") -> None:
    """A new painting. Its name goes into the address before it starts: Streamlit may cut a script off anywhere."""
    quotas.admit()
    run = runs.create("style", config, title=title_of(config))
    st.query_params[param] = run.id
    jobs.launch(run)


def title_of(config: StyleConfig) -> str:
    return f"{paint_pictures.title(config.content)} in the style of {paint_pictures.in_words(parts(config.styles))}"[
        :80
    ]


def obstacle(config: StyleConfig) -> Trouble | None:
    """What would make the painting fail, known before it begins: a fingerprint is less than a picture."""
    styles = parts(config.styles)
    known = {name: paint_pictures.title(name) for name, _ in styles if paint_pictures.is_fingerprint(name)}
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
        f"About **{words.duration(seconds)}** and **{bytes / 1e9:.1f} GB** of memory for {config.steps:,} steps.",
        width="content",
    )


@of_desk(st.cache_data, max_entries=64, show_spinner="Measuring how fast this computer paints")
def estimated(config: StyleConfig) -> tuple[float, int]:
    from engine import painting_cost  # brings torch

    found = painting_cost.estimate(config)
    return found.seconds, found.bytes

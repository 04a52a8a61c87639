"""Starting a painting: what stands in its way, what it will cost, what it is called."""

import streamlit as st

from engine.core.errors import Trouble
from engine.language.words import _
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
    styles = picture_shelf.in_words(parts(config.styles))
    return _("{title} in the style of {styles}", title=picture_shelf.title(config.content), styles=styles)[:80]


def obstacle(config: StyleConfig) -> Trouble | None:
    """What would make the painting fail, known before it begins: an eye may lack a layer, and a fingerprint is less than a picture."""
    if config.eye != "vgg19" and config.content_layer not in LAYERS:
        return Trouble(
            _("This eye has no layer {content_layer}.", content_layer=config.content_layer),
            _("Choose VGG-19 as the eye, or one of {layers}.", layers=", ".join(LAYERS)),
        )
    styles = parts(config.styles)
    known = {name: picture_shelf.title(name) for name, _weight in styles if picture_shelf.is_fingerprint(name)}
    if not known:
        return None
    title = next(iter(known.values()))
    if config.eye != "compact":
        return Trouble(
            _("'{title}' is known here by its fingerprint alone, which only the compact eye can read.", title=title),
            "Choose the compact eye, or another style.",
        )
    if config.colours == "match":
        return Trouble(
            _("'{title}' is known here by its fingerprint alone: there is no picture to tint.", title=title),
            "Choose that only light and dark are painted, or another style.",
        )
    if config.start == "style" and max(styles, key=lambda one: one[1])[0] in known:
        return Trouble(
            _("'{title}' is known here by its fingerprint alone, which is no picture to start from.", title=title),
            "Start from the content picture or from noise.",
        )
    return None


def cost(config: StyleConfig) -> None:
    """Seconds and memory in words."""
    seconds, bytes = estimated(config)
    st.caption(
        _(
            "About **{time}** and **{gigabytes:.1f} GB** of memory for {steps:,} steps.",
            time=wording.duration(seconds),
            gigabytes=bytes / 1e9,
            steps=config.steps,
        ),
        width="content",
    )


@of_desk(st.cache_data, max_entries=64, show_spinner=False)
@gate.heavy("Measuring how fast this computer paints", seconds=1)
def estimated(config: StyleConfig) -> tuple[float, int]:
    from engine.lessons.paint.style import cost as style_cost  # brings torch

    found = style_cost.estimate(config)
    return found.seconds, found.bytes

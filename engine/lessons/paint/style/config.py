"""The settings of style transfer."""

from dataclasses import dataclass
from typing import Any

from engine.core.config import check, knob
from engine.core.fields import look_knob, rate_knob, seed_knob, steps_knob
from engine.language.words import N_
from engine.lessons.helpers.eye.fields import EVERY_LAYER
from engine.lessons.paint.fields import EYES

STARTS = {"content": N_("the content picture"), "noise": N_("noise"), "style": N_("the style picture")}
OPTIMISERS = {
    "lbfgs": N_("L-BFGS: fewer, surer steps"),
    "adam": N_("Adam: many small steps"),
    "sgd": N_("Gradient descent: straight down, ever slower"),
}
COLOURS = {
    "style": N_("the style's"),
    "luminance": N_("the content's: only light and dark are painted"),
    "match": N_("the content's: the style is tinted like it first"),
}


def share_knob(share: float, label: str, what: str) -> Any:
    return knob(
        share,
        what,
        label=label,
        group="Shares",
        low=0.0,
        high=100.0,
        live=True,
    )


def raw_knob(label: str, what: str) -> Any:
    return knob(
        -1.0,
        what,
        label=label,
        group="Raw weights",
        low=-1.0,
        high=1e9,
        live=True,
    )


def layer_knob(label: str, what: str) -> Any:
    return knob(
        1.0,
        what,
        label=label,
        group="Style layers",
        low=0.0,
        high=10.0,
        live=True,
    )


@dataclass(frozen=True)
class StyleConfig:
    """One picture, painted step by step: its shapes from one picture, its strokes and colours from another."""

    content: str = knob(
        "photo:china",
        "The picture to paint: photo:NAME, scene:NAME, painting:NAME or own:ID.",
        label="Content",
        group="Data",
    )
    styles: str = knob(
        "vangogh-starry-night",
        "One to four styles, joined by +, each with its weight after *: vangogh-starry-night*2+painting:waves.",
        label="Styles",
        group="Data",
    )
    areas: str = knob(
        "",
        "own:ID of a drawn mask: 0 leaves a pixel as it is, 1 to 4 paint it with that style. Empty: all styles, blended, everywhere.",
        label="Areas",
        group="Data",
    )
    size: int = knob(512, "Pixels of the longer side.", label="Size", group="Data", low=64, high=2048, scale="log")
    eye: str = knob("compact", "The network that looks.", label="Eye", group="Network", choices=EYES)
    content_layer: str = knob(
        "relu4_1",
        "The layer in which the content is compared. Deep ones keep things, shallow ones every line.",
        label="Content layer",
        group="Network",
        choices=EVERY_LAYER,
    )
    content_share: float = share_knob(
        10.0,
        N_("Content"),
        N_(
            "How hard the content pulls. The three shares are compared with each other: equal shares pull equally hard at the start."
        ),
    )
    style_share: float = share_knob(
        85.0,
        N_("Style"),
        N_(
            "How hard the style pulls. The three shares are compared with each other: equal shares pull equally hard at the start."
        ),
    )
    smooth_share: float = share_knob(
        5.0,
        N_("Smoothness"),
        N_(
            "How hard smoothness pulls: it calms single pixels. The three shares are compared with each other: equal shares pull equally hard at the start."
        ),
    )
    content_weight: float = raw_knob(
        N_("Weight of the content"),
        N_("The weight of the content loss itself, typed by hand. -1: it follows from the share."),
    )
    style_weight: float = raw_knob(
        N_("Weight of the style"),
        N_("The weight of the style loss itself, typed by hand. -1: it follows from the share."),
    )
    smooth_weight: float = raw_knob(
        N_("Weight of the smoothness"),
        N_("The weight of the smoothness loss itself, typed by hand. -1: it follows from the share."),
    )
    relu1_1: float = layer_knob(
        N_("Layer relu1_1"), N_("How much the style's Gram matrix of relu1_1 counts: single strokes and colours.")
    )
    relu2_1: float = layer_knob(
        N_("Layer relu2_1"), N_("How much the style's Gram matrix of relu2_1 counts: fine texture.")
    )
    relu3_1: float = layer_knob(N_("Layer relu3_1"), N_("How much the style's Gram matrix of relu3_1 counts: texture."))
    relu4_1: float = layer_knob(N_("Layer relu4_1"), N_("How much the style's Gram matrix of relu4_1 counts: shapes."))
    relu5_1: float = layer_knob(
        N_("Layer relu5_1"), N_("How much the style's Gram matrix of relu5_1 counts: whole things.")
    )
    colours: str = knob("style", "Whose colours the painting has.", label="Colours", choices=COLOURS)
    start: str = knob("content", "What the first canvas shows.", label="Start from", choices=STARTS)
    coarse: bool = knob(
        True,
        "Paint a small picture first, then ever larger ones: strokes become large, and large sizes take less time.",
        label="Coarse to fine",
    )
    optimiser: str = knob("lbfgs", "How the next stroke is found.", label="Optimiser", choices=OPTIMISERS)
    learning_rate: float = rate_knob(
        0.02, "How far a step of Adam moves a pixel.", label="Learning rate of Adam", low=1e-4, high=0.5
    )
    descent: float = rate_knob(
        10.0, "Gradient descent: how far a step goes, times the slope.", label="Rate of gradient descent", high=1e4
    )
    decay: float = knob(
        0.96,
        "Gradient descent: what is left of its rate after a hundred steps.",
        label="Decay of the rate",
        low=0.1,
        high=1.0,
    )
    steps: int = steps_knob(200)
    preview_every: int = look_knob(4)
    seed: int = seed_knob()

    __post_init__ = check

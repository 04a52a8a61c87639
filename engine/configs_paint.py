"""Settings of the lessons that paint: the eye, painting by optimisation, instant style, DeepDream."""

from dataclasses import dataclass
from typing import Any

from engine.configs import check, count_knob, knob, look_knob, rate_knob, seed_knob, steps_knob
from engine.errors import Trouble

ART = {"art": "Paintings and photographs"}


@dataclass(frozen=True)
class EyeConfig:
    """A compact network that learns to see pictures as VGG-19 does."""

    data: str = knob(
        "art",
        "The pictures to learn from; they lie outside the repository.",
        label="Pictures",
        group="Data",
        choices=ART,
    )
    pictures: int = count_knob()
    side: int = knob(
        128, "Pixels of each side of the cuts that a step shows.", label="Side", group="Data", low=64, high=256
    )
    learning_rate: float = rate_knob(0.02, "How far the first steps go; later ones get smaller.")
    gram: float = knob(
        1.0,
        "How much the Gram matrices count beside the features themselves.",
        label="Weight of Gram matrices",
        low=0.0,
        high=10.0,
        live=True,
    )
    easels: int = knob(
        32,
        "Pictures that it paints while it learns. The teacher looks at them too, so that it learns to see unfinished paintings.",
        label="Easels",
        low=8,
        high=256,
    )
    batch: int = knob(8, "Cuts of pictures per step; half as many easels come on top.", label="Batch", low=2, high=64)
    steps: int = steps_knob(4_000)
    preview_every: int = look_knob(500)
    seed: int = seed_knob()

    __post_init__ = check


@dataclass(frozen=True)
class InstantConfig:
    """A network that paints any picture in any style in one pass."""

    data: str = knob(
        "art",
        "Paintings and photographs lie outside the repository; drawn ones are made by Atelier itself.",
        label="Pictures",
        group="Data",
        choices=ART | {"drawn": "Drawn paintings and scenes"},
    )
    side: int = knob(
        192, "Pixels of each side of the pictures that it paints.", label="Side", group="Data", low=64, high=512
    )
    style: float = knob(
        3.0,
        "How much the style counts beside the content.",
        label="Weight of the style",
        low=0.0,
        high=100.0,
        live=True,
    )
    smooth: float = knob(
        1.0, "How much smoothness counts.", label="Weight of smoothness", low=0.0, high=100.0, live=True
    )
    learning_rate: float = rate_knob(0.004, "How far the first steps go; later ones get smaller.")
    batch: int = knob(3, "Pictures per step.", label="Batch", low=1, high=64)
    steps: int = steps_knob(2_400)
    preview_every: int = look_knob(250)
    seed: int = seed_knob()

    __post_init__ = check


@dataclass(frozen=True)
class BrushConfig:
    """A network that learns one style, and then paints any picture in it at once."""

    style: str = knob(
        "painting:waves",
        "The style to learn: painting:NAME, photo:NAME, own:ID, or a fingerprint's name.",
        label="Style",
        group="Data",
    )
    data: str = knob(
        "drawn",
        "What it learns to paint. The drawn scenes need no download.",
        label="Pictures",
        group="Data",
        choices={"drawn": "Drawn scenes"} | ART,
    )
    look: int = knob(
        256,
        "Pixels of the style's longer side when it is looked at: fewer make finer strokes.",
        label="Size of the style",
        group="Data",
        low=64,
        high=1024,
        scale="log",
    )
    side: int = knob(
        128, "Pixels of each side of the pictures that it paints.", label="Side", group="Data", low=64, high=256
    )
    width: int = knob(24, "Channels of the first layer.", label="Width", group="Network", low=8, high=64, scale="log")
    blocks: int = knob(4, "Residual blocks in the middle.", label="Blocks", group="Network", low=1, high=9)
    style_weight: float = knob(
        2.0,
        "How much the style counts beside the content. It may move while training runs.",
        label="Weight of the style",
        low=0.0,
        high=20.0,
        live=True,
    )
    smooth_weight: float = knob(
        1.0,
        "How much smoothness counts: it calms single pixels.",
        label="Weight of smoothness",
        low=0.0,
        high=20.0,
        live=True,
    )
    learning_rate: float = rate_knob(0.01, "How far the first steps go; later ones get smaller.", low=1e-4)
    batch: int = knob(4, "Pictures per step.", label="Batch", low=1, high=32)
    steps: int = steps_knob(500)
    preview_every: int = look_knob(20)
    seed: int = seed_knob()

    __post_init__ = check


STARTS = {"content": "the content picture", "noise": "noise", "style": "the style picture"}
OPTIMISERS = {"lbfgs": "L-BFGS: fewer, surer steps", "adam": "Adam: many small steps"}
COLOURS = {
    "style": "the style's",
    "luminance": "the content's: only light and dark are painted",
    "match": "the content's: the style is tinted like it first",
}
EYES = {"compact": "the compact eye, which ships", "vgg19": "VGG-19, as in the paper"}
LAYERS = {
    "relu1_1": "relu1_1: single strokes and colours",
    "relu2_1": "relu2_1: fine texture",
    "relu3_1": "relu3_1: texture",
    "relu4_1": "relu4_1: shapes",
    "relu5_1": "relu5_1: whole things",
}


def share_knob(share: float, what: str, label: str) -> Any:
    return knob(
        share,
        f"{what} The three shares are compared with each other: equal shares pull equally hard at the start.",
        label=label,
        group="Shares",
        low=0.0,
        high=100.0,
        live=True,
    )


def raw_knob(what: str, label: str) -> Any:
    return knob(
        -1.0,
        f"The weight of the {what} loss itself, typed by hand. -1: it follows from the share.",
        label=label,
        group="Raw weights",
        low=-1.0,
        high=1e9,
        live=True,
    )


def layer_knob(layer: str, weight: float = 1.0) -> Any:
    return knob(
        weight,
        f"How much the style's Gram matrix of {LAYERS[layer]} counts.",
        label=f"Layer {layer}",
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
        choices=LAYERS,
    )
    content_share: float = share_knob(10.0, "How hard the content pulls.", "Content")
    style_share: float = share_knob(85.0, "How hard the style pulls.", "Style")
    smooth_share: float = share_knob(5.0, "How hard smoothness pulls: it calms single pixels.", "Smoothness")
    content_weight: float = raw_knob("content", "Weight of the content")
    style_weight: float = raw_knob("style", "Weight of the style")
    smooth_weight: float = raw_knob("smoothness", "Weight of the smoothness")
    relu1_1: float = layer_knob("relu1_1")
    relu2_1: float = layer_knob("relu2_1")
    relu3_1: float = layer_knob("relu3_1")
    relu4_1: float = layer_knob("relu4_1")
    relu5_1: float = layer_knob("relu5_1")
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
    steps: int = steps_knob(200)
    preview_every: int = look_knob(4)
    seed: int = seed_knob()

    __post_init__ = check


CHANNELS = {"relu1_1": 64, "relu2_1": 128, "relu3_1": 256, "relu4_1": 512, "relu5_1": 512}
"""How many channels each layer of VGG-19 has."""


@dataclass(frozen=True)
class DreamConfig:
    """A picture in which an eye strengthens what it believes to see."""

    content: str = knob(
        "photo:china",
        "The picture to dream on: photo:NAME, scene:NAME, painting:NAME, own:ID, or noise.",
        label="Picture",
        group="Data",
    )
    size: int = knob(512, "Pixels of the longer side.", label="Size", group="Data", low=64, high=2048, scale="log")
    eye: str = knob("compact", "The network that dreams.", label="Eye", group="Network", choices=EYES)
    layer: str = knob(
        "relu5_1",
        "Shallow layers dream of strokes and grids, deep ones of shapes. It may change while it dreams.",
        label="Layer",
        choices=LAYERS,
        live=True,
    )
    channel: int = knob(-1, "One channel of the layer; -1: all of them.", label="Channel", low=-1, high=511, live=True)
    octaves: int = knob(
        4, "Sizes at which it dreams, from coarse to fine.", label="Octaves", group="Network", low=1, high=8
    )
    octave_scale: float = knob(
        1.4,
        "How much larger each octave is than the one before.",
        label="Scale of octaves",
        group="Network",
        low=1.1,
        high=2.0,
    )
    jitter: int = knob(
        32,
        "The picture moves by up to so many pixels before each step, so that no grid is dreamt.",
        label="Jitter",
        low=0,
        high=64,
        live=True,
    )
    strength: float = knob(
        0.04, "How far a step changes the picture.", label="Strength", low=0.001, high=0.2, scale="log", live=True
    )
    keep: float = knob(
        0.0, "How much the original pulls back.", label="Keep the original", low=0.0, high=1.0, live=True
    )
    steps: int = knob(80, "How often the picture is changed.", label="Steps", low=1, high=10_000, scale="log")
    preview_every: int = look_knob(2)
    seed: int = seed_knob()

    def __post_init__(self) -> None:
        check(self)
        if self.channel >= CHANNELS[self.layer]:
            raise Trouble(
                f"{self.layer} has no channel {self.channel}.",
                f"Its channels are 0 to {CHANNELS[self.layer] - 1}; -1 means all of them.",
            )

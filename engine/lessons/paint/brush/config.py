"""The settings of a brush."""

from dataclasses import dataclass

from engine.core.config import check, knob
from engine.core.fields import look_knob, rate_knob, seed_knob, steps_knob
from engine.language.words import N_
from engine.lessons.helpers.eye.fields import ART

NEAREST, NOTHING = "nearest", "chance"

SHIPPED = {
    "brush-starry-night": N_("The brush of The Starry Night"),
    "brush-stained-glass": N_("The brush of Cathedral window"),
}
"""Shipped brushes, by which style they have learnt."""


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
        choices={"drawn": N_("Drawn scenes")} | ART,
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
    start: str = knob(
        NOTHING,
        "What the brush begins with. One that has learnt a style already only has to change its strokes: that shows within a few steps.",
        label="Begin with",
        choices={NOTHING: N_("Nothing"), NEAREST: N_("The nearest shipped brush")} | SHIPPED,
    )
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

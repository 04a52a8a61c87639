"""The settings of a dream."""

from dataclasses import dataclass

from engine.core.config import check, knob
from engine.core.errors import Trouble
from engine.core.fields import look_knob, seed_knob
from engine.language.words import _
from engine.lessons.helpers.eye.fields import CHANNELS, LAYERS
from engine.lessons.paint.fields import EYES


@dataclass(frozen=True)
class DreamConfig:
    """A picture in which an eye strengthens what it believes to see."""

    content: str = knob(
        "photo:china",
        "The picture to dream on: photo:NAME, scene:NAME, painting:NAME, own:ID, or noise.",
        label="Picture",
        group="Data",
    )
    guide: str = knob(
        "",
        "A second picture that leads the dream: each place grows like what is most like it there. Empty: none leads. "
        "One channel alone is led by nothing.",
        label="Led by",
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
        0.016, "How far a step changes the picture.", label="Strength", low=0.001, high=0.2, scale="log", live=True
    )
    keep: float = knob(
        0.0, "How much the original pulls back.", label="Keep the original", low=0.0, high=1.0, live=True
    )
    dive: float = knob(
        0.0,
        "By how many percent the picture comes nearer with each step, once it dreams in its full size: one falls into the dream.",
        label="Dive",
        low=0.0,
        high=5.0,
        live=True,
    )
    steps: int = knob(48, "How often the picture is changed.", label="Steps", low=1, high=10_000, scale="log")
    preview_every: int = look_knob(2)
    seed: int = seed_knob()

    def __post_init__(self) -> None:
        check(self)
        if self.channel >= CHANNELS[self.layer]:
            raise Trouble(
                _("{layer} has no channel {channel}.", layer=self.layer, channel=self.channel),
                _("Its channels are 0 to {last}; -1 means all of them.", last=CHANNELS[self.layer] - 1),
            )

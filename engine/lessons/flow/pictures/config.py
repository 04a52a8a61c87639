"""The settings of a flow from noise to pictures, and of its ancestor, DDPM."""

from dataclasses import dataclass

from engine.core.config import check, knob
from engine.core.fields import cool_down_knob, count_knob, look_knob, rate_knob, seed_knob, steps_knob
from engine.data.fields import any_set_knob, flip_faces_knob, size_knob


@dataclass(frozen=True)
class PicturesConfig:
    """One network that says of a noisy picture which way to go."""

    data: str = any_set_knob()
    pictures: int = count_knob()
    size: str = size_knob()
    flip: bool = flip_faces_knob()
    asked: bool = knob(
        True,
        "Tell the network the class of each picture, where the set has classes. Afterwards it can be asked for one.",
        label="Tell the class",
        group="Network",
    )
    forget: float = knob(
        0.15,
        "Share of the pictures whose class is kept from the network, so that it also learns what pictures of any class look like. Guidance needs both.",
        label="Class kept secret",
        low=0.0,
        high=0.9,
    )
    width: int = knob(
        48,
        "Channels where the network looks finest; where it looks coarser there are two or three times as many. Half the width trains about three times faster and draws worse.",
        label="Width",
        group="Network",
        low=8,
        high=128,
        scale="log",
    )
    fold: str = knob(
        "2",
        "Squares of so many pixels are folded into channels before the first convolution. Folded pictures train about four times faster; without folding the finest lines get sharper.",
        label="Fold",
        group="Network",
        choices={"1": "Not at all", "2": "2 x 2 pixels", "4": "4 x 4 pixels"},
    )
    path: str = knob(
        "straight",
        "The way from noise to a picture. Flow matching goes straight and learns the direction. DDPM, its ancestor, goes along an arc and learns which noise is in the picture.",
        label="Path",
        group="Network",
        choices={"straight": "Straight (flow matching)", "ddpm": "Arc (DDPM)"},
    )
    times: str = knob(
        "logit-normal",
        "At which times the network practises. At the ends there is little to learn: all noise, or all picture. Logit-normal times lie mostly in the middle. DDPM takes all times alike.",
        label="Times",
        choices={"logit-normal": "Mostly the middle (logit-normal)", "even": "All alike"},
    )
    learning_rate: float = rate_knob(0.002, "How far each step goes.")
    cool_down: float = cool_down_knob(0.3)
    average: float = knob(
        0.999,
        "Pictures come from an average of the last weights, which wavers less than the newest ones; 0.999 remembers about 1,000 steps. 0 is off.",
        label="Average of the weights",
        group="Network",
        low=0.0,
        high=0.9999,
    )
    batch: int = knob(64, "Pictures per step.", label="Batch", low=4, high=256, scale="log")
    steps: int = steps_knob(3_000)
    preview_every: int = look_knob(250)
    seed: int = seed_knob()

    __post_init__ = check

"""The settings of a compact eye."""

from dataclasses import dataclass

from engine.core.config import check, knob
from engine.core.fields import count_knob, look_knob, rate_knob, seed_knob, steps_knob
from engine.lessons.helpers.eye.fields import ART


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

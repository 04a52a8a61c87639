"""The settings of the guard of kinds."""

from dataclasses import dataclass

from engine.core.config import check, knob
from engine.core.fields import (
    cool_down_knob,
    crop_knob,
    flip_knob,
    look_knob,
    pair_batch_knob,
    seed_knob,
    side_knob,
    steps_knob,
)


@dataclass(frozen=True)
class GuardConfig:
    """A network that tells photographs, paintings and other pictures apart."""

    data: str = knob(
        "kinds",
        "Photographs, paintings, and what Atelier draws that is neither.",
        label="Pictures",
        group="Data",
        choices={"kinds": "Photographs, paintings and neither"},
    )
    side: int = side_knob(192)
    flip: bool = flip_knob()
    crop: float = crop_knob()
    views: int = knob(
        3,
        "Random cuts of each picture. The eye looks at all of them once, before training begins.",
        label="Cuts",
        group="Data",
        low=1,
        high=32,
    )
    decay: float = knob(
        1.0,
        "How strongly weights are pulled towards 0, so that few pictures are not learnt by heart.",
        label="Weight decay",
        group="Network",
        low=0.0,
        high=10.0,
    )
    learning_rate: float = knob(
        0.003, "How far each step goes.", label="Learning rate", low=1e-6, high=0.1, scale="log", live=True
    )
    cool_down: float = cool_down_knob(0.5)
    batch: int = pair_batch_knob(32)
    steps: int = steps_knob(1_000)
    preview_every: int = look_knob(100)
    seed: int = seed_knob()

    __post_init__ = check

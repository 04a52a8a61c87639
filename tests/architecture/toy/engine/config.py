"""The settings of an average picture."""

from dataclasses import dataclass

from engine.core.config import check
from engine.core.fields import batch_knob, count_knob, look_knob, rate_knob, seed_knob, steps_knob
from engine.data.fields import set_knob


@dataclass(frozen=True)
class AverageConfig:
    """One picture for all."""

    data: str = set_knob()
    pictures: int = count_knob()
    learning_rate: float = rate_knob(0.05, "How far each step goes.")
    batch: int = batch_knob()
    steps: int = steps_knob(100)
    preview_every: int = look_knob(50)
    seed: int = seed_knob()

    __post_init__ = check

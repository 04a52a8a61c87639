"""The settings of the finder of faces."""

from dataclasses import dataclass

from engine.core.config import check, knob
from engine.core.fields import batch_knob, cool_down_knob, flip_knob, look_knob, rate_knob, seed_knob, steps_knob


@dataclass(frozen=True)
class FinderConfig:
    """A network that finds the eyes of faces, wherever they are in a picture."""

    data: str = knob(
        "people",
        "Photographed and drawn faces, and pictures that show nobody.",
        label="Pictures",
        group="Data",
        choices={"people": "Faces, and pictures without any"},
    )
    flip: bool = flip_knob()
    lean: float = knob(
        35.0,
        "Up to so many degrees faces are leant either way, by chance.",
        label="Lean",
        group="Data",
        low=0.0,
        high=90.0,
    )
    width: int = knob(
        12,
        "Channels of the first layer; later ones have two and three times as many.",
        label="Width",
        group="Network",
        low=2,
        high=64,
        scale="log",
    )
    learning_rate: float = rate_knob(0.003, "How far each step goes. It may move while training runs.")
    cool_down: float = cool_down_knob(0.7)
    batch: int = batch_knob()
    steps: int = steps_knob(3_000)
    preview_every: int = look_knob(250)
    seed: int = seed_knob()

    __post_init__ = check

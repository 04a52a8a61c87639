"""The settings of the instant painter."""

from dataclasses import dataclass

from engine.core.config import check, knob
from engine.core.fields import look_knob, rate_knob, seed_knob, steps_knob
from engine.language.words import N_
from engine.lessons.helpers.eye.fields import ART


@dataclass(frozen=True)
class InstantConfig:
    """A network that paints any picture in any style in one pass."""

    data: str = knob(
        "art",
        "Paintings and photographs lie outside the repository; drawn ones are made by Atelier itself.",
        label="Pictures",
        group="Data",
        choices=ART | {"drawn": N_("Drawn paintings and scenes")},
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

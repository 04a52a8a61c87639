"""The settings of a judge of marks."""

from dataclasses import dataclass

from engine.core.config import check, knob
from engine.core.fields import count_knob, flip_knob, look_knob, rate_knob, seed_knob, steps_knob
from engine.data.fields import FACE_SETS, GREY_SETS


@dataclass(frozen=True)
class JudgeConfig:
    """A network that says which marks or which class a picture has: the judge of models, and the eye that compares pictures."""

    data: str = knob(
        "faces",
        "The pictures to learn from. The built-in sets need no download.",
        label="Pictures",
        group="Data",
        choices=FACE_SETS | GREY_SETS | {"shapes": "Paper shapes (built in)"},
    )
    pictures: int = count_knob()
    flip: bool = flip_knob()
    soften: bool = knob(
        True,
        "Soften half of the pictures by chance, so that it also judges soft pictures fairly. An eye that is to mind softness learns without.",
        label="Soften",
        group="Data",
    )
    width: int = knob(
        16,
        "Channels of the first layer; each further stage doubles them.",
        label="Width",
        group="Network",
        low=4,
        high=64,
        scale="log",
    )
    places: bool = knob(
        False,
        "Tell the network where each pixel lies. It needs this where marks speak of above and below.",
        label="Places",
        group="Network",
    )
    learning_rate: float = rate_knob(
        0.002, "How far the first steps go; later ones get smaller. It may move while training runs."
    )
    batch: int = knob(64, "Pictures per step.", label="Batch", low=4, high=512, scale="log")
    steps: int = steps_knob(1_500)
    preview_every: int = look_knob(100)
    seed: int = seed_knob()

    __post_init__ = check

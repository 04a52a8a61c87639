"""The settings of a flow on points."""

from dataclasses import dataclass

from engine.core.config import check, knob
from engine.core.fields import cool_down_knob, look_knob, rate_knob, seed_knob, steps_knob
from engine.data.cards import SHAPES
from engine.language.words import N_

DRAWN = "drawn"

PREDICTS = {"velocity": N_("Velocity"), "noise": N_("Noise"), "score": N_("Score")}

SAMPLERS = {"euler": "Euler", "heun": "Heun", "ddpm": "DDPM"}


@dataclass(frozen=True)
class FlowConfig:
    """A network that learns which way points go, from a cloud of noise to a shape."""

    shape: str = knob(
        "spiral",
        "Where the points shall arrive. Your drawing is what you have drawn on the plane.",
        label="Shape",
        group="Data",
        choices=SHAPES | {DRAWN: N_("Your drawing")},
    )
    drawing: str = knob(
        "", "The strokes of your drawing, two letters for each corner.", label="Strokes of the drawing", group="Data"
    )
    points: int = knob(
        10_000,
        "How many points to learn from. With a few, all paths end in just these.",
        label="Number of points",
        group="Data",
        low=16,
        high=60_000,
        scale="log",
    )
    predicts: str = knob(
        "velocity",
        "What the network says of a point on its way: where it goes, which noise is in it, or where points become denser. Each follows from the others.",
        label="The network predicts",
        group="Network",
        choices=PREDICTS,
    )
    width: int = knob(64, "Hidden units in each layer.", label="Width", group="Network", low=4, high=128, scale="log")
    layers: int = knob(3, "Hidden layers. Sharp bends need more.", label="Layers", group="Network", low=1, high=4)
    waves: int = knob(
        3,
        "Waves of different length in which the network is told the time. Without, it only gets the number.",
        label="Waves of time",
        group="Network",
        low=0,
        high=6,
    )
    learning_rate: float = rate_knob(0.003, "How far each step goes. It may move while training runs.")
    cool_down: float = cool_down_knob(0.5)
    batch: int = knob(256, "Points per step, each at a time of its own.", label="Batch", low=4, high=2048, scale="log")
    steps: int = steps_knob(5_000)
    sampler: str = knob(
        "euler",
        "How looks walk from noise to data: straight on, with a second thought, or with fresh noise in each step.",
        label="Sampler",
        group="Training",
        choices=SAMPLERS,
        live=True,
    )
    walk: int = knob(
        50,
        "Steps from noise to data at each look.",
        label="Sampling steps",
        group="Training",
        low=1,
        high=200,
        scale="log",
        live=True,
    )
    preview_every: int = look_knob(500)
    seed: int = seed_knob()

    __post_init__ = check

    @property
    def data(self) -> str:
        """The name under which the library has these points, but for a drawing; no set of pictures is chosen here."""
        return self.shape

    @property
    def pictures(self) -> int:
        return self.points

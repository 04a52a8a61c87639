"""The settings of a GAN on points."""

from dataclasses import dataclass

from engine.core.config import check, knob
from engine.core.fields import look_knob, seed_knob, steps_knob
from engine.data.cards import SHAPES
from engine.lessons.compete.fields import OBJECTIVES, TURNS


@dataclass(frozen=True)
class PointsConfig:
    """A GAN whose pictures are points on the plane, so that everything it does can be seen."""

    shape: str = knob(
        "ring",
        "Where the real points lie. Shapes of separate heaps show best whether the generator forgets some.",
        label="Shape",
        group="Data",
        choices=SHAPES,
    )
    points: int = knob(
        10_000,
        "How many points to learn from. A discriminator learns few by heart.",
        label="Number of points",
        group="Data",
        low=16,
        high=60_000,
        scale="log",
    )
    noise: str = knob(
        "normal",
        "Where the random numbers come from that the generator turns into points: a bell curve, or evenly from -1 to 1.",
        label="Noise",
        group="Network",
        choices={"normal": "Normal", "uniform": "Uniform"},
    )
    latent: int = knob(
        2,
        "Random numbers for each point. With 1 the generator can only bend a thread, with 2 it folds a sheet.",
        label="Noise dimensions",
        group="Network",
        low=1,
        high=2,
    )
    width: int = knob(
        32,
        "Hidden units in each layer of both networks.",
        label="Width",
        group="Network",
        low=4,
        high=64,
        scale="log",
    )
    layers: int = knob(
        2, "Hidden layers of both networks. Sharp bends need more.", label="Layers", group="Network", low=1, high=4
    )
    activation: str = knob(
        "leaky-relu",
        "What each hidden unit does with its sum. A ReLU that is off passes no gradient on; a leaky one always does.",
        label="Activation",
        group="Network",
        choices={"leaky-relu": "Leaky ReLU", "relu": "ReLU", "tanh": "Tanh"},
    )
    objective: str = knob(
        "non-saturating",
        "What the two networks are paid for. Minimax is the first paper's game; its generator learns nothing while it loses.",
        label="Objective",
        group="Loss",
        choices=OBJECTIVES,
    )
    smoothing: float = knob(
        0.0,
        "Ask only for 1 minus this on real points, so that the discriminator is never quite sure. Hinge, WGAN and relativistic have no labels to smooth.",
        label="Label smoothing",
        group="Loss",
        low=0.0,
        high=0.4,
    )
    penalty: float = knob(
        10.0,
        "WGAN: how hard the discriminator's slope is held to 1. Relativistic: how hard it is held flat at real and at made ones; there 1 is a good start.",
        label="Gradient penalty",
        group="Loss",
        low=0.0,
        high=100.0,
        scale="log",
    )
    turn: str = knob(
        "both",
        "Who learns. The other one stands still. It may change while training runs.",
        label="Train",
        choices=TURNS,
        live=True,
    )
    k: int = knob(
        1,
        "Steps of the discriminator for each one of the generator: the first paper's k. It may move while training runs.",
        label="Discriminator steps",
        low=1,
        high=20,
        live=True,
    )
    generator_rate: float = knob(
        0.001,
        "How far each step of the generator goes. It may move while training runs.",
        label="Generator's learning rate",
        low=1e-5,
        high=0.1,
        scale="log",
        live=True,
    )
    discriminator_rate: float = knob(
        0.001,
        "How far each step of the discriminator goes. It may move while training runs.",
        label="Discriminator's learning rate",
        low=1e-5,
        high=0.1,
        scale="log",
        live=True,
    )
    momentum: float = knob(
        0.5,
        "How much of the last direction a step keeps. In a game the direction turns, so GANs keep less than the usual 0.9.",
        label="Momentum",
        low=0.0,
        high=0.99,
    )
    batch: int = knob(128, "Points per step, real ones and fakes each.", label="Batch", low=4, high=512, scale="log")
    steps: int = steps_knob(5_000)
    preview_every: int = look_knob(250)
    seed: int = seed_knob()

    __post_init__ = check

    @property
    def data(self) -> str:
        """The name under which the library has these points; no set of pictures is chosen here, so it is no setting."""
        return self.shape

    @property
    def pictures(self) -> int:
        return self.points

"""The settings of progressive GANs."""

from dataclasses import dataclass

from engine.core.config import check, knob
from engine.core.fields import count_knob, flip_knob, look_knob, rate_knob, seed_knob, steps_knob
from engine.data.fields import COLOUR_SETS, GREY_SETS


@dataclass(frozen=True)
class ProgressiveConfig:
    """A GAN whose pictures grow: 4, 8, 16, 32 and at last 64 pixels."""

    data: str = knob(
        "faces",
        "The pictures to learn from. Built-in sets need no download.",
        label="Pictures",
        group="Data",
        choices=COLOUR_SETS | {"faces-photo": "Photographs of faces (CelebA)"} | GREY_SETS,
    )
    pictures: int = count_knob()
    flip: bool = flip_knob()
    size: str = knob(
        "64",
        "Where growth ends. Most of the time goes into the last doubling.",
        label="Grow to",
        group="Network",
        choices={"64": "64 px", "32": "32 px", "16": "16 px"},
    )
    width: int = knob(
        96,
        "Channels at 4 and 8 pixels. There are at most 64 at 16 pixels, 32 at 32 and 16 at 64, where each one costs most.",
        label="Width",
        group="Network",
        low=4,
        high=256,
        scale="log",
    )
    latent: int = knob(
        64,
        "Random numbers from which the generator makes a picture.",
        label="Noise dimensions",
        group="Network",
        low=2,
        high=256,
        scale="log",
    )
    average: float = knob(
        0.995,
        "Pictures come from an average of the generator's last weights; 0.995 remembers about 200 steps; it begins anew with each phase. 0 is off.",
        label="Average of G",
        group="Network",
        low=0.0,
        high=0.9999,
    )
    phase: int = knob(
        240,
        "Steps of each phase. Stable at 4 pixels, then for each doubling one phase to fade the new layers in and one to settle; at the last size it stays.",
        label="Steps of a phase",
        group="Growth",
        low=1,
        high=20_000,
        scale="log",
    )
    everywhere: int = knob(
        0,
        "At the end: so many steps at every resolution and every alpha in turn. Each fade then shows pictures from one end to the other, and "
        "one network paints them all. 0 is the paper's way: lower layers forget.",
        label="Steps at every alpha",
        group="Growth",
        low=0,
        high=20_000,
    )
    objective: str = knob(
        "non-saturating",
        "What the two networks are paid for. The paper took WGAN-GP; the first GAN's loss, with a penalty on D's slope, needs a third less time.",
        label="Objective",
        group="Loss",
        choices={"non-saturating": "Non-saturating with R1", "wgan-gp": "WGAN-GP, as in the paper"},
    )
    calm: float = knob(
        0.05,
        "R1: how flat D must be at real pictures. Where they match, it then pushes nobody away. Small pictures bear less of it than large ones.",
        label="Weight of R1",
        group="Loss",
        low=0.0,
        high=100.0,
        scale="log",
    )
    penalty: float = knob(
        10.0,
        "WGAN-GP: how hard D's slope is held to 1.",
        label="Gradient penalty",
        group="Loss",
        low=0.0,
        high=100.0,
        scale="log",
    )
    augment: bool = knob(
        False,
        "Move and tint every picture that D sees, real or made, by chance. It then cannot learn a few pictures by heart.",
        label="Augment what D sees",
        group="Loss",
    )
    learning_rate: float = rate_knob(
        0.002,
        "How far each step of either network goes. Weights are scaled as they run, so one rate suits all layers.",
        low=1e-6,
    )
    batch: int = knob(
        32, "Pictures per step, real ones and made ones each.", label="Batch", low=4, high=256, scale="log"
    )
    steps: int = steps_knob(4_000)
    preview_every: int = look_knob(100)
    seed: int = seed_knob()

    prior = "normal"
    output = "tanh"

    __post_init__ = check

"""The settings of a GAN that draws what a sentence says, in two stages, and of the reader that it listens to."""

from dataclasses import dataclass

from engine.core.config import check, knob
from engine.core.fields import cool_down_knob, count_knob, look_knob, rate_knob, seed_knob, steps_knob
from engine.core.pace import Stretch
from engine.language.words import N_
from engine.lessons.helpers.reader.config import world_knob, wrong_knob


@dataclass(frozen=True)
class StackConfig:
    """A reader of sentences, a generator that sketches, and one that refines the sketch, each with a critic of its own."""

    data: str = world_knob()
    pictures: int = count_knob()
    sketch: str = knob(
        "32",
        "How large the first stage draws. The second always draws 64 pixels.",
        label="Sketch",
        group="Network",
        choices={"16": "16 px", "32": "32 px"},
    )
    width: int = knob(
        16,
        "Channels where pictures are largest; where they are half the size there are twice as many.",
        label="Width",
        group="Network",
        low=4,
        high=64,
        scale="log",
    )
    noise: int = knob(
        32,
        "Random numbers beside the sentence: they decide whatever it does not say.",
        label="Noise dimensions",
        group="Network",
        low=2,
        high=128,
        scale="log",
    )
    blur: float = knob(
        0.01,
        "How hard each sentence is held to a wide cloud instead of a point, so that sentences between the known ones mean something, too.",
        label="Blur of sentences",
        group="Loss",
        low=0.0,
        high=1.0,
        scale="log",
    )
    variety: float = knob(
        0.1,
        "How much it counts that two noises give two pictures. Without it one sentence always leads to one picture.",
        label="Variety",
        group="Loss",
        low=0.0,
        high=1.0,
        live=True,
    )
    matching: float = knob(
        3.0,
        "How much it counts that picture and sentence fit. At 0 the generators only learn to look real, and nobody obeys. In the second stage it counts a fifth.",
        label="Fit to the sentence",
        group="Loss",
        low=0.0,
        high=10.0,
        live=True,
    )
    wrong: int = wrong_knob()
    sketching: float = knob(
        0.8,
        "Share of all steps in which the first stage learns to sketch. Then it stands still, and the second learns to refine.",
        label="Steps for the sketch",
        group="Data",
        low=0.05,
        high=0.9,
    )
    generator_rate: float = rate_knob(
        0.0007, "How far each step of a generator goes.", label="Learning rate of G", low=1e-6
    )
    critic_rate: float = rate_knob(0.0005, "How far each step of a critic goes.", label="Learning rate of D", low=1e-6)
    cool_down: float = cool_down_knob(0.2)
    average: float = knob(
        0.99,
        "Pictures come from an average of the generators' last weights, which wavers less than the newest ones; 0 is off.",
        label="Average of G",
        group="Network",
        low=0.0,
        high=0.999,
    )
    batch: int = knob(
        32, "Pictures per step, real ones and made ones each.", label="Batch", low=4, high=256, scale="log"
    )
    steps: int = steps_knob(6_000)
    preview_every: int = look_knob(100)
    seed: int = seed_knob()

    __post_init__ = check


PHASES = ("sketching", "refining")


def sketching_ends(config: StackConfig) -> int:
    """The last step in which the first stage learns."""
    return max(1, round(config.sketching * config.steps))


SKETCH = 0.7
"""What a step of the first stage costs beside one of the second, as measured with the default settings."""


def stretches(config: StackConfig, data: object) -> list[Stretch]:
    return [
        Stretch(sketching_ends(config), SKETCH, N_("stage 1: the sketch")),
        Stretch(config.steps, 1.0, N_("stage 2: the finished picture")),
    ]


def phase(config: StackConfig, step: int) -> str:
    """What is learnt at this step."""
    return PHASES[step > sketching_ends(config)]

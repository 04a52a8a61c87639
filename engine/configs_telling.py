"""The settings of a GAN that draws what a sentence says, in two stages."""

from dataclasses import dataclass

from engine.configs import check, count_knob, knob, look_knob, seed_knob, steps_knob

WORLDS = {"shapes": "Paper shapes (built in)", "faces": "Cartoon faces (built in)"}


@dataclass(frozen=True)
class StackConfig:
    """A reader of sentences, a generator that sketches, and one that refines the sketch, each with a critic of its own."""

    data: str = knob(
        "shapes",
        "The pictures to learn from. Atelier draws them, so it also knows what can be said of each.",
        label="Pictures",
        group="Data",
        choices=WORLDS,
    )
    pictures: int = count_knob()
    sketch: str = knob(
        "16",
        "How large the first stage draws. The second always draws 64 pixels.",
        label="Sketch",
        group="Network",
        choices={"16": "16 px", "32": "32 px"},
    )
    width: int = knob(
        32,
        "Channels where pictures are largest; where they are half the size there are twice as many.",
        label="Width",
        group="Network",
        low=4,
        high=64,
        scale="log",
    )
    text: int = knob(
        96,
        "Numbers in which the reader keeps what a sentence says.",
        label="Memory of the reader",
        group="Network",
        low=8,
        high=256,
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
    matching: float = knob(
        1.0,
        "How much it counts that picture and sentence fit. At 0 the generators only learn to look real, and nobody obeys.",
        label="Fit to the sentence",
        group="Loss",
        low=0.0,
        high=10.0,
        live=True,
    )
    wrong: int = knob(
        4,
        "Sentences for each picture that are wrong in one point only. The critic learns from them what exactly a sentence means.",
        label="Wrong sentences",
        group="Loss",
        low=1,
        high=8,
    )
    reading: float = knob(
        0.1,
        "Share of all steps in which the reader learns to read: which of many sentences belongs to a real picture? Then it stands still.",
        label="Steps for reading",
        group="Data",
        low=0.01,
        high=0.4,
    )
    sketching: float = knob(
        0.4,
        "Share of all steps in which the first stage learns to sketch. Then it stands still, and the second learns to refine.",
        label="Steps for the sketch",
        group="Data",
        low=0.05,
        high=0.5,
    )
    reader_rate: float = knob(
        0.002,
        "How far each step of the reader goes.",
        label="Learning rate of the reader",
        low=1e-6,
        high=0.1,
        scale="log",
        live=True,
    )
    generator_rate: float = knob(
        0.0005,
        "How far each step of a generator goes.",
        label="Learning rate of G",
        low=1e-6,
        high=0.1,
        scale="log",
        live=True,
    )
    critic_rate: float = knob(
        0.0005,
        "How far each step of a critic goes.",
        label="Learning rate of D",
        low=1e-6,
        high=0.1,
        scale="log",
        live=True,
    )
    average: float = knob(
        0.99,
        "Pictures come from an average of the generators' last weights, which wavers less than the newest ones; 0 is off.",
        label="Average of G",
        group="Network",
        low=0.0,
        high=0.999,
    )
    batch: int = knob(
        64, "Pictures per step, real ones and made ones each.", label="Batch", low=4, high=256, scale="log"
    )
    steps: int = steps_knob(4_000)
    preview_every: int = look_knob(100)
    seed: int = seed_knob()

    __post_init__ = check


PHASES = ("reading", "sketching", "refining")


def ends(config: StackConfig) -> dict[str, int]:
    """The last step of each phase."""
    read = max(1, round(config.reading * config.steps))
    return {
        "reading": read,
        "sketching": max(read + 1, read + round(config.sketching * config.steps)),
        "refining": config.steps,
    }


def phase(config: StackConfig, step: int) -> str:
    """What is learnt at this step."""
    return next(name for name, last in ends(config).items() if step <= last)

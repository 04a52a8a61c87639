"""The settings of a reader of sentences."""

from dataclasses import dataclass
from typing import Any

from engine.core.config import check, knob
from engine.core.fields import count_knob, look_knob, rate_knob, seed_knob, steps_knob
from engine.language.words import N_

WORLDS = {"shapes": N_("Paper shapes (built in)"), "faces": N_("Cartoon faces (built in)")}


def world_knob() -> Any:
    return knob(
        "shapes",
        "The pictures to learn from. Atelier draws them, so it also knows what can be said of each.",
        label="Pictures",
        group="Data",
        choices=WORLDS,
    )


def wrong_knob() -> Any:
    return knob(
        8,
        "Sentences for each picture that are wrong in one point only. From them is learnt what exactly a sentence means.",
        label="Wrong sentences",
        group="Loss",
        low=1,
        high=16,
    )


@dataclass(frozen=True)
class ReaderConfig:
    """A reader of sentences, and a matcher that tells which sentence fits a picture: those who draw from sentences learn from both."""

    data: str = world_knob()
    pictures: int = count_knob()
    text: int = knob(
        96,
        "Numbers in which the reader keeps what a sentence says.",
        label="Memory of the reader",
        group="Network",
        low=8,
        high=256,
        scale="log",
    )
    width: int = knob(
        24,
        "Channels of the matcher's first layer; each further stage doubles them.",
        label="Width",
        group="Network",
        low=4,
        high=64,
        scale="log",
    )
    wrong: int = wrong_knob()
    reading: float = knob(
        0.2,
        "Share of all steps in which the reader learns to answer questions about sentences. Then it stands still, and the matcher learns.",
        label="Steps for reading",
        group="Data",
        low=0.05,
        high=0.5,
    )
    learning_rate: float = rate_knob(
        0.002, "How far the matcher's first steps go; later ones get smaller. The reader's go farther."
    )
    batch: int = knob(64, "Sentences per step, and pictures.", label="Batch", low=4, high=256, scale="log")
    steps: int = steps_knob(2_500)
    preview_every: int = look_knob(250)
    seed: int = seed_knob()

    __post_init__ = check


def reading_ends(config: ReaderConfig) -> int:
    """The last step in which the reader learns."""
    return max(1, round(config.reading * config.steps))

"""The settings of a machine that writes letter by letter."""

from dataclasses import dataclass

from engine.core.config import check, knob
from engine.core.fields import look_knob, rate_knob, seed_knob, steps_knob
from engine.language.words import N_

TEXTS = {
    "bestiary": N_("A bestiary"),
    "rhymes": N_("Nursery rhymes"),
    "recipes": N_("Recipes"),
    "tales-ko": N_("Tales (Korean)"),
    "recipes-ko": N_("Recipes (Korean)"),
    "melodies": N_("Melodies (ABC notation)"),
    "own": N_("Your own text"),
}


@dataclass(frozen=True)
class LettersConfig:
    """A machine that reads a text letter by letter and learns what comes next."""

    text: str = knob(
        "bestiary",
        "What to learn from. All but your own are written by Atelier itself, from small grammars.",
        label="Text",
        group="Data",
        choices=TEXTS,
    )
    own: str = knob("", "The name under which your own text is kept.", label="Name of your text", group="Data")
    letters: int = knob(
        200_000,
        "How much text to learn from. A short text is learnt by heart.",
        label="Letters of text",
        group="Data",
        low=1_000,
        high=1_000_000,
        scale="log",
    )
    kind: str = knob(
        "lstm",
        "An LSTM carries what it has read in its cells. A transformer looks back at the last 64 letters.",
        label="Machine",
        group="Network",
        choices={"lstm": "LSTM", "transformer": "Transformer"},
    )
    weights: int = knob(
        100_000,
        "The machine is made as wide as this allows, so that both kinds can be compared.",
        label="Weights, at most",
        group="Network",
        low=10_000,
        high=500_000,
        scale="log",
    )
    length: int = knob(
        128,
        "How many letters in a row it learns from at a time. What lies further apart it cannot learn to connect.",
        label="Length of a stretch",
        low=8,
        high=256,
        scale="log",
    )
    learning_rate: float = rate_knob(0.005, "How far each step goes. It falls to nothing towards the end.")
    batch: int = knob(16, "Stretches per step.", label="Batch", low=4, high=128, scale="log")
    steps: int = steps_knob(2_000)
    preview_every: int = look_knob(100)
    seed: int = seed_knob()

    __post_init__ = check

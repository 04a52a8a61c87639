"""Fields of configs that choose a picture set."""

from typing import Any

from engine.core.config import knob
from engine.data.cards import KINDS

GREY_SETS = {
    "glyphs": "Glyphs (built in)",
    "hangul": "Hangul (built in)",
    "mnist": "MNIST digits",
    "fashion-mnist": "Fashion-MNIST",
}
COLOUR_SETS = {"faces": "Cartoon faces (built in)", "cifar10": "CIFAR-10", "frogs": "CIFAR-10 frogs"}
ONE_KIND = {name: f"CIFAR-10 {name}" for name in KINDS}
"""A plain GAN learns one kind of thing sooner than ten."""


def set_knob() -> Any:
    return knob(
        "glyphs",
        "The pictures to learn from. Built-in sets need no download.",
        label="Pictures",
        group="Data",
        choices=GREY_SETS | COLOUR_SETS,
    )


FACE_SETS = {"faces": "Cartoon faces (built in)", "faces-photo": "Photographs of faces (CelebA)"}


def face_set_knob() -> Any:
    return knob(
        "faces",
        "The faces to learn from. The cartoon faces need no download.",
        label="Pictures",
        group="Data",
        choices=FACE_SETS,
    )


LABELLED_SETS = {
    "glyphs": "Glyphs (built in)",
    "hangul": "Hangul (built in)",
    "faces": "Cartoon faces (built in)",
    "mnist": "MNIST digits",
    "fashion-mnist": "Fashion-MNIST",
    "cifar10": "CIFAR-10",
}


def labelled_set_knob() -> Any:
    return knob(
        "glyphs",
        "The pictures to learn from, with the labels to ask for. Built-in sets need no download.",
        label="Pictures",
        group="Data",
        choices=LABELLED_SETS,
    )

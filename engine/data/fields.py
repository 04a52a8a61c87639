"""Fields of configs that choose a picture set."""

from typing import Any

from engine.core.config import knob
from engine.data.cards import KINDS
from engine.language.words import N_

GREY_SETS = {
    "glyphs": N_("Glyphs (built in)"),
    "hangul": N_("Hangul (built in)"),
    "mnist": N_("MNIST digits"),
    "fashion-mnist": N_("Fashion-MNIST"),
}
COLOUR_SETS = {"faces": N_("Cartoon faces (built in)"), "cifar10": N_("CIFAR-10"), "frogs": N_("CIFAR-10 frogs")}
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


def any_set_knob() -> Any:
    """For makers of pictures: also those of one kind, and photographs."""
    return knob(
        "glyphs",
        "The pictures to learn from. Built-in sets need no download.",
        label="Pictures",
        group="Data",
        choices=GREY_SETS | COLOUR_SETS | ONE_KIND | {"faces-photo": N_("Photographs of faces (CelebA)")},
    )


def size_knob() -> Any:
    return knob(
        "own",
        "Smaller pictures train several times faster.",
        label="Size",
        group="Data",
        choices={"own": "As they are", "32": "32 px"},
    )


def flip_faces_knob() -> Any:
    """For sets of which some may not be mirrored."""
    return knob(
        False,
        "Mirror half of the pictures by chance. Right for faces, wrong for letters.",
        label="Mirror",
        group="Data",
    )


FACE_SETS = {"faces": N_("Cartoon faces (built in)"), "faces-photo": N_("Photographs of faces (CelebA)")}


def face_set_knob() -> Any:
    return knob(
        "faces",
        "The faces to learn from. The cartoon faces need no download.",
        label="Pictures",
        group="Data",
        choices=FACE_SETS,
    )


LABELLED_SETS = {
    "glyphs": N_("Glyphs (built in)"),
    "hangul": N_("Hangul (built in)"),
    "faces": N_("Cartoon faces (built in)"),
    "mnist": N_("MNIST digits"),
    "fashion-mnist": N_("Fashion-MNIST"),
    "cifar10": N_("CIFAR-10"),
}


def labelled_set_knob() -> Any:
    return knob(
        "glyphs",
        "The pictures to learn from, with the labels to ask for. Built-in sets need no download.",
        label="Pictures",
        group="Data",
        choices=LABELLED_SETS,
    )

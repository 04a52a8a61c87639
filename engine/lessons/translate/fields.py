"""Settings of the lessons that translate: CycleGAN between two domains, pix2pix between pairs."""

from typing import Any

from engine.core.config import knob
from engine.core.fields import rate_knob
from engine.language.words import N_

PATCHES = {
    "1": N_("1 pixel"),
    "16": N_("16 pixels"),
    "70": N_("70 pixels"),
    "70-padded": N_("70 pixels, 16 x 16 verdicts of 128 pixels"),
    "whole": N_("The whole picture"),
}

GROWING = {"resize": N_("Enlarge, then convolve"), "transposed": N_("Transposed, kernel 3")}


def grow_knob() -> Any:
    return knob(
        "resize",
        "How the picture gets large again. A transposed convolution whose kernel does not fit its step paints some pixels more often than others, which shows as a checkerboard.",
        label="Growing",
        group="Network",
        choices=GROWING,
    )


def residual_knob(default: bool) -> Any:
    return knob(
        default,
        "The network paints only what changes, over the picture that it was given, so the scene is there from the first step. Off: it paints everything anew.",
        label="Start from the picture",
        group="Network",
    )


def skips_knob() -> Any:
    return knob(
        True,
        "A U-Net hands each level across to its twin; a residual block adds to what it was given. Off: all must come through the narrow middle, and each block replaces what was there.",
        label="Skips",
        group="Network",
    )


def patch_knob(patch: str) -> Any:
    return knob(
        patch,
        "How much of the picture each verdict of the critic sees. One pixel knows only colours; a patch knows texture; the whole picture also knows where things belong, but needs far more pictures.",
        label="Patch of the critic",
        group="Network",
        choices=PATCHES,
    )


def critic_width_knob(width: int) -> Any:
    return knob(
        width,
        "Channels of the critic's first layer; further layers have up to eight times as many.",
        label="Width of the critic",
        group="Network",
        low=4,
        high=96,
        scale="log",
    )


def norm_knob() -> Any:
    return knob(
        "spectral",
        "What keeps the critic in bounds. Spectral norm holds the slope of each layer at 1; instance norm evens out contrast, so the critic cares less about the palette.",
        label="Norm of the critic",
        group="Network",
        choices={"spectral": "Spectral norm", "instance": "Instance norm", "none": "None"},
    )


def optimiser_knob() -> Any:
    return knob(
        "adam",
        "How a gradient becomes a step of the generators. Muon gives every direction of a layer the same length of step, ten times the learning rate; it often learns in fewer steps.",
        label="Optimiser",
        choices={"adam": "Adam", "muon": "Muon"},
    )


def generators_rate_knob() -> Any:
    return rate_knob(0.0002, "How far each step of the generators goes. It may move while training runs.", low=1e-6)


def critics_rate_knob() -> Any:
    return rate_knob(
        0.0002,
        "How far each step of the critics goes. It may move while training runs.",
        label="Learning rate of the critics",
        low=1e-6,
    )


def average_knob() -> Any:
    return knob(
        0.995,
        "What is shown and saved is an average of the generators' last weights, which wavers less than the newest ones; 0.995 remembers about 200 steps. 0 is off.",
        label="Average of the generators",
        group="Network",
        low=0.0,
        high=0.9999,
    )


def adversarial_knob() -> Any:
    return knob(
        1.0,
        "How hard the critic pulls: pictures shall look as if they came from the other side. It may move while training runs.",
        label="Weight of the critic",
        group="Loss",
        low=0.0,
        high=100.0,
        live=True,
    )

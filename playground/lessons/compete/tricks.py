"""Which settings of GANs on pictures a first visit does not need, and which play no role beside others."""

from collections.abc import Mapping
from typing import Any

from engine.data.fields import GREY_SETS
from engine.lessons.compete.fields import DRIFTING

FOLDED = (
    *("start", "width", "latent", "prior", "norm", "together", "activation", "output", "grow", "shrink", "spectral"),
    *("dropout", "generator_activation", "generator_dropout", "kernel", "frozen", "label_noise", "ahead"),
    *("optimiser", "decay", "clip", "eye", "smoothing", "wrong", "penalty", "momentum", "average", "batch"),
    *("preview_every", "seed"),
)
"""They wait in the fold."""


def unused(values: Mapping[str, Any]) -> set[str]:
    found = set()
    if values["objective"] not in DRIFTING:
        found.add("penalty")
    if values["objective"] in (*DRIFTING, "hinge"):
        found |= {"smoothing", "label_noise"}
    if values["form"] == "connected":
        found |= {"grow", "shrink"}
    if values["form"] == "connected" or values["shrink"] == "max-pool":
        found.add("kernel")
    if values["optimiser"] == "rmsprop":
        found.add("momentum")
    if values["start"] != "chance":
        found |= {"generator_activation", "generator_dropout"}
    if values["data"] in GREY_SETS:
        found |= {"eye", "start"}
    return found

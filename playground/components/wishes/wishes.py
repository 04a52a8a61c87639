"""Wishes: a grid with a column for each wish and a row for each noise, and one of its pictures large, with its wish to mix.

    hold("cgan-glyphs", lambda: models.decoder(model))
    wishes("cgan-glyphs", noise, model.wishes, key="draw", one=True)

The browser runs the generator: its input is the noise and, after it, what is asked for. Python hears nothing.
"""

from collections.abc import Sequence

import numpy as np

from engine.core.errors import Trouble
from engine.language.words import N_, _
from playground.components.shared import assets
from playground.components.shared.encoding import numbers
from playground.components.shared.palette import palette

_component = assets.component("wishes", "weights/nets.js", "shared/network.js")


def wishes(
    weights_name: str, noise: np.ndarray, names: Sequence[str], key: str, *, one: bool, title: str = N_("Wishes")
) -> None:
    """Show it, for a generator that `hold` has given the page under this name.

    noise  float32 (rows, d)
    names  what can be asked for, in the order of the generator's labels
    one    exactly one of them applies, as with classes; otherwise they go together freely, as marks do
    """
    noise = np.asarray(noise, np.float32)
    if noise.ndim != 2 or not len(noise) or not names:
        raise Trouble("There is nothing to ask for.", "Choose a conditional model.")
    _component(
        key=key,
        data={
            "name": key,
            "palette": palette(),
            "weights": weights_name,
            "noise": numbers(noise),
            "rows": len(noise),
            "names": [str(name) for name in names],
            "one": one,
            "title": _(title),
        },
    )

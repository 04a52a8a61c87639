"""A machine that goes on writing, under the hand: temperature, top-k and nucleus re-write the text from the same random numbers.

The weights are in the browser, and so nothing is asked of the server while a slider moves.
"""

from typing import Any

import numpy as np

from engine.lessons.write.letters.model import LstmMachine, TransformerMachine, Writer
from playground.components.shared import assets
from playground.components.shared.encoding import numbers
from playground.components.shared.palette import palette

_component = assets.component("writer", "writer/sampling.js", "writer/machine.js", "writer/tune.js")

LENGTH = 400
"""Letters that are written."""


def writer(model: dict[str, Any], *, key: str, name: str, opening: str, read: str, music: bool) -> None:
    """model    what `packed` returns, of the model called `name`
    opening  how it is asked to begin
    read     the text that it learnt from, to find what it knows by heart; empty where that is not at hand
    music    whether it writes melodies that can be played
    """
    _component(
        key=key,
        data={
            "name": key,
            "palette": palette(),
            "of": name,
            "model": model,
            "opening": opening,
            "read": read,
            "music": music,
            "length": LENGTH,
        },
    )


def packed(model: Writer) -> dict[str, Any]:
    """The machine for the browser: its letters, and its weights as 16-bit whole numbers."""
    machine = model.machine()
    if isinstance(machine, LstmMachine):
        arrays = {"entering": machine.entering, "hidden": machine.hidden, "out": machine.weight, "bias": machine.bias}
        layers = 0
    else:
        assert isinstance(machine, TransformerMachine)
        arrays = {"embed": machine.embed, "out": machine.out[0], "bias": machine.out[1]}
        arrays |= {"scale": machine.norm[0], "shift": machine.norm[1]}
        for at, layer in enumerate(machine.layers):
            for part in ("look", "seen", "think", "thought"):
                arrays[f"{at}.{part}"], arrays[f"{at}.{part}_bias"] = getattr(layer, part)
            arrays[f"{at}.distance"] = layer.distance[:, ::-1]  # the nearest letter first
        layers = len(machine.layers)
    return {
        "kind": model.kind,
        "letters": model.letters,
        "layers": layers,
        "arrays": {
            name: {"shape": list(values.shape), **numbers(np.asarray(values))} for name, values in arrays.items()
        },
    }

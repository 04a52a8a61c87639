"""Inside a machine that reads: letters coloured by what one unit says, and where one head of a transformer looks."""

from collections.abc import Sequence
from typing import Any

from playground.components.shared import assets
from playground.components.shared.palette import palette

_component = assets.component("reading", "writer/machine.js")

Found = tuple[str, int, float]
"""What a unit counts, in the reader's language; the unit; how well it agrees."""


def reading(model: dict[str, Any], *, key: str, name: str, text: str, found: Sequence[Found], units: int) -> None:
    """model  what `writer.packed` returns, of the model called `name`
    text   what it reads
    found  units of which something is known
    """
    _component(
        key=key,
        data={
            "name": key,
            "palette": palette(),
            "of": name,
            "model": model,
            "passage": text,
            "found": [{"words": words, "unit": unit, "agreement": agreement} for words, unit, agreement in found],
            "units": units,
        },
    )

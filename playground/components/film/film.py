"""A film that a hand holds: play, pause, scrub, slow down, go round and round. The browser has all frames and asks for nothing.

film(pictures, key="walk", keys=(0, 16, 32))
"""

from collections.abc import Sequence

import numpy as np

from engine.language.words import N_, _
from playground.components.shared import assets
from playground.components.shared.atlas import atlas
from playground.components.shared.palette import palette

_component = assets.component("film")


def film(
    pictures: np.ndarray,
    *,
    key: str,
    keys: Sequence[int] = (),
    speed: int = 15,
    loop: bool = True,
    title: str = N_("Walk"),
) -> None:
    """Show uint8 pictures (n, h, w, c), `speed` of them a second. `keys` are the frames that are marked below the film."""
    _component(
        key=key,
        data={
            "name": key,
            "palette": palette(),
            "sheet": atlas(pictures),
            "count": len(pictures),
            "keys": [int(at) for at in keys],
            "speed": speed,
            "loop": loop,
            "title": _(title),
        },
    )

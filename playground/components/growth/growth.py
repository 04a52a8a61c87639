"""A generator that grows: its layers as a drawing, the one that fades in lit by alpha, and the faces that come of it, under the hand.

    growth({8: (low, high, after), 16: (low, high, after)}, sides=(4, 8, 16, 32, 64), key="growth")

The browser adds up both branches itself, so that nothing waits for a server while alpha moves.
"""

from collections.abc import Mapping, Sequence

import numpy as np

from playground.components.shared import assets
from playground.components.shared.encoding import numbers
from playground.components.shared.palette import palette

_component = assets.component("growth")


def growth(fades: Mapping[int, tuple[np.ndarray, np.ndarray, np.ndarray]], *, sides: Sequence[int], key: str) -> None:
    """Show it.

    fades  side -> both branches of the fade to it, float (n, side, side, c) around 0 to 1 and not clipped, and what was painted
           after that fade, from 0 to 1; all of the same noises
    sides  all resolutions that the generator has layers for, from the smallest
    """
    _component(
        key=key,
        data={
            "name": key,
            "palette": palette(),
            "sides": list(sides),
            "fades": [
                {
                    "side": side,
                    "shape": list(low.shape),
                    **{name: numbers(one) for name, one in (("low", low), ("high", high), ("after", after))},
                }
                for side, (low, high, after) in fades.items()
            ],
        },
    )

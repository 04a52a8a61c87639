"""Between two makings of many pictures: one slider for all of them, a line that wipes from one to the other.

    between(sketches, pictures, key="stages", names=("Stage 1", "Stage 2"), alts=[...])

Both may be of different sizes. All of that happens in the browser: Python is not asked while the hand moves.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from playground.components.shared import assets
from playground.components.shared.atlas import atlas
from playground.components.shared.palette import palette

WAYS = ("wipe", "beside", "heat")

_component = assets.component("between")


@dataclass(frozen=True)
class Note:
    """What stands below a picture: a title, words, and a bar from 0 to 1 where there is one."""

    title: str
    text: str = ""
    bar: float | None = None


def between(
    low: np.ndarray,
    high: np.ndarray,
    *,
    key: str,
    names: tuple[str, str],
    alts: Sequence[str],
    ways: Sequence[str] = ("wipe", "beside"),
    heat: np.ndarray | None = None,
    notes: Sequence[Note] = (),
    across: int = 5,
    share: float = 0.5,
    label: str = "",
) -> None:
    """Show it: both uint8 (n, h, w, 3).

    ways    of WAYS, the first is shown at first; "heat" shows the pictures `heat`
    across  pictures in a row, where each may be 160 pixels wide
    share   where the slider stands at first: 0 is all of the second, 1 all of the first. `label` names what it moves
    """
    _component(key=key, data=described(low, high, heat, key, names, alts, ways, notes, across, share, label))


def described(low, high, heat, key, names, alts, ways, notes, across, share, label) -> dict[str, Any]:
    """All that as plain JSON."""
    return {
        "name": key,
        "palette": palette(),
        "low": atlas(low),
        "high": atlas(high),
        "heat": None if heat is None else atlas(heat),
        "names": list(names),
        "alts": list(alts),
        "ways": list(ways),
        "notes": [{"title": note.title, "text": note.text, "bar": note.bar} for note in notes],
        "across": across,
        "share": share,
        "label": label,
    }

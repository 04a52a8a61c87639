"""A film that a hand holds: play, pause, scrub, slow down, go round and round. The browser has all frames and asks for nothing.

film(pictures, key="walk", keys=(0, 16, 32))
reel(sheet, [Pane("broken", said)], steps=(1, 2, 5), key="exhibit", group="exhibit")
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import streamlit as st

from engine.language.words import N_, _
from playground.components.shared import assets
from playground.components.shared.atlas import atlas
from playground.components.shared.palette import palette

_component = assets.component("film", "curves/moment.js", "film/reel.js")


@dataclass(frozen=True)
class Pane:
    """One of the pictures that a frame has side by side."""

    title: str
    said: Sequence[str] = ()
    """What there is to say of it at each frame; ** makes bold."""
    alt: str = ""


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


def reel(
    sheet: dict[str, Any],
    panes: Sequence[Pane],
    steps: Sequence[int],
    *,
    key: str,
    group: str = "",
    speed: int = 3,
    newest: bool = False,
    kept: bool = False,
    on_branch: Callable[[int], None] | None = None,
    title: str = N_("Film of the training"),
) -> None:
    """Show what training drew at these steps: `sheet` has a frame's panes side by side, and the frames one after another.

    Charts of the same `group` show the step that is looked at. With `newest` it rests on the last frame, and follows it.
    With `kept` a frame can be enlarged, and kept beside the others; `on_branch` is told a step to go on from.
    """

    def branch() -> None:
        state = st.session_state.get(key)
        step = state.get("branch") if isinstance(state, Mapping) else None
        if on_branch and isinstance(step, int) and step in steps:
            on_branch(step)

    _component(
        key=key,
        on_branch_change=branch,
        data={
            "name": key,
            "palette": palette(),
            "sheet": sheet,
            "panes": [{"title": pane.title, "said": list(pane.said), "alt": pane.alt or pane.title} for pane in panes],
            "steps": list(steps),
            "count": len(steps),
            "keys": [],
            "group": group,
            "speed": speed,
            "loop": False,
            "newest": newest,
            "kept": kept,
            "branches": on_branch is not None,
            "title": _(title),
        },
    )

"""A gallery to choose from: small pictures with their titles, in groups. One of them is chosen, or several in an order.

    gallery([Item("photo:china", "China", "Photographs", picture)], key="content", chosen=["photo:china"], on_pick=take)

A click chooses one picture alone. Where several may be chosen, the sign in its corner adds it to those chosen or takes it out.
"""

import base64
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import streamlit as st

from engine.language.words import _
from playground.components.shared import assets
from playground.components.shared.palette import palette
from playground.components.shared.thumbnails import jpeg, sheet

SIDE = 112
"""Pixels of a picture in the browser."""

ACROSS = 8


@dataclass(frozen=True)
class Item:
    """`reference` is what Python hears; `words` say more when a mouse rests on it."""

    reference: str
    title: str
    group: str
    words: str = ""


_component = assets.component("gallery")


def gallery(
    items: Sequence[Item],
    pictures: str,
    *,
    key: str,
    label: str,
    chosen: Sequence[str],
    on_pick: Callable[[str, bool], Any],
    most: int = 1,
    height: int = 240,
) -> None:
    """Show it.

    pictures  what `packed` makes of the items' pictures, in the items' order
    chosen    references; with `most` above 1 each wears its number in its colour
    on_pick   called before the script runs again with a reference and whether it is to be added or taken out (its corner was
              clicked) or stands alone from now on
    height    of the window onto the gallery, in CSS pixels: what does not fit is scrolled to
    """
    known = {item.reference for item in items}

    def picked() -> None:
        if pick := reported(st.session_state.get(key), known):
            on_pick(*pick)

    _component(
        key=key,
        data={
            "name": key,
            "palette": palette(),
            "label": label,
            "items": [
                {"reference": item.reference, "title": item.title, "group": _(item.group), "words": item.words}
                for item in items
            ],
            "pictures": pictures,
            "across": ACROSS,
            "chosen": list(chosen),
            "most": most,
            "height": height,
        },
        on_pick_change=picked,
    )


def packed(pictures: Sequence[np.ndarray]) -> str:
    """All of them, uint8 (h, w, 3), in one file for the browser."""
    laid = sheet(pictures, ACROSS, SIDE)
    return base64.b64encode(jpeg(laid, max(laid.shape), quality=82)).decode()


def reported(state: object, known: set[str]) -> tuple[str, bool] | None:
    """What was clicked, and whether in its corner; None if the browser sent anything else."""
    pick = state.get("pick") if isinstance(state, Mapping) else None
    if not isinstance(pick, Mapping) or pick.get("reference") not in known:
        return None
    return pick["reference"], pick.get("add") is True

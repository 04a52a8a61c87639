"""The line-up: a grid of faces to pick from by click. The browser decodes them from their codes, so it costs the server nothing.

hold("faces-photo", lambda: models.decoder(model))
picked = lineup("faces-photo", codes, key="sums", groups=("A", "B", "C"))
code = codes[picked.groups["A"][0]]
"""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import streamlit as st

from engine.core.errors import Trouble
from engine.language.words import N_, _
from playground.components.shared import assets
from playground.components.shared.encoding import numbers
from playground.components.shared.palette import palette

ALONE = "picked"
"""The name of the group where there is only one."""


@dataclass(frozen=True)
class Picked:
    """Group -> the places of the faces in it, in the order in which they were picked."""

    groups: dict[str, tuple[int, ...]]

    @property
    def one(self) -> int | None:
        """The single pick, where there is one."""
        return next((place for group in self.groups.values() for place in group), None)


_component = assets.component("lineup", "weights/nets.js", "shared/network.js")


def lineup(
    weights_name: str,
    codes: np.ndarray,
    key: str,
    *,
    groups: Sequence[str] = (ALONE,),
    most: int = 1,
    chosen: Sequence[int | Sequence[int]] = (),
    beyond: Mapping[str, int] | None = None,
    side: int = 66,
    title: str = N_("Faces"),
    what: str = N_("Face"),
    on_pick: Callable[[Picked], None] | None = None,
) -> Picked:
    """Show the faces of codes (n, d), drawn by the decoder that `hold` has given the page under this name.

    groups  names of the groups that faces are picked into, shown in the reader's language; a face is in one of them at most
    most    how many faces each group holds; with 1 another click moves the pick
    chosen  at first, for each group in their order, one face or several
    beyond  for each group how many are picked elsewhere: then the caller keeps all picks, and `chosen` says which are here
    side    CSS pixels of a face
    what    the word for one of them, to those who hear the page
    on_pick hears of each pick before the script runs: so none is lost where the next click comes before the script is here
    """
    codes = np.asarray(codes, np.float32)
    if codes.ndim != 2 or not len(codes):
        raise Trouble("There is no face to pick from.", "Choose another page or another model.")
    stamp = hashlib.sha256(codes.tobytes()).hexdigest()[:12]
    first: dict[str, list[int]] = {group: [] for group in groups}
    for group, places in zip(groups, chosen, strict=False):
        first[group] = [int(place) for place in np.atleast_1d(places)]
    data = {
        "name": key,
        "palette": palette(),
        "weights": weights_name,
        "codes": numbers(codes),
        "n": len(codes),
        "stamp": stamp,
        "groups": list(groups),
        "words": [_(group) for group in groups],
        "first": first,
        "most": most,
        "beyond": dict(beyond or {}),
        "remembers": beyond is None,
        "side": side,
        "title": _(title),
        "what": _(what),
    }

    def picked(state: Mapping[str, object]) -> Picked:
        return Picked(sound(state.get("picked"), stamp, first, len(codes), most))

    def heard() -> None:
        if on_pick:
            on_pick(picked(st.session_state[key]))

    return picked(_component(key=key, data=data, on_picked_change=heard))


def sound(
    reported: object, stamp: str, first: Mapping[str, list[int]], n: int, most: int
) -> dict[str, tuple[int, ...]]:
    """What a browser sends may hold anything, or speak of faces that were shown before: then the first choice counts."""
    given = reported.get("groups") if isinstance(reported, Mapping) and reported.get("stamp") == stamp else None
    if not isinstance(given, Mapping):
        return {group: tuple(places) for group, places in first.items()}
    taken: set[int] = set()
    found = {}
    for group in first:
        places = given.get(group) if isinstance(given.get(group), list) else []
        usable = [place for place in places if type(place) in (int, float) and place == int(place) and 0 <= place < n]
        kept = [int(place) for place in dict.fromkeys(usable) if int(place) not in taken][:most]
        taken.update(kept)
        found[group] = tuple(kept)
    return found

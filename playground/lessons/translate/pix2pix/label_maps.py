"""Maps that can be drawn and translated: for each kind of model its colours, its samples, and where a drawn one is kept.

A map goes by a reference, in the visit and in the address:

    facade:SEED        laid out by rule and chance
    scene:NAME:SEED    what stands where in a drawn scene, or for models of lines, its edges
    own:ID             drawn or brought by the reader, kept as a picture in the colours of its kind
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import streamlit as st

from engine.core.errors import Trouble
from engine.data import label_colours, pairs
from engine.data.drawn import facades
from engine.data.drawn.scenes import names, scenes
from engine.data.label_colours import FACADE_LABELS, SCENE_LABELS
from engine.data.uploads import own_pairs, single
from engine.language.words import N_, _
from playground.components.gallery.gallery import Item
from playground.components.labels.labels import Stamp
from playground.shell import links, wording
from playground.shell.caching import of_desk
from playground.widgets.models import Model

SIDE = pairs.SIDE
"""Pixels of a map that is drawn here."""

FACADES = 0, 1, 2, 3, 6, 7, 8, 11, 13
"""Seeds of the layouts that hang in the gallery: no two houses alike."""

SCENES = tuple((name, 6_000 + turn) for turn in (0, 3) for name in names.OUTDOORS)
"""Held-out scenes: no model has learnt from their seeds."""

LABELS = (
    *(N_("background"), N_("wall"), N_("window"), N_("door"), N_("cornice"), N_("sill"), N_("balcony"), N_("blind")),
    *(N_("ornament"), N_("moulding"), N_("pillar"), N_("shop"), N_("paper"), N_("line")),
    *(N_("sky"), N_("cloud"), N_("sun or moon"), N_("water"), N_("ground"), N_("road"), N_("mountain"), N_("tree")),
    *(N_("house"), N_("boat"), N_("animal"), N_("thing"), N_("room")),
)
"""What maps show, as their palettes call it."""

PLACES = N_("Harbour"), N_("Lake"), N_("Village"), N_("Skyline"), N_("Hill")
"""What scenes are called, from their names."""

NEVER_SEEN = "animal", "room"
"""Labels of scenes that no outdoor scene has, so no model learnt what they look like."""


@dataclass(frozen=True)
class Kind:
    """What one sort of model is given. `tool` and `start` are what a first visitor has in hand."""

    palette: Mapping[str, tuple[int, int, int]]
    blank: str
    start: str
    tool: str
    samples: tuple[str, ...]
    limits: str
    without: tuple[str, ...] = ()
    pattern: tuple[str, float, tuple[tuple[float, float, float, float, str], ...]] | None = None
    """Of its stamp: title, width beside height, and rectangles in shares of it with the names of their labels."""

    @property
    def offered(self) -> dict[int, str]:
        return {number: _(name) for number, name in enumerate(self.palette) if name not in self.without}

    @property
    def stamp(self) -> Stamp | None:
        if self.pattern is None:
            return None
        title, ratio, parts = self.pattern
        return Stamp(_(title), ratio, tuple((a, b, c, d, self.number(name)) for a, b, c, d, name in parts))

    def number(self, name: str) -> int:
        return list(self.palette).index(name)


WINDOW = (
    N_("Stamp a window"),
    0.75,
    ((0.05, 0, 0.95, 0.1, "cornice"), (0.12, 0.1, 0.88, 0.88, "window"), (0, 0.88, 1, 1, "sill")),
)

HOUSE = (
    N_("Stamp a house"),
    1.1,
    ((0.3, 0, 0.7, 0.2, "house"), (0.12, 0.2, 0.88, 0.4, "house"), (0, 0.4, 1, 1, "house")),
)


OF_SCENES = tuple(f"scene:{name}:{seed}" for name, seed in SCENES)

KINDS = {
    "facades": Kind(
        FACADE_LABELS,
        "wall",
        "window",
        "rectangle",
        tuple(f"facade:{seed}" for seed in FACADES),
        N_(
            "It learnt from 400 photographs of house fronts, seen from straight ahead. It knows rows of windows on a wall. It knows no sky, no trees, no people "
            "and no corner of a house; a large bare wall gets stains, and what is smaller than a window melts."
        ),
        pattern=WINDOW,
    ),
    "scenes": Kind(
        SCENE_LABELS,
        "sky",
        "tree",
        "brush",
        OF_SCENES,
        N_(
            "It learnt from 400 drawn scenes: harbours, lakes, villages, skylines and hills. A map says what stands where, not how it looks: which windows a "
            "house has, it makes up. A boat on a road or a sun under water it never saw, and there it guesses."
        ),
        without=NEVER_SEEN,
        pattern=HOUSE,
    ),
    "edges": Kind(
        {"paper": (255, 255, 255), "line": (0, 0, 0)},
        "paper",
        "line",
        "brush",
        OF_SCENES,
        N_(
            "It learnt what lies between lines from the pictures it was shown, and from those alone. Where there are no lines it guesses from the nearest ones."
        ),
    ),
}
"""By what the model's config calls its pairs. For models of other pairs nothing can be drawn: they are given pictures."""


def kind_of(model: Model) -> str | None:
    return model.data if model.data in KINDS else None


def title(reference: str) -> str:
    where, _colon, rest = reference.partition(":")
    if where == "own":
        return _("Your map")
    name, _colon, seed = rest.rpartition(":")
    return f"{_(name.capitalize())} {int(seed) - 5_999}" if where == "scene" else _("House {number}", number=seed)


def known(kind: str, reference: str) -> bool:
    """Whether this names a map on this computer that suits the kind."""
    if not re.fullmatch(r"own:[0-9a-f]{32}", reference):
        return reference in KINDS[kind].samples
    try:
        single.check(reference.removeprefix("own:"))
    except Trouble:
        return False
    return True


@of_desk(st.cache_data, max_entries=128, show_spinner=False)
def numbers(kind: str, reference: str) -> np.ndarray:
    """The map, uint8 (SIDE, SIDE): for each pixel its place in the kind's palette."""
    where, _colon, rest = reference.partition(":")
    if where == "own":
        return from_picture(kind, single.picture(rest))
    if where == "facade":
        return facades.layout(int(rest), SIDE)
    name, _colon, seed = rest.rpartition(":")
    picture, labels = scenes.labelled(name, SIDE, int(seed))
    return lines(picture) if kind == "edges" else labels.astype(np.uint8)


def lines(picture: np.ndarray) -> np.ndarray:
    """Where a picture's edges are, as the map of a model of lines."""
    return (pairs.edges(picture[None])[0, :, :, 0] == 0).astype(np.uint8)


def brought(kind: str, picture: np.ndarray) -> np.ndarray:
    """The map in a picture that a reader brings: alone, or as one half of a pair side by side."""
    palette = dict(KINDS[kind].palette)
    share, drawn = max(
        ((label_colours.likeness(part, palette), part) for part in parts(picture)), key=lambda one: one[0]
    )
    if share < LEAST:
        raise Trouble(
            _(
                "This is no map for this model: {share:.0%} of its pixels have one of the {colours} colours of its palette. "
                "Photographs, and maps in other colours, would become noise.",
                share=share,
                colours=len(palette),
            ),
            "Bring a map in the colours beside the board, or draw one: begin with one of the maps below.",
        )
    return from_picture(kind, drawn)


LEAST = 0.55
"""Share of pixels in the palette's colours from which a picture counts as a map. Measured: maps of the CMP base, blurred by JPEG,
have 0.59 to 0.91 and of drawn scenes 0.82 and more; photographs have next to 0, and with the dull colours of scenes 0.26."""


def parts(picture: np.ndarray) -> list[np.ndarray]:
    """The picture; of one that may be a pair side by side, its halves."""
    height, width = picture.shape[:2]
    return [picture[:, : width // 2], picture[:, width // 2 :]] if own_pairs.side_by_side(picture) else [picture]


def from_picture(kind: str, picture: np.ndarray) -> np.ndarray:
    """A map from a picture of one: each pixel counts as the nearest of the kind's colours. Other sizes are cut and scaled."""
    height, width = picture.shape[:2]
    side = min(height, width)
    rows, columns = ((np.arange(SIDE) + 0.5) * side / SIDE + (length - side) // 2 for length in (height, width))
    cut = picture[rows.astype(int)[:, None], columns.astype(int)]
    return label_colours.labels_of(cut, dict(KINDS[kind].palette))


def shown(kind: str, reference: str) -> np.ndarray:
    """The map as a picture, uint8 (SIDE, SIDE, 3): what the generator is given."""
    return in_colours(kind, numbers(kind, reference))


def in_colours(kind: str, drawn: np.ndarray) -> np.ndarray:
    """A map of numbers (h, w) in the kind's colours, uint8 (h, w, 3)."""
    return label_colours.coloured(drawn, dict(KINDS[kind].palette))


@of_desk(st.cache_data, max_entries=32, show_spinner=False)
def truth(reference: str) -> np.ndarray | None:
    """The picture that belongs to a sample's map, where there is one."""
    where, _colon, rest = reference.partition(":")
    if where != "scene":
        return None
    name, _colon, seed = rest.rpartition(":")
    return scenes.labelled(name, SIDE, int(seed))[0]


def keep(kind: str, drawn: np.ndarray) -> str:
    """Store a map on this computer. Returns its reference."""
    return f"own:{single.keep(in_colours(kind, drawn))}"


def items(kind: str) -> list[Item]:
    """The samples, for a gallery."""
    group = _("Laid out by chance") if kind == "facades" else _("Scenes that no model has learnt from")
    return [Item(reference, title(reference), group) for reference in KINDS[kind].samples]


def now(kind: str) -> str:
    return st.session_state[_key(kind)]


def put(kind: str, reference: str) -> None:
    st.session_state[_key(kind)] = reference
    st.query_params["map"] = reference


def follow(kind: str) -> None:
    """Once a visit: take up the map that the address names. What it names wrongly is told and left out."""
    with links.newly(_key(kind)) as new:
        asked = st.query_params.get("map", "") if new else ""
        if asked and known(kind, asked):
            st.session_state[_key(kind)] = asked
        elif asked and not any(known(other, asked) for other in KINDS):
            st.warning(
                _(
                    "There is no map called '{name}' on this computer. Another one takes its place.",
                    name=wording.safe(asked[:80]),
                )
            )
    if not known(kind, st.session_state.get(_key(kind), "")):
        st.session_state[_key(kind)] = KINDS[kind].samples[0]
    st.query_params["map"] = now(kind)


def _key(kind: str) -> str:
    return f"pix2pix.map.{kind}"

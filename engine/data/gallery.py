"""The one entrance to single pictures, by a reference that fits into configs and links.

    scene:harbour   painting:waves   photo:china   own:<id>

Drawn scenes and paintings, scikit-learn's two sample photographs, and what readers keep. Listing is light: neither numpy
nor Pillow is imported before a picture is asked for.
"""

from dataclasses import dataclass
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from engine.core import fitting, spelling
from engine.core.errors import Trouble
from engine.data.drawn.about import LARGEST, SMALLEST
from engine.data.drawn.paintings.paintings import PAINTINGS
from engine.data.drawn.scenes.names import SCENES
from engine.language.words import N_, _

if TYPE_CHECKING:
    from numpy import ndarray

OWN = "own:"  # then the id of a reader's own picture
DRAWN = 512  # pixels of a drawn picture's side, unless asked for otherwise


@dataclass(frozen=True)
class Card:
    """A picture in words. `credit` names who made it, and its licence."""

    reference: str
    title: str
    words: str
    credit: str


@dataclass(frozen=True)
class _View:
    """A scene as it hangs here: which one, composed from which seed, and when."""

    scene: str
    title: str
    seed: int
    light: str = "day"
    season: str = "summer"


_VIEWS = {
    "harbour": _View("harbour", "Harbour", 5),
    "lake": _View("lake", "Mountain lake", 4),
    "village": _View("village", "Village street", 5),
    "hill": _View("hill", "Tree on a hill", 7),
    "cat": _View("cat", "Cat at the window", 1),
    "still-life": _View("still-life", "Still life", 3),
    "skyline": _View("skyline", "Skyline at dusk", 4, light="dusk"),
    "harbour-night": _View("harbour", "Harbour by night", 5, light="night"),
    "lake-autumn": _View("lake", "Mountain lake in autumn", 4, season="autumn"),
}
_PHOTOS = {
    "china": (
        N_("Summer Palace"),
        N_("A photograph from Beijing with roofs, trees and sky: much detail below, quiet above."),
        N_("danielbuechele on Flickr, CC BY 2.0, from scikit-learn"),
    ),
    "flower": (
        N_("Dahlia"),
        N_("A photograph of one flower before a soft background: styles show most where a picture is quiet."),
        N_("vultilion on Flickr, CC BY 2.0, from scikit-learn"),
    ),
}
_DRAWN_BY = N_("drawn by Atelier, MIT")

_CARDS = {
    card.reference: card
    for card in (
        *(Card(f"photo:{name}", *about) for name, about in _PHOTOS.items()),
        *(Card(f"scene:{name}", view.title, SCENES[view.scene].words, _DRAWN_BY) for name, view in _VIEWS.items()),
        *(Card(f"painting:{name}", about.title, about.words, _DRAWN_BY) for name, about in PAINTINGS.items()),
    )
}

CONTENTS = tuple(reference for reference in _CARDS if not reference.startswith("painting:"))
"""Pictures to paint over."""
STYLES = tuple(reference for reference in _CARDS if reference.startswith("painting:"))
"""Pictures to take a style from. Any picture may be used for either."""


def check(reference: str) -> None:
    """Whether there is such a picture, without opening it."""
    if reference.startswith(OWN):
        from engine.data.uploads import single

        single.check(reference.removeprefix(OWN))
    elif reference not in _CARDS:
        from engine.data.uploads.intake import shown

        names = {known.partition(":")[2]: known for known in _CARDS} | {known: known for known in _CARDS}
        near = spelling.nearest(reference, names, 0.5)
        hint = spelling.meant(names[near] if near else None)
        raise Trouble(
            _("There is no picture '{shown}'.", shown=shown(reference)),
            _(
                "{hint}There are: {join}, and '{OWN}' with the id of a picture of yours.",
                hint=hint,
                join=", ".join(_CARDS),
                OWN=OWN,
            ),
        )


def about(reference: str) -> Card:
    check(reference)
    if reference.startswith(OWN):
        from engine.data.uploads import single

        title = single.title(reference.removeprefix(OWN))
        return Card(reference, title, N_("A picture that you brought along; it stays on this computer."), N_("yours"))
    return _CARDS[reference]


def picture(reference: str, longest: int | None = None) -> "ndarray":
    """uint8 (h, w, 3), at most `longest` on a side (see `engine.core.fitting`). Drawn pictures are drawn for that size; others are
    never enlarged."""
    if longest is not None and longest < 1:
        raise Trouble(_("A picture cannot be {longest} pixels long.", longest=longest), "Ask for 1 pixel or more.")
    check(reference)
    kind, _colon, name = reference.partition(":")
    if kind in ("scene", "painting"):
        side = min(max(longest or DRAWN, SMALLEST), LARGEST)
        return _reduced(_drawn(kind, name, side), longest)
    if kind == "photo":
        return _reduced(_photo(name), longest)
    from engine.data.uploads import single

    return _reduced(single.picture(name), longest)


@lru_cache(maxsize=16)  # at most 200 MB, where all are of the largest size
def _drawn(kind: str, name: str, side: int) -> "ndarray":
    """A wall of them takes seconds to draw: those of usual sizes are kept on the disk for the next start."""
    if side > DRAWN:
        return _draw(kind, name, side)
    from engine.data import cache
    from engine.data.pictures import Pictures

    maker = f"paintings.{name.replace('-', '_')}" if kind == "painting" else "scenes.scenes"

    def make() -> Pictures:
        picture = _draw(kind, name, side)[None]
        return Pictures(name, picture, picture[:0])

    return cache.kept(f"{kind}-{name}-{side}", (), (f"engine.data.drawn.{maker}", __name__), make).train[0]


def _draw(kind: str, name: str, side: int) -> "ndarray":
    from engine.data.drawn.paintings import paintings
    from engine.data.drawn.scenes import scenes

    if kind == "painting":
        return paintings.make(name, side)
    view = _VIEWS[name]
    return scenes.make(view.scene, side, view.seed, view.light, view.season)


def _photo(name: str) -> "ndarray":
    import numpy as np
    from PIL import Image

    found = find_spec("sklearn")  # finds the package without importing it, which would take seconds
    folders = (found.submodule_search_locations if found else None) or ()
    for file in (Path(folder) / "datasets" / "images" / f"{name}.jpg" for folder in folders):
        if file.is_file():
            with Image.open(file, formats=["JPEG"]) as image:
                return np.array(image.convert("RGB"))
    raise Trouble(
        _("The photograph 'photo:{name}' comes with scikit-learn, which is not on this computer.", name=name),
        "Install it with: pip install scikit-learn",
    )


def _reduced(whole: "ndarray", longest: int | None) -> "ndarray":
    """A copy of one's own, smaller if need be."""
    height, width = whole.shape[:2]
    scale = 1.0 if longest is None else fitting.scale(height, width, longest)
    if scale == 1:
        return whole.copy()
    import numpy as np
    from PIL import Image

    size = max(1, round(width * scale)), max(1, round(height * scale))
    return np.array(Image.fromarray(whole).resize(size, Image.Resampling.LANCZOS))

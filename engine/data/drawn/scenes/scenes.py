"""Scenes that Atelier draws itself: pictures to paint over, by day and by night, in summer and in autumn.

A name and a seed compose a scene; light and season only change how it looks. So a street by day and a street by night
may show the very same houses, and the labels of what stands where hold for both.
"""

from typing import TYPE_CHECKING

from engine.core.errors import Trouble
from engine.data.drawn.about import check_wish
from engine.data.drawn.scenes.names import LIGHTS, SCENES, SEASONS
from engine.language.words import _

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy import ndarray

    from engine.data.drawn.scenes.stage import Stage


def _scenes() -> "dict[str, Callable[[Stage], None]]":
    from engine.data.drawn.scenes import cat, outdoors, table, village

    return {
        "harbour": outdoors.harbour,
        "lake": outdoors.lake,
        "village": village.village,
        "skyline": outdoors.skyline,
        "hill": outdoors.hill,
        "cat": cat.cat,
        "still-life": table.still_life,
    }


def make(name: str, size: int = 512, seed: int = 0, light: str = "day", season: str = "summer") -> "ndarray":
    """One scene, uint8 (size, size, 3). Another size shows the same scene; another seed composes it anew."""
    return labelled(name, size, seed, light, season)[0]


def labelled(
    name: str, size: int = 512, seed: int = 0, light: str = "day", season: str = "summer"
) -> "tuple[ndarray, ndarray]":
    """A scene as `make` draws it, and what each of its points shows: uint8 (size, size), into LABELS."""
    check_wish("scene", name, SCENES, size, seed)
    for word, given, known in (("light", light, LIGHTS), ("season", season, SEASONS)):
        if given not in known:
            raise Trouble(
                _("There is no {word} '{given}' in scenes.", word=word, given=given),
                _("Choose one of: {names}.", names=", ".join(known)),
            )
    from engine.data.drawn.scenes.stage import Stage

    stage = Stage(name, size, seed, light, season)
    _scenes()[name](stage)
    return stage.finished()
